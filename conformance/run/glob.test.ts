import { describe, expect, it } from 'vitest';
import { glob } from './glob.ts';

const ids = [
  'mse/definition/f32',
  'mse/definition/f64',
  'mse/edges/f32',
  'mse@fused/edges/f32',
  'huber/definition/f32',
  'cross_entropy/gradient/bf16',
];
const matched = (pattern: string): string[] => ids.filter(glob(pattern));

describe('glob', () => {
  it('takes a full id literally', () => {
    expect(matched('mse/edges/f32')).toEqual(['mse/edges/f32']);
  });
  it('completes what is missing, and a lone loss with its forms', () => {
    expect(matched('mse')).toEqual(ids.slice(0, 4));
    expect(matched('mse@fused')).toEqual(['mse@fused/edges/f32']);
    expect(matched('mse/definition')).toEqual(ids.slice(0, 2));
  });
  it('keeps * within a part and lets ** cross', () => {
    expect(matched('*/definition/f32')).toEqual(['mse/definition/f32', 'huber/definition/f32']);
    expect(matched('m*/edges/*')).toEqual(['mse/edges/f32', 'mse@fused/edges/f32']);
    expect(matched('**/bf16')).toEqual(['cross_entropy/gradient/bf16']);
    expect(matched('mse/**')).toEqual(ids.slice(0, 3));
    expect(matched('**')).toEqual(ids);
  });
  it('knows ?, braces and commas', () => {
    expect(matched('mse/definition/f?4')).toEqual(['mse/definition/f64']);
    expect(matched('mse/{edges,definition}/f32')).toEqual(['mse/definition/f32', 'mse/edges/f32']);
    expect(matched('huber, cross_entropy/*/bf16')).toEqual(['huber/definition/f32', 'cross_entropy/gradient/bf16']);
  });
  it('does not read other characters as a regular expression', () => {
    expect(glob('a.c/x/y')('abc/x/y')).toBe(false);
    expect(glob('a+(c)/x/y')('a+(c)/x/y')).toBe(true);
  });
  it.each([
    ['', /is empty/],
    ['mse,', /nothing beside a comma/],
    ['{mse', /braces/],
    ['mse}', /braces/],
    ['{a{b,c}}', /braces/],
    ['mse//f32', /parts loss\/law\/dtype/],
    ['a/b/c/d', /parts loss\/law\/dtype/],
  ])('refuses %j', (pattern, message) => {
    expect(() => glob(pattern)).toThrow(message);
  });
});
