import { describe, expect, it } from 'vitest';
import { abs, log, log1p, max, select, softplus } from '../../reference/arithmetic/kernel/functions.ts';
import { Rounded } from '../../reference/arithmetic/rounded.ts';
import type { Algorithm, AnyLossText } from '../../reference/losses/loss-reference.ts';
import { type Dtype, float16, float32, formats } from '../../reference/tensor/format.ts';
import { map, type Tensor } from '../../reference/tensor/tensor.ts';
import { tensorData } from '../../reference/tensor/tensor-data.ts';
import { type ArithmeticDeclaration, plainDeclaration } from './declaration.ts';
import { evaluate, type Inputs } from './evaluate.ts';
import { type Got, judge } from './judge.ts';
import { type Output, PermittedError } from './permitted-error.ts';

type Operands<R> = Readonly<Record<string, Tensor<R>>>;
const strict = (text: <R>(operands: Operands<R>) => Tensor<R>): Algorithm => ({
  grade: 'strict',
  name: 'strict',
  text: text as AnyLossText,
});
const published = (name: string, text: <R>(operands: Operands<R>) => Tensor<R>): Algorithm => ({
  grade: 'published',
  name,
  text: text as AnyLossText,
});

interface Ask {
  readonly operands: Readonly<Record<string, readonly number[]>>;
  readonly wrt?: readonly string[];
  readonly dtype?: Dtype;
  readonly declaration?: Partial<ArithmeticDeclaration>;
}
/** Operands of one number are rank 0, the others rank 1. */
function permitted(algorithms: readonly Algorithm[], { operands, wrt = [], dtype = 'f32', declaration = {} }: Ask) {
  const tensors = Object.entries(operands).map(
    ([name, x]) => [name, tensorData(x, x.length === 1 ? [] : [x.length])] as const,
  );
  const inputs: Inputs = { operands: Object.fromEntries(tensors), settings: { reduction: 'sum' }, wrt };
  return new PermittedError(algorithms, inputs, { ...plainDeclaration(dtype), ...declaration });
}
const got = (outputs: Partial<Record<Output, readonly number[]>>): Got =>
  Object.fromEntries(Object.entries(outputs).map(([name, x]) => [name, Float64Array.from(x as readonly number[])]));

describe('grades', () => {
  const both = [
    strict(({ x }) => map((a) => log1p(a), x!)),
    published('log(1 + x)', ({ x }) => map((a) => log(a.add(1)), x!)),
  ];
  const x = float32.round(1e-5);
  const ask = (value: number) => judge(got({ value: [value] }), permitted(both, { operands: { x: [x] } }));

  it('strict explains what is relatively accurate', () => {
    expect(ask(float32.round(Math.log1p(x)))).toMatchObject({ accepted: true, grade: 'strict' });
    expect(ask(float32.round(Math.log1p(x) * (1 + 6 * 2 ** -24)))).toMatchObject({ grade: 'strict' });
  });
  it('the first published algorithm explains what only it can', () => {
    const value = float32.round(Math.log(float32.round(1 + x)));
    expect(ask(value)).toMatchObject({ accepted: true, grade: 'published', algorithm: 'log(1 + x)' });
  });
  it('nothing explains what is wrong; the report is that of the nearest algorithm', () => {
    const { accepted, grade, worst } = ask(2e-5);
    expect({ accepted, grade }).toEqual({ accepted: false, grade: undefined });
    expect(worst).toMatchObject({ output: 'value', index: 0, verdict: 'too far', got: 2e-5 });
    // 1e-5 off by an absolute error of about 2^-24
    expect(worst!.ratio).toBeGreaterThan(50);
    expect(worst!.ratio).toBeLessThan(200);
  });
  it('all outputs of a case must be explained by one algorithm', () => {
    // Doubled in one of two ways: each output fits one algorithm, and no algorithm fits both.
    const halves = [
      strict(({ a, b }) => a!.mul(2).add(b!.mul(0))),
      published('b', ({ a, b }) => b!.mul(2).add(a!.mul(0))),
    ];
    const p = permitted(halves, { operands: { a: [1], b: [3] }, wrt: ['a', 'b'] });
    expect(judge(got({ value: [2], 'gradient.a': [2], 'gradient.b': [0] }), p)).toMatchObject({ grade: 'strict' });
    expect(judge(got({ 'gradient.a': [0], 'gradient.b': [0] }), p).accepted).toBe(false);
  });
  it('the strict text with primitives as usually written is published', () => {
    // log(1 + e^-20) is 0 in float32 by the logarithm of the whole sum
    const row = [strict(({ z }) => z!.logSoftmax())];
    const z = { operands: { z: [20, 0] } };
    expect(judge(got({ value: [0, -20] }), permitted(row, z))).toMatchObject({ grade: 'published' });
    const exact = [-float32.round(2.061153620314381e-9), -20];
    expect(judge(got({ value: exact }), permitted(row, z))).toMatchObject({ grade: 'strict' });
  });
});

describe('the cheap path', () => {
  it('computes no ball where every number is the reference, rounded', () => {
    const p = permitted([strict(({ x }) => map((a) => log1p(a), x!))], { operands: { x: [1, 2] }, wrt: ['x'] });
    const judgement = judge(got({ value: [Math.log1p(1), Math.log1p(2)].map(float32.round) }), p);
    expect(judgement).toEqual({
      accepted: true,
      grade: 'strict',
      algorithm: 'strict',
      unbounded: [],
      loose: [],
      overflowed: [],
    });
  });
  it('wants as many numbers as the reference has', () => {
    const p = permitted([strict(({ x }) => x!.mul(2))], { operands: { x: [1, 2] } });
    expect(() => judge(got({ value: [2] }), p)).toThrow(/value has 1 numbers; the reference has 2/);
    expect(() => judge(got({ 'gradient.x': [2, 2] }), p)).toThrow(/was not asked for/);
    expect(() => permitted([], { operands: {} })).toThrow(/at least one algorithm/);
  });
});

describe('kinks', () => {
  const slopes = (text: <R>(operands: Operands<R>) => Tensor<R>, operands: Ask['operands'], dtype: Dtype = 'f32') => {
    const wrt = Object.keys(operands);
    const p = permitted([strict(text)], { operands, wrt, dtype });
    return (...gradients: (readonly number[])[]) =>
      judge(got(Object.fromEntries(wrt.map((name, i) => [`gradient.${name}`, gradients[i]!]))), p);
  };

  it.each(['f64', 'f32', 'f16', 'bf16'] as const)('two tied maxima in %s: any shares that sum to 1', (dtype) => {
    const { round } = formats[dtype];
    const of = slopes(({ x }) => x!.max(), { x: [3, 3] }, dtype);
    for (const g of [
      [1, 0],
      [0, 1],
      [0.5, 0.5],
      [0.25, 0.75],
    ])
      expect(of(g).accepted).toBe(true);
    for (const g of [
      [1, 1],
      [0, 0],
      [round(0.6), round(0.6)],
    ]) {
      expect(of(g)).toMatchObject({ accepted: false, direction: { expected: 1 } });
    }
    // not by directions, but by its components
    expect(of([2, -1])).toMatchObject({ accepted: false, worst: { verdict: 'too far' } });
  });
  it('five tied maxima', () => {
    const of = slopes(({ x }) => x!.max(), { x: [3, 3, 3, 3, 3, 1] });
    const fifth = float32.round(0.2);
    expect(of([fifth, fifth, fifth, fifth, fifth, 0]).accepted).toBe(true);
    expect(of([1, 1, 1, 1, 1, 0]).accepted).toBe(false);
    expect(of([0.5, 0.5, 0, 0, 0.25, 0]).accepted).toBe(false);
    expect(of([0.5, 0.25, 0, 0, 0, 0.25]).accepted).toBe(false);
  });
  it('nearly tied maxima are judged as what they are', () => {
    const of = slopes(({ x }) => x!.max(), { x: [3, 3 + 2 ** -22] });
    expect(of([0, 1]).accepted).toBe(true);
    expect(of([1, 0]).accepted).toBe(false);
  });
  it('abs and relu at 0: between their slopes, and not beyond', () => {
    const ofAbs = slopes(({ x }) => map((a) => abs(a), x!).sum(), { x: [0] });
    for (const g of [-1, -0.5, 0, 1]) expect(ofAbs([g]).accepted).toBe(true);
    for (const g of [1.1, -1.1, 3, Number.NaN, Infinity]) expect(ofAbs([g]).accepted).toBe(false);
    const ofRelu = slopes(({ x }) => map((a) => max(a, 0), x!).sum(), { x: [0] });
    for (const g of [0, 0.5, 1]) expect(ofRelu([g]).accepted).toBe(true);
    for (const g of [-0.1, 1.1]) expect(ofRelu([g]).accepted).toBe(false);
  });
  it('smooth functions made of abs and max are smooth', () => {
    const of = slopes(({ x }) => map((a) => softplus(a), x!).sum(), { x: [0] });
    expect(of([0.5]).accepted).toBe(true);
    for (const g of [0, 1, 0.500001]) expect(of([g]).accepted).toBe(false);
  });
  it('over several operands together: |x - y| has opposite slopes', () => {
    const of = slopes(({ x, y }) => map((a, b) => abs(a.sub(b)), x!, y!).sum(), { x: [2], y: [2] });
    expect(of([1], [-1]).accepted).toBe(true);
    expect(of([0], [0]).accepted).toBe(true);
    expect(of([0.5], [-0.5]).accepted).toBe(true);
    expect(of([1], [1])).toMatchObject({ accepted: false, direction: { got: 2 } });
    expect(of([1], [0]).accepted).toBe(false);
  });
  it('output by output, of what was accepted together, directions are not asked again', () => {
    const of = permitted([strict(({ x }) => x!.max())], { operands: { x: [3, 3] }, wrt: ['x'], dtype: 'f32' });
    const tooMuch = got({ 'gradient.x': [1, 1] });
    expect([judge(tooMuch, of).accepted, judge(tooMuch, of, true).accepted]).toEqual([false, true]);
    expect(judge(got({ 'gradient.x': [2, -1] }), of, true).accepted).toBe(false);
  });
  it('over elements together: the largest of |x - y| at a tie', () => {
    const of = slopes(({ x, y }) => map((a, b) => abs(a.sub(b)), x!, y!).max(), { x: [1, 2], y: [0, 1] });
    expect(of([1, 0], [-1, 0]).accepted).toBe(true);
    expect(of([0.5, 0.5], [-0.5, -0.5]).accepted).toBe(true);
    // sums to 0 along all ones, and is twice what it may be
    expect(of([1, 1], [-1, -1])).toMatchObject({ accepted: false });
    // the parts of x and y contradict each other
    expect(of([1, 0], [0, -1]).accepted).toBe(false);
  });
  it('the norm of a zero vector: the unit ball', () => {
    const of = slopes(({ x }) => x!.norm(), { x: [0, 0] });
    for (const g of [
      [0, 0],
      [1, 0],
      [float32.round(0.6), float32.round(0.8)],
    ])
      expect(of(g).accepted).toBe(true);
    for (const g of [
      [1, 1],
      [1, float32.round(0.3)],
      [-1, 1],
      [2, 0],
    ])
      expect(of(g).accepted).toBe(false);
  });
});

describe('jumps', () => {
  const step = [strict(({ x }) => map((a) => select(a.mul(0.1).ge(0.1), 1, 0), x!))];

  it('a value belongs to one of the branches, and does not lie between', () => {
    const p = () => permitted(step, { operands: { x: [1, 1, 2] } });
    for (const value of [
      [0, 0, 1],
      [1, 0, 1],
      [0, 1, 1],
      [1, 1, 1],
    ]) {
      expect(judge(got({ value }), p()).accepted).toBe(true);
    }
    for (const value of [
      [0.5, 0, 1],
      [1, 2, 1],
      [1, 1, 0],
      [0.5, 0.5, 1],
    ]) {
      expect(judge(got({ value }), p()).accepted).toBe(false);
    }
  });
  it('too many of them at once are judged by their hull', () => {
    const many = permitted(step, { operands: { x: new Array<number>(9).fill(1) } });
    expect(judge(got({ value: new Array<number>(9).fill(0.5) }), many).accepted).toBe(true);
    expect(judge(got({ value: new Array<number>(9).fill(1.5) }), many).accepted).toBe(false);
  });
});

describe('what is not finite', () => {
  it('an infinite value is infinite, of its sign', () => {
    const p = () => permitted([strict(({ x }) => map((a) => log(a), x!))], { operands: { x: [0] } });
    expect(judge(got({ value: [-Infinity] }), p()).accepted).toBe(true);
    for (const value of [-100, Infinity, Number.NaN]) expect(judge(got({ value: [value] }), p()).accepted).toBe(false);
  });
  it('a sum that may overflow on the way is excused, and reported', () => {
    const p = () =>
      permitted([strict(({ x }) => x!.mean())], { operands: { x: [60000, 60000, -60000] }, dtype: 'f16' });
    expect(judge(got({ value: [20000] }), p())).toMatchObject({ accepted: true, overflowed: [] });
    expect(judge(got({ value: [Infinity] }), p())).toMatchObject({ accepted: true, overflowed: ['value'] });
    expect(judge(got({ value: [-Infinity] }), p()).accepted).toBe(false);
    expect(judge(got({ value: [Number.NaN] }), p()).accepted).toBe(false);
    // In a float32 accumulator it does not overflow.
    const wide = permitted([strict(({ x }) => x!.mean())], {
      operands: { x: [60000, 60000, -60000] },
      dtype: 'f16',
      declaration: { accumulator: 'f32' },
    });
    expect(judge(got({ value: [Infinity] }), wide).accepted).toBe(false);
  });
  it('where nothing is known the verdict says so', () => {
    // 1 / (x - y) with x - y of either sign after rounding
    const text = [
      strict(({ x, y }) => map((a, b) => a.mul(0.1).sub(b).sub(a).add(a).mul(0).add(1).div(a.mul(0.1).sub(b)), x!, y!)),
    ];
    const p = permitted(text, { operands: { x: [1], y: [float32.round(0.1)] } });
    expect(judge(got({ value: [12345] }), p)).toMatchObject({ accepted: true, unbounded: ['value'] });
    expect(judge(got({ value: [Number.NaN] }), p)).toMatchObject({ accepted: true, unbounded: ['value'] });
  });
  it('a bound that says little is reported as loose', () => {
    const text = [strict(({ x }) => x!.add(10000).sub(10000))];
    const p = permitted(text, { operands: { x: [0.5] }, dtype: 'f16' });
    expect(judge(got({ value: [0] }), p)).toMatchObject({ accepted: true, loose: ['value'] });
    const tight = permitted(text, { operands: { x: [0.5] } });
    expect(judge(got({ value: [0.5 + 2 ** -11] }), tight)).toMatchObject({ accepted: true, loose: [] });
  });
});

describe('what is declared', () => {
  const values = Array.from({ length: 300 }, (_, i) => float16.round(0.1 + i / 1000));
  const sum = [strict(({ x }) => x!.sum())];
  const outcome = (accumulator: Dtype): Got => {
    const machine = new Rounded(float16, { accumulator: formats[accumulator] });
    const inputs: Inputs = { operands: { x: tensorData(values, [300]) }, settings: { reduction: 'sum' }, wrt: [] };
    return { value: machine.numbers(evaluate(machine, sum[0]!.text, inputs).value) };
  };
  const verdict = (of: Got, declaration: Partial<ArithmeticDeclaration>): boolean =>
    judge(of, permitted(sum, { operands: { x: values }, dtype: 'f16', declaration })).accepted;

  it('is what is judged: a float16 accumulator is not a float32 one', () => {
    expect(verdict(outcome('f16'), { accumulator: 'f16' })).toBe(true);
    expect(verdict(outcome('f32'), { accumulator: 'f32' })).toBe(true);
    expect(verdict(outcome('f32'), { accumulator: 'f16' })).toBe(true);
    expect(verdict(outcome('f16'), { accumulator: 'f32' })).toBe(false);
  });
  it('flushed subnormals are excused where they are declared', () => {
    const tiny = [strict(({ x }) => x!.mul(0.5))];
    const ask = { operands: { x: [2 ** -126] } };
    expect(judge(got({ value: [0] }), permitted(tiny, ask)).accepted).toBe(false);
    const flushed = permitted(tiny, { ...ask, declaration: { subnormals: 'flushed' } });
    expect(judge(got({ value: [0] }), flushed).accepted).toBe(true);
  });
  it('a profile is a promise: 3 + 2 |x| ulp of exp in WGSL', () => {
    const text = [strict(({ x }) => x!.exp())];
    const far = float32.round(Math.exp(10) * (1 + 40 * 2 ** -24));
    const ask = { operands: { x: [10] } };
    expect(judge(got({ value: [far] }), permitted(text, ask)).accepted).toBe(false);
    expect(judge(got({ value: [far] }), permitted(text, { ...ask, declaration: { profile: 'wgsl' } })).accepted).toBe(
      true,
    );
  });
});
