import { expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { caseOf } from '../arbitraries/case-of.ts';
import { calledAs } from './called-as.ts';
import { ownSpec } from './counterexample.ts';

const javascript = { language: 'JavaScript (Node 20.19.0)' };

it('shows the operands with the axes that a function gets, and the parameters that are not at their defaults', () => {
  const sample = { operands: { logits: [1, -0], target: [0, 1] }, params: { denominator: 'count' } } as const;
  // The axes that the spec leaves open come as one, also where there is none.
  expect(calledAs(caseOf(specs.bce_with_logits!, sample, 'f64'), javascript, ownSpec)).toBe(
    "bce_with_logits({ logits: [[1, -0]], target: [[0, 1]] }, { denominator: 'count', reduction: 'mean', ... }, ...)",
  );
});

it('says nothing to who writes another language, and of a call that is too long to be read', () => {
  const of = (n: number) =>
    caseOf(specs.mse!, { operands: { prediction: Array(n).fill(1), target: Array(n).fill(0) } }, 'f64');
  expect(calledAs(of(2), javascript, ownSpec)).toBe(
    "mse({ prediction: [1, 1], target: [0, 0] }, { reduction: 'mean', ... }, ...)",
  );
  expect(calledAs(of(2), { language: 'Python 3.11' }, ownSpec)).toBeUndefined();
  expect(calledAs(of(90), javascript, ownSpec)).toBeUndefined();
});
