/** More paths than this are not tried one by one. */
const most = 2 ** 18;

/**
 * Every way up a staircase: the whole numbers, one for each step, that never descend, are at least 0 and end at
 * `height`, in lexical order. Throws a RangeError where they are too many.
 */
export function staircases(steps: number, height: number): readonly (readonly number[])[] {
  if (steps === 0) return height === 0 ? [[]] : [];
  let ways: readonly (readonly number[])[] = [[]];
  for (let step = 1; step < steps; step++) {
    const rises = (way: readonly number[]): number => height - (way.at(-1) ?? 0) + 1;
    if (ways.reduce((sum, way) => sum + rises(way), 0) > most) {
      throw new RangeError(`the paths of ${steps} steps to ${height} are too many to be tried one by one`);
    }
    ways = ways.flatMap((way) => Array.from({ length: rises(way) }, (_, i) => [...way, (way.at(-1) ?? 0) + i]));
  }
  return ways.map((way) => [...way, height]);
}
