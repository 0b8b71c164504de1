import { expect, it } from 'vitest';
import { howManyAhead, howManyJobs } from './how-many.ts';

it('gives every core some losses', () => {
  expect(howManyJobs(90, false, 8)).toBe(8);
  expect(howManyJobs(13, false, 8)).toBe(2);
  expect(howManyJobs(1, false, 8)).toBe(1);
  expect(howManyJobs(90, false, 1)).toBe(1);
});
it('leaves a core to an implementation that they share, where there are more than two', () => {
  expect(howManyJobs(90, true, 8)).toBe(7);
  expect(howManyJobs(13, true, 8)).toBe(2);
  expect(howManyJobs(90, true, 3)).toBe(2);
  expect(howManyJobs(90, true, 2)).toBe(2);
  expect(howManyJobs(90, true, 1)).toBe(1);
});
it('starts few before it is known what there is to do, and none where they would not be used', () => {
  expect(howManyAhead(64)).toBe(4);
  expect(howManyAhead(3)).toBe(2);
  expect(howManyAhead(2)).toBe(2);
  expect(howManyAhead(1)).toBe(0);
});
