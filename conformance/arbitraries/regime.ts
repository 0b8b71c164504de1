import type { Extents } from '../../reference/losses/extents.ts';
import type { Format } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { TypedTensor } from '../case.ts';
import type { Numbers } from './numbers.ts';
import type { Seen } from './operand-view.ts';
import type { Option } from './options.ts';
import type { Random } from './random.ts';

/** The regions of input in which losses go wrong, each in its own way. */
export const regimeNames = [
  'ordinary',
  'huge',
  'offset',
  'tiny',
  'subnormal',
  'signed_zero',
  'tie',
  'near_kink',
  'saturated',
  'confident',
  'degenerate',
  'special',
  'empty',
  'single',
  'many_classes',
  'long_sum',
  'ignored',
  'all_ignored',
  'bad_input',
  'one_class',
  'mid_size',
] as const;
export type RegimeName = (typeof regimeNames)[number];

/** Which case of its quota it is, from 0, where the regime has one. */
export interface Turn {
  readonly turn?: number | undefined;
}

/** A case while it is drawn; regimes change the numbers, the tensors and the parameters in place. */
export interface Draft extends Turn {
  readonly spec: LossSpec;
  readonly format: Format;
  readonly random: Random;
  readonly params: Record<string, ParamValue>;
  readonly operands: Record<string, TypedTensor>;
  extents: Extents;
  /** Parameters that may leave their domain without leaving what the implementation has. */
  readonly freeParams: readonly string[];
  /** About how many elements the largest operand of a long sum has, where that is asked for. */
  readonly elements?: number | undefined;
}

/** How cases of one kind are drawn, and when a case is of that kind. */
export interface Regime {
  readonly name: RegimeName;
  /** Its share of the cases that no quota asks for. */
  readonly weight: number;
  /**
   * How many strata it has, whatever the options; one for each option, or so, where left out. With a quota, a regime is
   * drawn after all others and in a share of its own.
   */
  readonly quota?: number;
  /** Whether a loss with these operands and parameters can have such cases. */
  applicable(spec: LossSpec): boolean;
  /** Whether a case with this option can be in the regime; any option can where left out. */
  admits?(spec: LossSpec, factor: string, option: Option): boolean;
  /** Changes the extents that were drawn. */
  reshape?(extents: Extents, draft: Pick<Draft, 'spec' | 'params' | 'random'> & Turn): Extents;
  /** Where its numbers come from; ordinary ones where left out. */
  numbers?(random: Random, format: Format): Numbers;
  /** Settles what single numbers cannot: relations between them, labels, shapes. */
  arrange?(draft: Draft): void;
  /** Whether the bits of a case put it in this regime, whatever it is labelled. */
  holds(seen: Seen): boolean;
}
