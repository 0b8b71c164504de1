import { expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

const known = ['prediction', 'target', 'weight'];

it('finds a name with a letter too many, too few, or another one', () => {
  expect(nearestName('predictions', known)).toBe('prediction');
  expect(nearestName('targt', known)).toBe('target');
  expect(nearestName('Weight', known)).toBe('weight');
});

it('finds nothing where no name is near', () => {
  expect(nearestName('colour', known)).toBeUndefined();
  expect(nearestName('x', [])).toBeUndefined();
});
