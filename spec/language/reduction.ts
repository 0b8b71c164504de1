import type { ChoiceParam } from './param.ts';

/**
 * What becomes of the item losses l_i with item weights w_i, over the items that count (those not ignored):
 * `none` gives every w_i l_i (0 for an ignored item), `sum` adds them, `mean` divides that sum by a denominator.
 */
export type Reduction = 'none' | 'sum' | 'mean';
export const reductions: readonly Reduction[] = ['none', 'sum', 'mean'];

/** The reduction of a call or sample that names none: the mean where there is one, else the sum, else the terms. */
export const usualReduction = (spec: { readonly reductions: readonly Reduction[] }): Reduction =>
  (['mean', 'sum', 'none'] as const).find((r) => spec.reductions.includes(r))!;

/** What an item adds to the denominator of a mean. */
export interface Share {
  /** A formula over the same names as the loss's own. */
  readonly share: string;
  /** Whether an ignored item adds its share, too. */
  readonly ignored?: boolean;
  readonly meaning: string;
}

/** The named denominators of a loss's mean; the first one is the mathematics. */
export type Denominators = Readonly<Record<string, Share>>;

/** Every item counts one: the only denominator of a loss without weights. */
export const perItem: Denominators = { count: { share: '1', meaning: 'the number of items' } };
/** Of a loss with an optional item weight. */
export const perWeight: Denominators = {
  weight: { share: 'weight', meaning: 'the summed weight of the items' },
  count: { share: '1', meaning: 'the number of items, weighted or not' },
};

/** The parameter `denominator` of a loss that has several. */
export const denominatorParam = (denominators: Denominators): ChoiceParam => ({
  kind: 'choice',
  default: Object.keys(denominators)[0]!,
  values: Object.fromEntries(Object.keys(denominators).map((name) => [name, ''])),
  meaning: `what a mean divides by: ${Object.entries(denominators)
    .map(([name, { meaning }]) => `\`${name}\`, ${meaning}`)
    .join('; ')}`,
  convention: true,
});

/** The parameter `empty` of every loss that has a mean. */
export const emptyParam: ChoiceParam = {
  kind: 'choice',
  default: 'nan',
  values: { nan: '', zero: '', throw: '' },
  meaning: 'what a mean whose denominator is 0 gives: NaN with gradient 0, 0 with gradient 0, or a rejection',
  convention: true,
};
