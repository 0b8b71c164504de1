import { expect, test } from 'vitest';
import { arcTangent } from './arc-tangent.ts';
import { type BigNumber, big, withDigits } from './big-number.ts';

/** Far more digits than are asked for, by decimal.js. */
const trusted = (x: string): BigNumber => withDigits(90, () => big(x).atan());

test('keeps its digits at every size, on both sides of where its form changes', () => {
  const sizes = ['1e-300', '3e-20', '0.0099999', '0.01', '0.5', '0.99', '1', '1.01', '99.9', '100.1', '7e15', '4e250'];
  for (const size of sizes) {
    for (const sign of ['', '-']) {
      const got = withDigits(60, () => arcTangent(big(sign + size), 60));
      const off = withDigits(90, () =>
        got
          .div(trusted(sign + size))
          .minus(1)
          .abs(),
      );
      expect(off.lt('1e-58'), `${sign}${size}: ${got}`).toBe(true);
    }
  }
});

test('of 1 it is a quarter of pi, to 400 digits', () => {
  withDigits(400, () => {
    const off = arcTangent(big(1), 400).times(4).div(big(-1).acos()).minus(1).abs();
    expect(off.lt('1e-398')).toBe(true);
  });
});

test('has its limits', () => {
  withDigits(40, () => {
    expect(arcTangent(big(0), 40).isZero()).toBe(true);
    expect(arcTangent(big('NaN'), 40).isNaN()).toBe(true);
    expect(arcTangent(big('-Infinity'), 40).toString()).toBe('-1.570796326794896619231321691639751442099');
    expect(arcTangent(big('1e400'), 40).toString()).toBe('1.570796326794896619231321691639751442099');
  });
});
