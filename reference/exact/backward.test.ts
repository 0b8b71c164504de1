import { describe, expect, it } from 'vitest';
import { math } from './big-number.ts';
import { exact } from './exact.ts';
import { localSpec, tensors } from './test-support/local-spec.ts';

/** The derivative of a formula of x at a point, in decimal. */
const slope = (formula: string, x: number): string =>
  exact(localSpec(formula), { operands: tensors({ x: [x] }), reduction: 'sum', wants: ['gradient.x'] }).outputs[
    'gradient.x'
  ]!.values[0]!;

describe('derivatives by walking back', () => {
  it('of every operation are what calculus says', () => {
    // At 3/4, chosen so that closed forms are easy to write with other operations.
    const table: readonly (readonly [string, string])[] = [
      ['x + 2 * x', '3'],
      ['5 - x', '-1'],
      ['-x * x', '-2 * x'],
      ['1 / x', '-1 / x^2'],
      ['x / (1 + x)', '1 / (1 + x)^2'],
      ['x^3', '3 * x^2'],
      ['x^0', '0'],
      ['x^-2', '-2 / (x * x * x)'],
      ['x^2.5', '2.5 * x * sqrt(x)'],
      ['2^x', 'log(2) * 2^x'],
      ['x^x', 'x^x * (log(x) + 1)'],
      ['exp(2 * x)', '2 * exp(2 * x)'],
      ['log(x)', '1 / x'],
      ['sqrt(x)', '1 / (2 * sqrt(x))'],
      ['cosh(x)', '(exp(x) - exp(-x)) / 2'],
      ['sinh(x)', '(exp(x) + exp(-x)) / 2'],
      ['tanh(x)', '4 / (exp(x) + exp(-x))^2'],
      ['atan(x)', '1 / (1 + x^2)'],
      ['abs(-x) + abs(x - 1)', '0'],
      ['max(x, 1 - x, 0)', '1'],
      ['min(x * x, x)', '2 * x'],
      ['x > 1 / 2 ? x^2 : x', '2 * x'],
      ['hold(x) * x', 'x'],
      ['sum(map(indices(3), f(i) = i * x^i))', '1 + 4 * x + 9 * x^2'],
      ['norm(map(indices(2), f(i) = (2 * i + 1) * x))', 'sqrt(34)'],
      ['dot(map(indices(2), f(i) = x), map(indices(2), f(i) = i * x))', '6 * x'],
    ];
    for (const [formula, closed] of table) {
      const value = exact(localSpec(closed), { operands: tensors({ x: [0.75] }), reduction: 'sum', wants: ['value'] });
      const expected = value.outputs.value!.values[0]!;
      expect(slope(formula, 0.75).slice(0, 40), formula).toBe(expected.slice(0, 40));
    }
  });

  it('of powers at 0', () => {
    expect(slope('x^2', 0)).toBe('0');
    expect(slope('x^1', 0)).toBe('1');
    expect(slope('x^0', 0)).toBe('0');
    expect(slope('x^0.5', 0)).toBe('Infinity');
    // The exponent's: 0^y log 0 is 0 for positive y.
    expect(slope('0^x', 2)).toBe('0');
  });

  it('agree with the symbolic ones of mathjs for smooth formulas of one number', () => {
    const smooth = [
      'log(1 + exp(x))',
      '(x - 1/3)^2 / 2',
      'exp(-x) * x^3 + x',
      'log(cosh(x))',
      '(1 - 1 / (1 + exp(-x)))^2',
    ];
    for (const formula of smooth) {
      const symbolic = math.derivative!(formula, 'x', { simplify: false });
      for (const x of [-2.5, 0.125, 3]) {
        const value = symbolic.evaluate({ x: math.bignumber!(x) });
        expect(slope(formula, x).slice(0, 30), `${formula} at ${x}`).toBe(String(value).slice(0, 30));
      }
    }
  });
});
