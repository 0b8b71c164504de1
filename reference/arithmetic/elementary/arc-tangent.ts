/** The arc tangents of 0, 1/2, 1 and so on. */
const known = [
  0, 0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.1071487177940904, 1.1902899496825317,
  1.2490457723982544, 1.2924966677897853,
] as const;
const quarterTurn = Math.PI / 2;
const leastShifted = 0.27;

/** The arc tangent, off by less than two units in the last place. */
export function atan(x: number): number {
  const a = Math.abs(x);
  // Where x^3 / 3 is nothing next to x; zeros keep their sign, and NaN is NaN.
  if (!(a > 2 ** -28)) return x;
  // atan a = atan p + atan((a - p) / (1 + a p)), for the p next to a; of large a the reciprocal is small. Of a result
  // below 1/4 the rounding of atan 1/2 would be a whole unit.
  const at = a < leastShifted ? 0 : Math.floor(2 * a + 0.5);
  const p = at / 2;
  let y: number;
  if (at >= known.length) y = quarterTurn - series(1 / a);
  else y = at === 0 ? series(a) : known[at]! + series((a - p) / (1 + a * p));
  return x < 0 ? -y : y;
}

/** t - t^3 / 3 + t^5 / 5 - ..., for |t| < 0.27. */
function series(t: number): number {
  const z = t * t;
  const w = z * z;
  const odd = 1 / 5 + w * (1 / 9 + w * (1 / 13 + w * (1 / 17 + w * (1 / 21 + w * (1 / 25 + w * (1 / 29))))));
  const even = 1 / 3 + w * (1 / 7 + w * (1 / 11 + w * (1 / 15 + w * (1 / 19 + w * (1 / 23 + w * (1 / 27))))));
  return t - t * (z * (even - z * odd));
}
