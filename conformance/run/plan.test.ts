import { expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import type { Description } from '../implementation.ts';
import { type Plan, planOf } from './plan.ts';

const support = { origin: 'library', params: {}, reductions: ['mean'], dtypes: ['f32'], wants: ['value'] } as const;
const description: Description = {
  name: 'thing',
  version: '1',
  language: 'none',
  device: 'cpu',
  deterministic: true,
  validates: false,
  arithmetic: {},
  losses: { mae: support, 'mse@one': support, 'mse@other': support },
};
const plan = (of: { losses?: Description['losses']; dtype?: 'f64'; select?: string }): Plan =>
  planOf(of.losses ? { ...description, losses: of.losses } : description, {
    specs: [specs.mae!, specs.mse!],
    profile: 'smoke',
    seed: 1,
    dtypes: [of.dtype ?? 'f32'],
    strict: false,
    expectations: [],
    ...(of.select ? { select: of.select } : {}),
  });

it('names the forms of a loss of which there are forms only', () => {
  expect(() => plan({ select: 'mse/definition' })).toThrow(
    "thing has none of the selected losses in f32; of mse it has mse@one and mse@other, which 'mse@*' names",
  );
  expect(plan({ select: 'mse@*/definition' }).items).toHaveLength(2);
});

it.each([
  ['there are no losses', { losses: {} }, /^thing has no losses, so that there is nothing to ask$/],
  ['none is in the dtype', { dtype: 'f64' }, /^thing has none of its losses in f64$/],
  ['none that is selected is', { select: 'mae/definition/f64' }, /^thing has none of the selected losses in f32$/],
] as const)('says of a plan without tests that %s', (_, of, says) => {
  expect(() => plan(of)).toThrow(says);
});
