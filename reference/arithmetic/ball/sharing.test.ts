import { describe, expect, it } from 'vitest';
import { float32, float64 } from '../../tensor/format.ts';
import { map } from '../../tensor/tensor.ts';
import { Balls } from '../ball.ts';
import { abs, exp } from '../kernel/functions.ts';
import { exact } from './ball.ts';
import { Sharing } from './sharing.ts';

const times = 6000;
/** Few rows, again and again; the same ones once must give the same balls. */
const rows = [
  [0.5, -1, 3],
  [0, -0, 1e-40],
  [2, 2, -7],
];
const [few, many] = [rows, Array.from({ length: times }, (_, i) => rows[i % rows.length]!)];
const machine = (): Balls => new Balls(float32, { accumulator: float64 });
const columns = (x: { readonly rep: readonly unknown[] }) => x.rep;

describe('a long tensor', () => {
  const of = (from: readonly (readonly number[])[]) => machine().tensor(from.flat(), [from.length, 3]);
  it.each([
    ['a kernel', (from: typeof rows) => map((x) => exp(x).sub(abs(x)), of(from))],
    ['logSoftmax', (from: typeof rows) => of(from).logSoftmax()],
    ['softmax', (from: typeof rows) => of(from).softmax()],
    ['logSumExp', (from: typeof rows) => of(from).logSumExp()],
    ['sums of rows', (from: typeof rows) => of(from).sum(1)],
    ['norms of rows', (from: typeof rows) => of(from).norm(1)],
  ])('has the balls of its elements in %s', (_, compute) => {
    const [short, long] = [columns(compute(few)), columns(compute(many))];
    const each = short.length / rows.length;
    expect(long).toHaveLength(times * each);
    long.forEach((ball, i) => {
      if (i < 30 || i > long.length - 30) expect(ball).toEqual(short[i % short.length]);
    });
    expect(new Set(long).size).toBeLessThanOrEqual(short.length);
  });
  it('keeps the signs of zeros', () => {
    const x = machine().tensor(new Float64Array(times * 3).fill(-0).fill(0, times), [times * 3]);
    expect(Object.is(x.rep[0]!.value, -0)).toBe(true);
    expect(Object.is(x.rep[times]!.value, 0)).toBe(true);
  });
});

describe('results', () => {
  const [a, b] = [exact(1), exact(2)];
  it('are of the very balls, in their order', () => {
    const sharing = new Sharing(true);
    const made: string[] = [];
    const once = (name: string, balls: (typeof a)[]) =>
      sharing.once(name, balls, () => {
        made.push(name);
        return [a];
      });
    sharing.during(1e5, () => {
      for (const balls of [
        [a, b],
        [b, a],
        [a, b],
        [exact(1), b],
      ])
        once('f', balls);
      once('g', [a, b]);
    });
    expect(made).toEqual(['f', 'f', 'f', 'g']);
  });
  it('are not kept of short tensors, nor where it is not allowed, nor longer than one operation', () => {
    let made = 0;
    const ask = (sharing: Sharing, elements: number): void =>
      sharing.during(elements, () => {
        for (let i = 0; i < 2; i++) {
          sharing.once('f', [a], () => {
            made++;
            return [a];
          });
        }
      });
    ask(new Sharing(true), 100);
    ask(new Sharing(false), 1e5);
    expect(made).toBe(4);
    const sharing = new Sharing(true);
    ask(sharing, 1e5);
    ask(sharing, 1e5);
    expect(made).toBe(6);
  });
});
