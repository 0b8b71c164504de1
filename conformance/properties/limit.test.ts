import { expect, test } from 'vitest';
import { limit } from './limit.ts';
import { examine } from './test-support/examine.ts';
import { regression, triplets, under, withParams } from './test-support/questions.ts';
import { mseSetting, tripletSetting } from './test-support/settings.ts';
import { altered, mse, triplet } from './test-support/toy-losses.ts';

const noMargin = {
  name: 'margin 0',
  set: { margin: 0, swap: false },
  becomes: 'max(0, distance(anchor, positive) - distance(anchor, negative))',
};

test.each(['none', 'sum', 'mean'] as const)('passes the expression, reduced by %s', (reduction) => {
  expect(examine(limit, noMargin, triplet, tripletSetting, under(triplets, reduction))?.verdict).toBe('pass');
});

test('fails a default written as `margin || 1`', () => {
  const falsy = (c: Parameters<typeof triplet>[0]) =>
    triplet({ ...c, params: { ...c.params, margin: (c.params.margin as number) || 1 } });
  expect(examine(limit, noMargin, falsy, tripletSetting, triplets)?.verdict).toBe('fail');
});

const line = {
  name: 'at most a tenth from the absolute difference squared',
  becomes: 'square',
  within: 'tenth',
};
const formulas = {
  square: () => ({ shape: [], data: [0.25, 12.25, 105.0625] }),
  tenth: () => ({ shape: [], data: [0.1, 0.1, 0.1] }),
  most: () => ({ shape: [], data: [0.5, 5] }),
};

test('an inequality holds on both sides', () => {
  const setting = { ...mseSetting, formulas };
  const question = under(regression, 'none');
  for (const off of [0, 0.0999, -0.0999]) {
    const near = altered(mse, (x) => x + off);
    expect(examine(limit, line, near, setting, question)?.verdict).toBe('pass');
  }
  for (const off of [0.1001, -0.1001]) {
    const far = altered(mse, (x) => x + off);
    expect(examine(limit, line, far, setting, question)?.verdict).toBe('fail');
  }
});

test('sets a parameter to a power of two that no item exceeds', () => {
  const setting = {
    ...tripletSetting,
    formulas: { ...tripletSetting.formulas, ...formulas, seven: () => ({ shape: [], data: [7, 7] }) },
  };
  const args = { name: 'a margin of 8', set: { margin: { atLeast: 'most' } }, becomes: 'seven' };
  const seen: unknown[] = [];
  const watching = (c: Parameters<typeof triplet>[0]) => {
    seen.push(c.params.margin);
    return triplet(c);
  };
  examine(limit, args, watching, setting, withParams(triplets, { margin: 0.5 }));
  expect(seen).toEqual([8]);
});

test('says nothing where no power of two that the dtype holds is large enough', () => {
  const largest = { most: () => ({ shape: [], data: [1.5e308, 1] }), seven: () => ({ shape: [], data: [7, 7] }) };
  const setting = { ...tripletSetting, formulas: { ...tripletSetting.formulas, ...largest } };
  const args = { name: 'a margin beyond all', set: { margin: { atLeast: 'most' } }, becomes: 'seven' };
  expect(examine(limit, args, triplet, setting, triplets)).toBeUndefined();
});
