/**
 * Whether two numbers that a law says are equal are equal up to their permitted errors, and how much of the slack they
 * use. NaN equals NaN and an infinity itself; an infinite radius makes everything close, at ratio 0: the caller must
 * not count that as a pass.
 */
export function close(a: number, radiusOfA: number, b: number, radiusOfB: number): { close: boolean; ratio: number } {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return { close: true, ratio: 0 };
  const slack = radiusOfA + radiusOfB;
  if (slack === Infinity) return { close: true, ratio: 0 };
  const distance = Math.abs(a - b);
  if (!Number.isFinite(distance)) return { close: false, ratio: Infinity };
  const ratio = distance / slack;
  return { close: ratio <= 1, ratio };
}

/** Whether a <= b up to the permitted errors of both. */
export function atMost(a: number, radiusOfA: number, b: number, radiusOfB: number): { close: boolean; ratio: number } {
  return a <= b ? { close: true, ratio: 0 } : close(a, radiusOfA, b, radiusOfB);
}
