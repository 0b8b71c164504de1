import { describe, expect, it } from 'vitest';
import { references } from '../../reference/losses/index.ts';
import { type TensorData, tensorData } from '../../reference/tensor/tensor-data.ts';
import { plainDeclaration } from './declaration.ts';
import { judge } from './judge.ts';
import { PermittedError } from './permitted-error.ts';

// spec/decisions/0023: where an infinity meets 0 or another one, each admissible way to write a formula is right.

type Numbers = readonly (readonly number[])[];

/** Which of these values are accepted. */
function accepted(id: string, operands: Readonly<Record<string, TensorData>>, settings: object, answers: Numbers) {
  const inputs = { operands, settings: { reduction: 'none' as const, ...settings }, wrt: [] };
  const permitted = new PermittedError(references[id]!.algorithms, inputs, plainDeclaration('f32'));
  return answers.filter((value) => judge({ value: Float64Array.from(value) }, permitted).accepted);
}

describe('pinball', () => {
  const ask = (tau: number, target: number) =>
    accepted(
      'pinball',
      { prediction: tensorData([0], [1]), target: tensorData([target], [1]), tau: tensorData([tau], []) },
      {},
      [[Number.NaN], [Infinity], [-Infinity], [0], [2]],
    );
  it('may meet 0 times infinity at the ends of tau, where it looks at both sides', () => {
    expect(ask(1, Infinity)).toEqual([[Number.NaN], [Infinity]]);
    expect(ask(0, -Infinity)).toEqual([[Number.NaN], [Infinity]]);
  });
  it('may not elsewhere', () => {
    expect(ask(0.5, Infinity)).toEqual([[Infinity]]);
    expect(ask(1, 2)).toEqual([[2]]);
    expect(ask(1, 1e38)).toEqual([]);
  });
});

it('an overflow is no limit, also beside a negative zero', () => {
  const operands = { prediction: tensorData([-3e38, -0], [2]), target: tensorData([3e38, 1], [2]) };
  const answers = [
    [Infinity, 1],
    [Number.NaN, 1],
    [0, 1],
  ];
  expect(accepted('pinball', { ...operands, tau: tensorData([1], []) }, {}, answers)).toEqual([[Infinity, 1]]);
});

describe.each([
  ['info_nce', 'query', 'key', 'temperature'],
  ['clip', 'image', 'text', 'logit_scale'],
])('%s', (id, first, second, scale) => {
  const ask = (a: readonly number[], b: readonly number[], answers: Numbers) => {
    const rows = (x: readonly number[]) => tensorData(x, [x.length, 1]);
    const operands = { [first]: rows(a), [second]: rows(b), [scale]: tensorData([1], []) };
    return accepted(id, operands, { similarity: 'dot' }, answers);
  };
  const nan = Number.NaN;
  it('may take infinity from infinity, or leave the diagonal out', () => {
    expect(ask([Infinity], [1], [[nan], [0], [1], [Infinity]])).toEqual([[nan], [0]]);
  });
  it('has a number where all similarities are numbers', () => {
    expect(ask([3], [1], [[nan], [0], [1], [Infinity]])).toEqual([[0]]);
  });
});

it('info_nce may lose a finite similarity beside an infinite one', () => {
  const operands = { query: tensorData([0, 1], [2, 1]), key: tensorData([Infinity, 0], [2, 1]) };
  const answers = [
    [Number.NaN, Number.NaN],
    [Number.NaN, Infinity],
    [Number.NaN, 0],
    [0, Infinity],
  ];
  const all = { ...operands, temperature: tensorData([1], []) };
  expect(accepted('info_nce', all, { similarity: 'dot' }, answers)).toEqual(answers.slice(0, 2));
});
