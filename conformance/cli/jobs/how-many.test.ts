import { expect, it } from 'vitest';
import { howManyJobs } from './how-many.ts';

it('gives every core some losses', () => {
  expect(howManyJobs(90, 8)).toBe(8);
  expect(howManyJobs(13, 8)).toBe(2);
  expect(howManyJobs(1, 8)).toBe(1);
  expect(howManyJobs(90, 1)).toBe(1);
});
