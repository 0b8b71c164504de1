import type { Format } from '../../reference/tensor/format.ts';
import { exponent } from '../../reference/tensor/format.ts';
import { bitLength } from './elementary.ts';
import type { Random } from './random.ts';

/** From how many shares on a row holds few distinct ones. */
export const wideRow = 64;

/**
 * Shares k / 2^m that sum to exactly 1, each exact in the format: all in one class, a random split to the last digit, a
 * coarse one, or even where the extent allows it. Wide rows are one-hot or hold two distinct shares.
 */
export function simplexRow(random: Random, format: Format, extent: number): number[] {
  const hot = (): number[] => {
    const at = random.below(extent);
    return Array.from({ length: extent }, (_, i) => (i === at ? 1 : 0));
  };
  if (extent === 1 || random.chance(0.25)) return hot();
  if (extent >= wideRow) return split(Array(extent).fill(1), 2 ** (bitLength(extent - 1) + 2));
  const digits = Math.min(52, -exponent(format.unit));
  const even = bitLength(extent - 1);
  const m = random.pick([digits, digits, Math.max(3, even), even]);
  const weights = m === even ? Array(extent).fill(1) : Array.from({ length: extent }, () => random.uniform());
  return split(weights, 2 ** m);
}

/** Divides `total` whole parts by the weights, between rounded running sums, so that nothing is left over. */
function split(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let running = 0;
  let cut = 0;
  return weights.map((w, i) => {
    running += w;
    const next = i === weights.length - 1 ? total : Math.min(total, Math.floor((running / sum) * total));
    const parts = next - cut;
    cut = next;
    return parts / total;
  });
}
