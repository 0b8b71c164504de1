import { describe, expect, it } from 'vitest';
import { inVersionRange } from './version-range.ts';

describe('inVersionRange', () => {
  it.each([
    ['1.13.0', '>=1.13', true],
    ['1.13', '=1.13.0', true],
    ['1.12.9', '>=1.13', false],
    ['1.9', '<1.13', true],
    ['2.0', '>=1.13 <2', false],
    ['1.99.5', '>=1.13 <2', true],
    ['2.4.1', '>=1.13 <2 || >=2.4', true],
    ['2.3', '>=1.13 <2 || >=2.4', false],
    ['1.30.0', '<=1.30', true],
    ['1.30.1', '<=1.30', false],
    ['1.30.0', '>1.30', false],
  ])('%s in %j: %s', (version, range, expected) => {
    expect(inVersionRange(version, range)).toBe(expected);
  });
  it('reads the leading numbers only', () => {
    expect(inVersionRange('1.13.0a0+gitunknown', '=1.13')).toBe(true);
    expect(inVersionRange('v2.13.0+cpu', '>=2.13 <2.14')).toBe(true);
    expect(inVersionRange('nightly', '>=0')).toBe(false);
  });
  it.each(['', '1.13', '^1.13', '>=1.x', '>=1 || ', '>= 1.13'])('refuses %j', (range) => {
    expect(() => inVersionRange('1.0', range)).toThrow(/where a comparison such as >=1.13 must stand/);
  });
});
