/** Numbers for every operand that is differentiated by, in C order. */
export type Direction = Readonly<Record<string, Float64Array>>;

/** How many directions are drawn besides those that the gradient itself suggests. */
const DRAWN = 8;

/**
 * Directions along which a gradient is tested at a kink: all ones, over everything and per operand; the gradient itself
 * in coarse steps, its signs, and those of its distance from the reference, where a wrong one shows most; and drawn
 * ones. All numbers are -2, -1, 0, 1 or 2, exact in every format; elements that are not `live` stay 0.
 */
export function directions(
  got: Direction,
  reference: Direction,
  live: Readonly<Record<string, boolean[]>>,
): Direction[] {
  const names = Object.keys(got);
  const build = (pick: (name: string, i: number) => number): Direction =>
    Object.fromEntries(names.map((name) => [name, got[name]!.map((_, i) => (live[name]![i] ? pick(name, i) : 0))]));
  const draw = generator();
  let largest = 0;
  for (const name of names)
    for (const x of got[name]!) if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
  return [
    build(() => 1),
    ...(names.length > 1 ? names.map((only) => build((name) => (name === only ? 1 : 0))) : []),
    build((name, i) => Math.sign(got[name]![i]!)),
    build((name, i) => Math.round((2 * got[name]![i]!) / largest) || 0),
    build((name, i) => Math.sign(got[name]![i]! - reference[name]![i]!)),
    ...Array.from({ length: DRAWN }, (_, k) => build(() => (k % 2 === 0 ? 2 * draw(2) - 1 : draw(5) - 2))),
  ];
}

/** Whole numbers in [0, below), the same ones every time. */
function generator(): (below: number) => number {
  let state = 0x9e3779b9;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
