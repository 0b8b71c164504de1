import { describe, expect, it } from 'vitest';
import { probeLines } from './probe-lines.ts';

describe('probeLines', () => {
  it('says of each finding what was asked, what came and what was expected', () => {
    const findings = [
      { operator: 'Log', about: 'infinities', input: [0], got: -88, expected: -Infinity, ratio: Infinity },
      { operator: 'Sigmoid', about: 'ordinary numbers', input: [-20], got: 0, expected: 2.06e-9, ratio: 2569306 },
      { operator: 'ReduceSum', about: 'NaN', got: 1, expected: Number.NaN, ratio: Infinity },
      { operator: 'Atan', about: 'subnormals', message: 'no kernel' },
    ] as const;
    expect(probeLines({ operators: ['Log'], findings, lacking: { f64: 'it would run on the CPU' } })).toEqual([
      'Log(0) is -88, expected -Infinity',
      'Sigmoid(-20) is 0, expected 2.06e-9, 2.6e6 times what is permitted',
      'ReduceSum of NaN is 1, expected NaN',
      'Atan of subnormals: no kernel',
      'there is no f64: it would run on the CPU',
    ]);
    expect(probeLines(undefined)).toEqual([]);
  });
});
