import type { Format } from '../../tensor/format.ts';
import { accuracyOf, type Operation, type Profile } from '../profile.ts';

/** Rounding comes on top, so not all of what a profile permits is used. */
const SHARE = 0.9;

/**
 * Moves the exact results of operations about as far as a platform's profile permits, up or down as the bits of the
 * result have it: the same operation always gives the same result. What every platform has exactly (a zero, exp(0))
 * stays.
 */
export function inaccuracy(profile: Profile, format: Format) {
  return (operation: Operation, result: number, argument?: number): number => {
    if (result === 0 || argument === 0 || !Number.isFinite(result)) return result;
    if (argument !== undefined && !Number.isFinite(argument)) return result; // a limit
    const { units, perMagnitude = 0, absolute } = accuracyOf(profile, operation, format.name);
    const magnitude = Math.abs(argument ?? 0);
    const relative = Math.max(0, units + perMagnitude * magnitude - 1) * Math.abs(result);
    const isNear = absolute && argument !== undefined && argument >= absolute.from && argument <= absolute.to;
    const distance = Math.max(relative, isNear ? absolute.units - 1 : 0) * format.unit * SHARE;
    return isOdd(result) ? result + distance : result - distance;
  };
}

const view = new DataView(new ArrayBuffer(8));
/** A coin that the bits of x toss. */
function isOdd(x: number): boolean {
  view.setFloat64(0, x);
  let h = view.getUint32(0) ^ Math.imul(view.getUint32(4), 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return ((h ^ (h >>> 13)) & 1) === 1;
}
