import { expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import type { Description } from '../implementation.ts';
import { planOf } from './plan.ts';

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
const plan = (select: string) =>
  planOf(description, {
    specs: [specs.mae!, specs.mse!],
    profile: 'smoke',
    seed: 1,
    dtypes: ['f32'],
    strict: false,
    expectations: [],
    select,
  });

it('names the forms of a loss of which there are forms only', () => {
  expect(() => plan('mse/definition')).toThrow(
    "thing has none of the selected losses in f32; of mse it has mse@one and mse@other, which 'mse@*' names",
  );
  expect(plan('mse@*/definition').items).toHaveLength(2);
});

it('says nothing of forms where what is selected is not there in the dtype', () => {
  expect(() => plan('mae/definition/f64')).toThrow(/^thing has none of the selected losses in f32$/);
});
