import { expect, it } from 'vitest';
import { Tail } from './tail.ts';

it('keeps everything that is short', () => {
  const tail = new Tail(10);
  tail.push('  one\n');
  tail.push('two\n');
  expect(String(tail)).toBe('one\ntwo');
});

it('keeps the end of what is long, and says how much is missing', () => {
  const tail = new Tail(10);
  for (let i = 0; i < 1000; i++) tail.push('abcdefg');
  tail.push('the end');
  expect(String(tail)).toBe('[6997 characters before] efgthe end');
});
