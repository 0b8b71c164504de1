import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { references } from '../acceptance/references.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { planOf } from './plan.ts';
import type { RunOptions } from './run-options.ts';

const description = await referenceImplementation().describe();
const options: RunOptions = {
  specs: Object.values(specs),
  references,
  profile: 'smoke',
  seed: 1,
  dtypes: ['f64'],
  strict: false,
  expectations: [],
};

describe('a plan without tests', () => {
  const only = { mse: { ...description.losses.mse!, dtypes: ['f32'] } } as const;
  it.each([
    ['there are no losses', {}, {}, /has no losses, so that there is nothing to ask$/],
    ['none is in the dtype', only, {}, /has none of its losses in f64$/],
    ['none is selected', only, { select: 'huber' }, /has none of the selected losses in f64$/],
  ])('says that %s', (_, losses, more, says) => {
    expect(() => planOf({ ...description, losses }, { ...options, ...more })).toThrow(says);
  });
});
