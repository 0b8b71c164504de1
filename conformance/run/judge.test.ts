import { expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { references } from '../acceptance/references.ts';
import { caseOf } from '../arbitraries/case-of.ts';
import { typedTensor } from '../case.ts';
import { Judge } from './judge.ts';

const judge = new Judge({
  declaration: plainDeclaration('f64'),
  specOf: (id) => specs[id],
  referenceOf: (id) => references[id],
  strict: false,
});

// The log of a probability of 0 is an edge, that of a half is none, whichever is first.
it.each([
  [[0, 0.5], [Infinity, 5], 1, 'value'],
  [[0.5, 0], [5, Infinity], 0, 'value'],
  [[0, 0.5], [Infinity, Infinity], 1, 'non_finite'],
  [[0.5, 0], [Math.LN2, 16.1], 1, 'edge'],
  [[0, 0.5], [16.1, Math.LN2], 0, 'edge'],
] as const)(
  'the class of a failure is that of its item: %j answered by %j, number %i, is %s',
  (given, answer, ...said) => {
    const sample = { operands: { probability: [...given], target: [1, 1] }, reduction: 'none' } as const;
    const outputs = { value: typedTensor('f64', answer, [2]) };
    const finding = judge
      .evaluation(caseOf(specs.bce!, sample, 'f64', ['value']), { status: 'value', outputs })
      .accepted();
    expect(finding.verdict === 'fail' && [finding.evidence.index, finding.evidence.class]).toEqual(said);
  },
);

it('the class of a failure of a gradient is that of the item that its number belongs to', () => {
  const sample = { operands: { probability: [0, 0.5], target: [1, 1] }, reduction: 'none' } as const;
  const c = caseOf(specs.bce!, sample, 'f64', ['gradient.probability']);
  const outputs = { 'gradient.probability': typedTensor('f64', [-Infinity, 2], [2]) };
  const finding = judge.evaluation(c, { status: 'value', outputs }).accepted();
  expect(finding.verdict === 'fail' && [finding.evidence.index, finding.evidence.class]).toEqual([1, 'gradient']);
});

it('is an edge in a mean where any of its items is one', () => {
  const sample = { operands: { probability: [0.5, 0], target: [1, 1] }, reduction: 'mean' } as const;
  const outputs = { value: typedTensor('f64', [5], []) };
  const finding = judge
    .evaluation(caseOf(specs.bce!, sample, 'f64', ['value']), { status: 'value', outputs })
    .accepted();
  expect(finding.verdict === 'fail' && finding.evidence.class).toBe('edge');
});
