import type { Items } from './items.ts';
import type { FullLawTable } from './law.ts';
import type { Operand } from './operand.ts';
import type { Param } from './param.ts';
import type { Denominators, Reduction } from './reduction.ts';
import type { Edge, Example } from './sample.ts';

const families = [
  'regression',
  'classification',
  'metric-learning',
  'segmentation-detection',
  'generative',
  'ranking',
  'preference',
  'combining',
  'numerics',
  'practice',
] as const;
export type Family = (typeof families)[number];

/** What a loss is: data, no arithmetic. */
export interface LossSpec {
  /** snake_case, the field's name. */
  readonly id: string;
  readonly kind: 'loss' | 'function' | 'rule' | 'procedure';
  readonly family: Family;
  /** One sentence. */
  readonly summary: string;
  readonly operands: Readonly<Record<string, Operand>>;
  readonly params: Readonly<Record<string, Param>>;
  /** What the items are. The formula sees each operand without their axes: a number, a vector, or a matrix. */
  readonly items: Items;
  /** The axis whose places are compared two by two: what it costs grows with the square, so it is drawn less long. */
  readonly pairwise?: string;
  /**
   * The loss of one item, a mathjs expression over operands (1-based indices, labels 1-based), numeric parameters,
   * flags (1 or 0) and extents by symbol; choices put their definitions in front of it. An absent optional operand is
   * the number that it stands for, a null parameter is not bound. It sees finite operands in their domains only.
   */
  readonly formula: string;
  /** An item is ignored where this operand holds the value of this parameter. */
  readonly ignore?: { readonly operand: string; readonly param: string };
  readonly denominators: Denominators;
  readonly reductions: readonly Reduction[];
  readonly laws: FullLawTable;
  readonly edges: readonly Edge[];
  /** Where the value has a corner or a jump, and which subdifferential is admitted there. */
  readonly kinks: readonly { readonly where: string; readonly subdifferential: string }[];
  readonly examples: readonly Example[];
  /** What implementations get wrong. */
  readonly traps: readonly { readonly title: string; readonly text: string }[];
  readonly sources: readonly { readonly title: string; readonly reference: string }[];
}
