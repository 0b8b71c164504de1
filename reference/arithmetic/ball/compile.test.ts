import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32, formats } from '../../tensor/format.ts';
import { Balls } from '../ball.ts';
import { abs, exp, log, max, min, select, softplus, tanh } from '../kernel/functions.ts';
import { type Kernel, Program } from '../kernel/program.ts';
import { ieee, wgsl } from '../profile.ts';
import { type Ball, exact } from './ball.ts';
import { run } from './branches.ts';
import { compilePlain, plainOf } from './compile.ts';
import { Rounding } from './rounding.ts';
import { pick, randomOf } from './test-support/random.ts';
import { argumentsOf, kernelOf, kinds, recipe } from './test-support/random-kernel.ts';

const single = new Rounding(float32, float32, false, ieee);
const plain = (kernel: Kernel, ...xs: Ball[]): Ball | undefined =>
  compilePlain(single, Program.of(kernel, xs.length))(xs)?.[0];
const ball = (value: number, error: number): Ball => ({ value, error, kink: 0, overflow: false });

describe('a compiled program', () => {
  it('gives the balls of a walk, to the last bit, wherever it gives some', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        recipe,
        fc.constantFrom(...kinds),
        fc.constantFrom('f64', 'f32', 'f16', 'bf16'),
        fc.boolean(),
        fc.nat(),
        (what, kind, dtype, flushes, seed) => {
          const [format, random] = [formats[dtype], randomOf(seed)];
          const rounding = new Rounding(format, format, flushes, ieee);
          for (const program of [kernelOf(what), kernelOf(what).pullback([0, 1, 2])]) {
            const xs = argumentsOf(kind, program.arity, format, random).map((v) =>
              pick(random, [rounding.operand(v), ball(v, Math.abs(v) * 2 ** -20)]),
            );
            const got = compilePlain(rounding, program)(xs);
            if (!got) continue;
            answered++;
            const paths = run(rounding, program, xs);
            expect(paths).toHaveLength(1);
            expect(got).toEqual(paths[0]);
          }
        },
      ),
      { seed: 3, numRuns: 3000 },
    );
    expect(answered).toBeGreaterThan(2000);
  });
  it('gives nothing where a comparison is left open', () => {
    for (const f of [(x, y) => max(x!, y!), (x, y) => min(x!, y!), (x, y) => select(x!.lt(y!), 1, 2)] as Kernel[]) {
      expect(plain(f, ball(1, 0.5), ball(2, 0.5))).toBeUndefined();
      expect(plain(f, ball(1, 0.4), ball(2, 0.5))).toBeDefined();
    }
    expect(plain((x) => abs(x!), ball(0.5, 0.5))).toBeUndefined();
  });
  it('gives nothing of what is infinite, may have overflowed, is free at a kink, or is NaN', () => {
    const twice: Kernel = (x) => x!.mul(3);
    expect(plain(twice, exact(Infinity))).toBeUndefined();
    expect(plain(twice, exact(Number.NaN))).toBeUndefined();
    expect(plain(twice, { ...ball(1, 0), overflow: true })).toBeUndefined();
    expect(plain(twice, { ...ball(1, 0.5), kink: 0.5 })).toBeUndefined();
    expect(plain(twice, exact(2e38))).toBeUndefined();
    expect(plain((x) => log(x!), ball(1, 1))).toBeUndefined();
    expect(plain((x) => tanh(x!).div(x!), exact(0))).toBeUndefined();
  });
  it('hands infinite constants on, and computes with none', () => {
    const mask: Kernel = (x, m) => select(m!.eq(1), -Infinity, x!);
    expect(plain(mask, exact(2), exact(1))).toEqual(exact(-Infinity));
    expect(plain((x, m) => exp(mask(x!, m!)), exact(2), exact(1))).toBeUndefined();
    expect(plain((x, m) => exp(mask(x!, m!)), exact(0), exact(0))).toEqual(exact(1));
  });
  it('is not made of a number that the format has not', () => {
    expect(plain((x) => x!.add(1e300), exact(1))).toBeUndefined();
  });
});

describe('plainOf', () => {
  it('compiles what is walked often, once for equal programs', () => {
    const kernel = (): Program => Program.of((x) => softplus(x!.mul(1.25)), 1);
    expect(plainOf(single, kernel(), 40)).toBeUndefined();
    const made = plainOf(single, kernel(), 40);
    expect(made).toBeDefined();
    expect(plainOf(new Rounding(float32, float32, false, ieee), kernel(), 1)).toBe(made);
    expect(plainOf(new Rounding(float32, float32, true, ieee), kernel(), 1)).toBeUndefined();
  });
  it('leaves alone what depends on the argument', () => {
    const program = Program.of((x) => exp(x!), 1);
    expect(plainOf(new Rounding(float32, float32, false, wgsl), program, 1000)).toBeUndefined();
  });
  it('is what Balls maps with', () => {
    const balls = new Balls(float32);
    const xs = Array.from({ length: 300 }, (_, i) => i / 7 - 20);
    const program = Program.of((x) => softplus(x!.mul(1.5)), 1);
    const mapped = balls.map(program, [balls.tensor(xs, [300])], [300])[0]!;
    expect(mapped).toEqual(xs.map((x) => run(single, program, [single.operand(x)])[0]![0]));
  });
});
