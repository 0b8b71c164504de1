import { expect, test } from 'vitest';
import { drawFrom } from './draw.ts';

test('the seed decides, and different seeds differ', () => {
  const numbers = (seed: string) => {
    const draw = drawFrom(() => seed);
    return Array.from({ length: 8 }, () => draw.below(1000));
  };
  expect(numbers('a')).toEqual(numbers('a'));
  expect(numbers('a')).not.toEqual(numbers('b'));
});

test('reaches every number below, about equally often', () => {
  const draw = drawFrom(() => 'even');
  const counts = new Array<number>(8).fill(0);
  for (let i = 0; i < 8000; i++) counts[draw.below(8)]!++;
  // A binomial count of mean 1000 and deviation 30 stays within six deviations.
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(180);
  expect(new Set(Array.from({ length: 50 }, () => draw.pick(['x', 'y'])))).toEqual(new Set(['x', 'y']));
  expect(draw.below(1)).toBe(0);
});
