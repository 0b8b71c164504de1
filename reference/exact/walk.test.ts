import { describe, expect, it } from 'vitest';
import { nonNegative, real } from '../../spec/language/domain.ts';
import { operand } from '../../spec/language/operand.ts';
import { flag, number } from '../../spec/language/param.ts';
import { emptyParam } from '../../spec/language/reduction.ts';
import { big } from './big-number.ts';
import { exactNumber } from './certified.ts';
import { confirm } from './confirm.ts';
import { exactFormula } from './exact-formula.ts';
import { parseFormula } from './parse-formula.ts';
import { localSpec, tensors } from './test-support/local-spec.ts';

const spec = localSpec('x', {
  operands: {
    x: operand([], real, 'a number'),
    v: operand(['D'], real, 'a vector'),
    m: operand(['N', 'D'], real, 'a matrix'),
    nothing: operand(['E'], real, 'an empty vector'),
  },
  params: {
    delta: number(0.5, nonNegative, 'a number'),
    missing: number(null, nonNegative, 'one that is off'),
    on: flag(true, 'a flag'),
    empty: emptyParam,
  },
  items: [],
});
const operands = tensors({
  x: -2,
  v: [3, -4],
  m: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  nothing: [],
});
/** Both engines evaluate; a disagreement throws. */
const value = (text: string): number | number[] => {
  const { shape, data } = exactFormula(spec, text, { operands });
  return shape.length === 0 ? data[0]! : [...data];
};

describe('evaluating a formula, by our walk and by mathjs', () => {
  it('gives what is worked out by hand', () => {
    const table: readonly (readonly [string, number | number[]])[] = [
      ['2 + 3 * 4 - 6 / 4', 12.5],
      ['-x^2', -4],
      ['2^3^2', 512],
      ['+x', -2],
      ['x / 4 * 2', -1],
      ['v .* v', [9, 16]],
      ['v ./ 2 + 1', [2.5, -1]],
      ['2 ./ v', [2 / 3, -0.5]],
      ['v .^ 2', [9, 16]],
      ['2 .^ v', [8, 1 / 16]],
      ['-v', [-3, 4]],
      ['v * 2 - v', [3, -4]],
      ['m * v', [-5, -7, -9]],
      ['v * v', 25],
      ['transpose(m) * m', [35, 44, 44, 56]],
      ['transpose(m)', [1, 3, 5, 2, 4, 6]],
      ['m[2, 1] + v[2]', -1],
      ['row(m, 3)', [5, 6]],
      ['column(m, 2)', [2, 4, 6]],
      ['sum(m)', 21],
      ['mean(m)', 3.5],
      ['count(m) + D * N', 12],
      ['sum(nothing)', 0],
      ['sum(x)', -2],
      ['sum(x) + count(x) + mean(x)', -3],
      ['vector(m)', [1, 2, 3, 4, 5, 6]],
      ['vector(x)', [-2]],
      ['row(vectors(m, 1), 2)', [2, 4, 6]],
      ['row(vectors(m, 2), 2)', [3, 4]],
      ['count(vectors(v, 1)) + vectors(v, 1)[1, 2]', -2],
      ['dot(v, row(m, 1))', -5],
      ['norm(v)', 5],
      ['max(v)', 3],
      ['max(1, x, delta)', 1],
      ['min(m)', 1],
      ['min(x, 3)', -2],
      ['abs(x) + abs(3)', 5],
      ['indices(3)', [1, 2, 3]],
      ['map(v, abs)', [3, 4]],
      ['map(m, f(e) = e * e)', [1, 4, 9, 16, 25, 36]],
      ['map(v, row(m, 1), f(a, b) = a - b)', [2, -6]],
      ['sum(map(indices(N), f(i) = i * sum(map(indices(D), g(j) = m[i, j] * v[j]))))', -46],
      ['f(a) = a + x; g(a) = f(a) * 2; g(5)', 6],
      ['a = 2; b = a * 3; b - a', 4],
      ['hold(v)', [3, -4]],
      ['exp(0) + log(1) + sqrt(16) + tanh(0) + sinh(0) + cosh(0) + atan(0)', 6],
      ['x < 0 ? 1 : 2', 1],
      ['x <= -2 ? 1 : 2', 1],
      ['x > -2 ? 1 : 2', 2],
      ['x >= -2 ? 1 : 2', 1],
      ['x == -2 ? 1 : 2', 1],
      ['x != -2 ? 1 : 2', 2],
      ['on == 1 and x < 0 ? 1 : 2', 1],
      ['on == 0 or not (x < 0) ? 1 : 2', 2],
      ['x == 0 ? 1 / x : 7', 7],
      ['delta', 0.5],
      ['4 * atan(1)', Math.PI],
      ['pi', Math.PI],
      ['1 / 0', Infinity],
      ['log(0)', -Infinity],
      ['0 / 0', Number.NaN],
      ['sqrt(x)', Number.NaN],
      ['max(0, 1e-320)', 1e-320],
      ['1 + 1e-60 <= 1 ? 1 : 2', 2],
      ['1 + 1e-200 > 1 ? 1 : 2', 1],
    ];
    for (const [text, expected] of table) expect(value(text), text).toEqual(expected);
  });

  it('says which part has no value, and why', () => {
    const table: readonly (readonly [string, string])[] = [
      [
        'exp(v)',
        'the argument of exp (on arrays use map) must be a number, and it is an array of shape [2] in `exp(v)`',
      ],
      ['v + row(m, 4)', 'there is no row 4 among 3'],
      ['v[3]', 'there is no element 3 among 2 in `v[3]`'],
      ['v[0]', 'there is no element 0 among 2'],
      ['v[1.5]', 'must be a whole number, and it is 1.5'],
      ['v + column(m, 1)', 'arrays of shapes [2] and [3] do not go together'],
      ['v ^ 2', '^ is for numbers; between the elements of arrays it is .^'],
      ['2 / v', '/ is for numbers'],
      ['missing + 1', 'missing has no value here: it is a parameter that is null'],
      ['x(2)', 'x is not a function'],
      ['x ? 1 : 2', 'a condition must be true or false, and `x` is a number'],
      ['1 + (x < 2)', '+ must be a number, and it is a truth value'],
      ['max(nothing)', 'max of nothing is not defined'],
      ['f(a, b) = a; f(1)', 'f takes 2 arguments, and is given 1'],
      ['dot(v, column(m, 1))', 'a vector of 2 and one of 3 have no dot'],
      ['map(v, x)', 'map takes a function last, and that is a number'],
      ['f(a) = a; sum(f)', 'the argument of sum must be a number, and it is a function'],
      ['vectors(m, 3)', 'an array of shape [3,2] has no axis 3'],
      ['sum(x < 0)', 'the argument of sum must be a number, and it is a truth value'],
    ];
    for (const [text, message] of table) expect(() => value(text), text).toThrow(message);
    expect(() => value('v[3]')).toThrow('local, the formula `v[3]`');
  });
});

describe('the second opinion', () => {
  it('of mathjs must be the same, within what is proven', () => {
    const formula = parseFormula('exp(x)', new Set(['x']), 'test');
    const bindings = { operands: {}, numbers: { x: 1 } };
    const e = '2.718281828459045235360287471352662497757247093699959574966967627724076630353547594571';
    const within = (text: string, error: number) => () =>
      confirm(formula, bindings, [{ ...exactNumber(big(text)), error }], 64, 'test');
    expect(within(e, -64)).not.toThrow();
    expect(within(e.slice(0, 42), -40)).not.toThrow();
    expect(within(e.slice(0, 42), -60)).toThrow('test: mathjs computes 2.71828');
    expect(within('NaN', -Infinity)).toThrow('and we NaN, of exp(x)');
  });

  it('is asked again with more digits where it rounds what we do not', () => {
    const formula = parseFormula('sum(v) - v[1]', new Set(['v']), 'test');
    const bindings = { operands: { v: { shape: [1], numbers: [2 ** -1054 + 2 ** -1074] } }, numbers: {} };
    const said = (text: string) => () =>
      confirm(formula, bindings, [{ ...exactNumber(big(text)), error: -Infinity }], 64, 'test');
    expect(said('0')).not.toThrow();
    expect(said('1e-400')).toThrow('test: mathjs computes 0, and we 1e-400');
  });
});
