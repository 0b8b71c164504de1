import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { drawFrom } from './draw.ts';
import { caseOf, contextOf, examine } from './test-support/examine.ts';
import { classification, classWeighted, regression, weighted } from './test-support/questions.ts';
import { crossEntropySetting, mseSetting as setting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';
import { twoRoutes } from './two-routes.ts';

const againstZero = {
  name: 'of the difference against 0',
  loss: 'mse',
  operands: { prediction: 'prediction - target', target: '0', weight: { copy: 'weight' } },
  params: { denominator: { copy: 'denominator' } },
  given: { prediction: 'grid', target: 'grid' },
} as const;

test('passes a loss of differences and fails an expanded square', () => {
  expect(examine(twoRoutes, againstZero, mse, setting, weighted)?.verdict).toBe('pass');
  // p^2 - 2 p t + t^2 at a large offset: the difference has its digits, the squares have not.
  const expanded = altered(mse, (_, __, c) => {
    const [p, t] = [c.operands.prediction!.data[0]!, c.operands.target!.data[0]!];
    return p * p - 2 * p * t + t * t;
  });
  const offset = { sample: { operands: { prediction: [1e9 + 0.25], target: [1e9] } } };
  expect(examine(twoRoutes, againstZero, expanded, setting, offset)?.verdict).toBe('fail');
});

test('says nothing where the other route has no exact input', () => {
  const { given: _, ...inexact } = againstZero;
  const third = { sample: { operands: { prediction: [1], target: [2 ** -60] } } };
  const rounded = { ...setting, formulas: { 'prediction - target': () => ({ shape: [], data: [0.1] }) } };
  const f32 = { ...third, dtype: 'f32' } as const;
  expect(examine(twoRoutes, inexact, mse, rounded, f32)).toBeUndefined();
  expect(examine(twoRoutes, { ...againstZero, loss: 'no_such_loss' }, mse, setting, regression)).toBeUndefined();
});

test('a factor of the parameters', () => {
  const twice = altered(mse, (x, _, c) => (c.operands.target!.data.every((t) => t === 0) ? x / 2 : x));
  const setting2 = { ...setting, right: twice };
  expect(examine(twoRoutes, againstZero, twice, setting2, regression)?.verdict).toBe('fail');
  expect(examine(twoRoutes, { ...againstZero, factor: '2' }, twice, setting2, regression)?.verdict).toBe('pass');
});

test.each([
  { class_axis: 1, shape: [3, 3] },
  { class_axis: -1, shape: [3, 3] },
])('writes labels as one-hot rows along class axis $class_axis', ({ class_axis }) => {
  const route = specs.cross_entropy!.laws.two_routes;
  if (route.kind !== 'holds') throw new Error('cross_entropy states a route');
  const question = { sample: { ...classWeighted.sample, params: { class_axis } } };
  const base = caseOf(crossEntropySetting.spec, question);
  const context = { ...contextOf(crossEntropySetting, {}, base), draw: drawFrom(() => 'x') };
  const [here, there] = twoRoutes.plan(base, route.instances[0]!.args, context)!.cases as [typeof base, typeof base];
  expect(here.loss).toBe('cross_entropy');
  expect(there.loss).toBe('cross_entropy_probabilities');
  expect(there.operands.target!.shape).toEqual([3, 3]);
  expect([...there.operands.target!.data]).toEqual([1, 0, 0, 0, 1, 0, 0, 1, 0]);
  expect(there.operands.class_weight).toBe(here.operands.class_weight);
  expect(Object.keys(there.params).sort()).toEqual(Object.keys(specs.cross_entropy_probabilities!.params).sort());
});

test('puts one-hot classes on their axis among trailing dimensions', () => {
  const logits = [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ];
  const question = { sample: { operands: { logits, target: [[2, 0]] } } };
  const base = caseOf(crossEntropySetting.spec, question);
  const route = specs.cross_entropy!.laws.two_routes;
  if (route.kind !== 'holds') throw new Error('cross_entropy states a route');
  const plan = twoRoutes.plan(base, route.instances[0]!.args, contextOf(crossEntropySetting, classification, base))!;
  // [N, C, ...] = [1, 3, 2]: the first place is labelled 2, the second 0.
  expect(plan.cases[1]!.operands.target!.shape).toEqual([1, 3, 2]);
  expect([...plan.cases[1]!.operands.target!.data]).toEqual([0, 1, 0, 0, 1, 0]);
});
