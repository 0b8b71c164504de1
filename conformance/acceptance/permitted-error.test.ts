import { describe, expect, it } from 'vitest';
import { abs, exp, select, sqrt, square } from '../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../reference/arithmetic/kernel/scalar.ts';
import type { Algorithm, AnyLossText } from '../../reference/losses/loss-reference.ts';
import { map, type Tensor } from '../../reference/tensor/tensor.ts';
import { tensorData } from '../../reference/tensor/tensor-data.ts';
import { plainDeclaration } from './declaration.ts';
import type { Inputs } from './evaluate.ts';
import { judge } from './judge.ts';
import { PermittedError } from './permitted-error.ts';

let runs = 0;
const counted: Algorithm = {
  grade: 'strict',
  name: 'strict',
  text: (<R>({ x }: Readonly<Record<string, Tensor<R>>>) => {
    runs++;
    return map((a) => abs(a), x!).sum();
  }) as AnyLossText,
};
const inputs: Inputs = { operands: { x: tensorData([0, 2], [2]) }, settings: { reduction: 'sum' }, wrt: ['x'] };

describe('the permitted error of a case', () => {
  it('computes what is asked for, once', () => {
    runs = 0;
    const permitted = new PermittedError([counted], inputs, plainDeclaration('f32'));
    expect(runs).toBe(0);
    expect(Array.from(permitted.reference('value'))).toEqual([2]);
    permitted.reference('gradient.x');
    permitted.reference('value');
    expect(runs).toBe(1);
    const [strict] = permitted.admissible as [Algorithm];
    permitted.bound(strict, 'value');
    permitted.bound(strict, 'gradient.x');
    // and the balls of the declaration, and those of float64
    expect(runs).toBe(3);
  });
  it('admits the strict text in both forms of its primitives, then the published ones', () => {
    const other: Algorithm = { ...counted, grade: 'published', name: 'other' };
    const { admissible } = new PermittedError([counted, other], inputs, plainDeclaration('f32'));
    expect(admissible.map(({ grade, name }) => [grade, name])).toEqual([
      ['strict', 'strict'],
      ['published', 'strict'],
      ['published', 'other'],
    ]);
    const gated = new PermittedError([counted, other], inputs, plainDeclaration('f32'), 'strict');
    expect(gated.admissible).toEqual([counted]);
  });
  it('lets the cotangent come last, when a gradient has already lost digits to underflow', () => {
    const square = (<R>({ x }: Readonly<Record<string, Tensor<R>>>) => map((a) => a.mul(a), x!).mean()) as AnyLossText;
    const tiny = 2 ** -149;
    const permitted = new PermittedError(
      [{ ...counted, text: square }],
      {
        operands: { x: tensorData([71 * tiny, 0, 0, 0], [4]) },
        settings: { reduction: 'mean' },
        wrt: ['x'],
        cotangent: tensorData([10], []),
      },
      plainDeclaration('f32'),
    );
    const bound = permitted.bound(permitted.admissible[0]!, 'gradient.x');
    expect(bound.reference[0]).toBe(355 * tiny);
    // 2/4 of 71 is 35.5, to even 36, and then ten times that.
    expect(bound.radius[0]).toBeGreaterThanOrEqual(5 * tiny);
    expect(bound.radius[0]).toBeLessThan(30 * tiny);
    // 4 * 1e38 / 4 is no overflow, and 4 * 1e38 is one.
    const huge = new PermittedError(
      [{ ...counted, text: square }],
      {
        operands: { x: tensorData([1e38, 0], [2]) },
        settings: { reduction: 'mean' },
        wrt: ['x'],
        cotangent: tensorData([4], []),
      },
      plainDeclaration('f32'),
    );
    expect(huge.bound(huge.admissible[0]!, 'gradient.x').overflow[0]).toBe(true);
    // Among normal numbers nothing is given away.
    const ordinary = new PermittedError(
      [{ ...counted, text: square }],
      {
        operands: { x: tensorData([1, 2], [2]) },
        settings: { reduction: 'mean' },
        wrt: ['x'],
        cotangent: tensorData([8], []),
      },
      plainDeclaration('f32'),
    ).bound(permitted.admissible[0]!, 'gradient.x');
    expect(ordinary.radius[0]).toBeLessThan(8 * 2 ** -22);
  });
  it('permits no more with the least allowance, and runs the text of float32 once for it', () => {
    const cotangent = tensorData([10], []);
    const tiny = 2 ** -149;
    const text = (<R>({ x }: Readonly<Record<string, Tensor<R>>>) => {
      runs++;
      return map((a) => a.mul(a), x!).mean();
    }) as AnyLossText;
    const operands = { x: tensorData([71 * tiny, 1, 3, 0], [4]) };
    const asked: Inputs = { operands, settings: { reduction: 'mean' }, wrt: ['x'], cotangent };
    const permitted = new PermittedError([{ ...counted, text }], asked, plainDeclaration('f32'));
    const [strict] = permitted.admissible as [Algorithm];
    permitted.reference('gradient.x');
    runs = 0;
    const least = permitted.bound(strict, 'gradient.x', 'least');
    permitted.bound(strict, 'value', 'least');
    expect(runs).toBe(1);
    const whole = permitted.bound(strict, 'gradient.x');
    expect(least.radius.every((r, i) => r <= whole.radius[i]!)).toBe(true);
    // The order that loses digits below the smallest normal number is left out.
    expect(least.radius[0]).toBeLessThan(5 * tiny);
    expect(whole.radius[0]).toBeGreaterThanOrEqual(5 * tiny);
    const lossy = Float64Array.from(permitted.reference('gradient.x'));
    lossy[0] = 360 * tiny;
    expect(judge({ 'gradient.x': lossy }, permitted)).toMatchObject({ accepted: true, algorithm: 'strict' });
    lossy[0] = 400 * tiny;
    expect(judge({ 'gradient.x': lossy }, permitted).accepted).toBe(false);
  });
  it('lets each term meet the cotangent before they cancel, in any order only', () => {
    const text = (<R>({ x, t }: Readonly<Record<string, Tensor<R>>>) =>
      map((z, y) => exp(z).sub(y.mul(z)), x!, t!)) as AnyLossText;
    const scalar = (v: number) => tensorData([v], []);
    const permitted = new PermittedError(
      [{ ...counted, text }],
      {
        operands: { x: scalar(0), t: scalar(1.1) },
        settings: { reduction: 'none' },
        wrt: ['x', 't'],
        cotangent: scalar(-3.75),
      },
      plainDeclaration('f64'),
    );
    const [strict] = permitted.admissible as [Algorithm];
    const distance = Math.abs(-3.75 - -3.75 * 1.1 - permitted.reference('gradient.x')[0]!);
    expect(permitted.bound(strict, 'gradient.x').radius[0]).toBeLessThan(distance);
    expect(permitted.bound(strict, 'gradient.x', 'any').radius[0]).toBeGreaterThan(distance);
    expect(permitted.bound(strict, 'gradient.x', 'any').radius[0]).toBeLessThan(4 * distance);
    expect(permitted.bound(strict, 'value', 'any')).toBe(permitted.bound(strict, 'value'));
    const got = { 'gradient.x': Float64Array.of(-3.75 - -3.75 * 1.1) };
    expect(judge(got, permitted)).toMatchObject({ accepted: true, algorithm: 'strict' });
  });
  const weightedTerm = (term: (x: Scalar) => Scalar, weight: number, x: number, dtype: 'f64' | 'f32') => {
    const text = (<R>(operands: Readonly<Record<string, Tensor<R>>>) =>
      map((w, z) => w.mul(term(z)), operands.w!, operands.x!)) as AnyLossText;
    const scalar = (v: number) => tensorData([v], []);
    const inputs = {
      operands: { w: scalar(weight), x: scalar(x) },
      settings: { reduction: 'none' },
      wrt: ['x'],
      cotangent: scalar(-4),
    } as const;
    return new PermittedError([{ ...counted, text }], inputs, plainDeclaration(dtype));
  };
  const accepts = (x: number, permitted: PermittedError): boolean =>
    judge({ 'gradient.x': Float64Array.of(x) }, permitted).accepted;
  it.each([
    ['f64', 1.7e308],
    ['f32', 3e38],
  ] as const)('permits in %s that a weight and the cotangent overflow before they meet a slope', (dtype, weight) => {
    const small = weightedTerm(square, weight, 2 ** -7, dtype);
    expect([small.reference('gradient.x')[0]!, -Infinity].map((x) => accepts(x, small))).toEqual([true, true]);
    expect([Infinity, Number.NaN, -weight].map((x) => accepts(x, small))).toEqual([false, false, false]);
    expect(small.bound(small.admissible[0]!, 'gradient.x').overflow[0]).toBe(false);
    // An infinity times 0 has no number.
    expect(accepts(Number.NaN, weightedTerm(square, weight, 0, dtype))).toBe(true);
    const without = weightedTerm(square, weight / 8, 0, dtype);
    expect([0, Number.NaN, -Infinity].map((x) => accepts(x, without))).toEqual([true, false, false]);
  });
  it('permits no infinity of a slope near a singularity, in any order', () => {
    const permitted = weightedTerm(sqrt, 2 ** -100, 2 ** -1060, 'f64');
    expect([-Infinity, Infinity, Number.NaN, 0].filter((x) => accepts(x, permitted))).toEqual([]);
    expect(accepts(permitted.reference('gradient.x')[0]!, permitted)).toBe(true);
  });
  it('permits no NaN of a branch that is not taken, in any order', () => {
    const text = (<R>({ x }: Readonly<Record<string, Tensor<R>>>) =>
      map((z) => select(z.lt(1), z, exp(z.mul(z))), x!)) as AnyLossText;
    for (const x of [-40, -1e10]) {
      const permitted = new PermittedError(
        [{ ...counted, text }],
        { operands: { x: tensorData([x], []) }, settings: { reduction: 'none' }, wrt: ['x'] },
        plainDeclaration('f64'),
      );
      expect(permitted.bound(permitted.admissible[0]!, 'gradient.x', 'any').radius[0]).toBeLessThan(1e-15);
      expect([Number.NaN, Infinity, 1].map((got) => accepts(got, permitted))).toEqual([false, false, true]);
    }
  });
  it('counts what the balls left open, for the value and for the gradients', () => {
    const permitted = new PermittedError([counted], inputs, plainDeclaration('f32'));
    const [strict] = permitted.admissible as [Algorithm];
    expect(permitted.undecided(strict, 'gradient.x')).toBe(1);
    expect(permitted.undecided(strict, 'value')).toBe(0);
  });
});
