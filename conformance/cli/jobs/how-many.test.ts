import { expect, it } from 'vitest';
import { howManyJobs } from './how-many.ts';

it('gives every core some losses', () => {
  expect(howManyJobs(90, true, 8)).toBe(8);
  expect(howManyJobs(13, true, 8)).toBe(2);
  expect(howManyJobs(1, true, 8)).toBe(1);
  expect(howManyJobs(90, true, 1)).toBe(1);
});

it('asks what is not ours by one process', () => {
  expect(howManyJobs(90, false, 8)).toBe(1);
});
