import { InvalidArgumentError } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { anotherPattern, dtypeNames, listOf, seed, wholeNumber } from './parse-options.ts';

describe('wholeNumber', () => {
  const parse = wholeNumber(1, 100);
  it('takes whole numbers in its range', () => {
    expect(['1', '42', '100'].map(parse)).toEqual([1, 42, 100]);
  });
  it.each(['0', '101', '-1', '1.5', '1e1', '', ' 7', 'many', '0x10', 'NaN'])('refuses %j', (text) => {
    expect(() => parse(text)).toThrow(new InvalidArgumentError('It must be a whole number from 1 to 100.'));
  });
});

describe('seed', () => {
  it('takes a whole number', () => {
    expect(seed('0')).toBe(0);
    expect(seed('2147483647')).toBe(2147483647);
    expect(() => seed('2147483648')).toThrow(InvalidArgumentError);
  });
  it('draws one where it is random', () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0.25);
    expect([seed('random'), seed('random')]).toEqual([1073741823, 536870911]);
  });
});

describe('listOf', () => {
  it('reads a list, each word once', () => {
    expect(listOf(dtypeNames, 'dtype')('f32, f64,f32')).toEqual(['f32', 'f64']);
  });
  it('names the word that is not known, and a near one', () => {
    expect(() => listOf(dtypeNames, 'dtype')('f32,f63')).toThrow(
      'There is no dtype "f63"; there are f64, f32, f16, bf16. Did you mean f64?',
    );
  });
});

it('joins the patterns of an option that is given twice', () => {
  expect(anotherPattern('b', anotherPattern('a'))).toBe('a,b');
});
