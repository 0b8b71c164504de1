import { describe, expect, it } from 'vitest';
import { FormulaError } from './expression.ts';
import { parseFormula } from './parse-formula.ts';

const names = new Set(['x', 'y', 'v', 'm', 'k', 'N']);
const parse = (text: string) => parseFormula(text, names, 'spec test, formula');

describe('formulas', () => {
  it('may say what losses need', () => {
    const allowed = [
      '(x - y)^2 / 2',
      'abs(x - y) <= 1 ? (x - y)^2 / 2 : abs(x - y) - 1 / 2',
      'log(sum(map(v, exp))) - v[k]',
      'f(a, b) = sqrt(sum((a - b).^2)); max(0, f(v, v) - 1)',
      'sum(map(indices(N), f(i) = sum(map(v, g(e) = e * m[i, k]))))',
      'sum(v .* hold(v) ./ 2) + dot(v, row(m, k)) + norm(column(m, 1)) - mean(v) / count(v)',
      'k == 1 and not (x > y) or x != y ? -pi : +1',
      'sum(transpose(m) * v)',
      'map(v, v, f(a, b) = a - b)',
    ];
    for (const text of allowed) expect(parse(text).text).toBe(text);
  });

  it('are refused where they say anything else, with the place and what there is instead', () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ['z + 1', /z is not known here; there are x, y, v, m, k, N/],
      ['sin(x)', /the function sin in sin\(x\) is not known; there are exp, log/],
      ['"text"', /is not a number/],
      ['true', /is not a number/],
      ['Infinity', /is not a number/],
      ['[1, 2]', /ArrayNode/],
      ['{a: 1}', /ObjectNode/],
      ['1:3', /RangeNode/],
      ['v[1:2]', /RangeNode/],
      ['v.length', /is not a number/],
      ['x < y < 1', /RelationalNode/],
      ['2 x', /write the \* in 2 x/],
      ['x!', /the operator ! in x! is not one of ours/],
      ['x % 2', /the operator % in x % 2/],
      ["m'", /the operator ' in m'/],
      ['2 cm', /cm|write the \*/],
      ['h * 2', /h is not known/],
      ['x; y', /x has no effect/],
      ['x = 1; x', /x is defined twice, or is an operand/],
      ['a = 1; a = 2; a', /a is defined twice/],
      ['exp(a) = a; exp(x)', /exp already means the exponential of a number/],
      ['sum(map(v, x(e) = e))', /x is defined twice/],
      ['sum(map(v, log(e) = e))', /log already means/],
      ['pi = 3; pi', /pi already means a constant/],
      ['x + (f(a) = a)', /FunctionAssignmentNode/],
      ['f(a) = f(a - 1); f(x)', /the function f in f\(a - 1\) is not known/],
      ['exp(x, y)', /exp is the exponential of a number, and exp\(x, y\) has 2 arguments/],
      ['norm(v, 1)', /norm is the Euclidean norm of a vector/],
      ['v[1] = 2; x', /has no effect/],
      ['import({})', /not known/],
      ['config({"number": "number"})', /not known/],
      ['evaluate(x)', /not known/],
      ['constructor(x)', /not known/],
      ['', /.+/],
      ['x +', /Unexpected end of expression/],
    ];
    for (const [text, what] of refused) {
      expect(() => parse(text), text).toThrow(FormulaError);
      expect(() => parse(text), text).toThrow(what);
      expect(() => parse(text), text).toThrow(/^spec test, formula: /);
    }
  });

  it('hide nothing in what they define', () => {
    expect(() => parse('f(a) = a + secret; f(x)')).toThrow('secret is not known');
    expect(() => parse('map(v, f(a) = a * hidden)')).toThrow('hidden is not known');
    expect(() => parse('f(a) = a; a')).toThrow('a is not known');
  });

  it('say which of the names they mention, definitions included', () => {
    expect([...parse('f(a) = a * k; f(x) - sum(v)').mentions].sort()).toEqual(['k', 'v', 'x']);
    expect([...parse('2 * pi').mentions]).toEqual([]);
  });
});
