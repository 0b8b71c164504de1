/**
 * Whether a version lies in a range: comparisons `>= > <= < =` that must all hold, separated by spaces, and `||` between
 * ranges of which one must, as in `>=1.13 <2 || >=2.4`. Only the leading dotted numbers of a version count (1.13.0a0+git
 * is 1.13.0), missing ones are 0; a version without a leading number is in no range. Throws a RangeError where the range
 * is not written so.
 */
export function inVersionRange(version: string, range: string): boolean {
  const wanted = parse(range);
  const own = release(version);
  if (!own) return false;
  return wanted.some((all) => all.every(({ holds, than }) => holds(compare(own, than))));
}

interface Comparison {
  readonly holds: (order: number) => boolean;
  readonly than: readonly number[];
}
const operators: Readonly<Record<string, Comparison['holds']>> = {
  '>=': (o) => o >= 0,
  '>': (o) => o > 0,
  '<=': (o) => o <= 0,
  '<': (o) => o < 0,
  '=': (o) => o === 0,
};

function parse(range: string): Comparison[][] {
  return range.split('||').map((all) => {
    const comparisons = all.trim().split(/\s+/);
    return comparisons.map((text) => {
      const [, operator, than] = /^(>=|>|<=|<|=)(\d+(?:\.\d+)*)$/.exec(text) ?? [];
      if (!operator || !than) {
        throw new RangeError(
          `the version range ${JSON.stringify(range)} has ${JSON.stringify(text)} where a comparison such as >=1.13 must stand`,
        );
      }
      return { holds: operators[operator]!, than: than.split('.').map(Number) };
    });
  });
}

function release(version: string): number[] | undefined {
  return /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1]?.split('.').map(Number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
