/** ` Did you mean a or b?` with the known names that a misspelt one is nearest to or part of; nothing where none is. */
export function didYouMean(name: string, known: readonly string[]): string {
  const wanted = name.toLowerCase();
  const near = known
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ candidate, distance: d }) => d <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
  return near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
}

/** Edits from one to the other; a name that contains the other whole is near, too. */
function distance(a: string, b: string): number {
  if (a.length > 2 && b.includes(a)) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
