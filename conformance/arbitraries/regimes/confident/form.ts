import type { LossSpec } from '../../../../spec/language/loss-spec.ts';
import { naturalLog } from '../../elementary.ts';
import type { Seen } from '../../operand-view.ts';
import type { Draft } from '../../regime.ts';

/** One way in which a prediction can be sure of itself. */
export interface Form {
  applicable(spec: LossSpec): boolean;
  arrange(draft: Draft): void;
  holds(seen: Seen): boolean;
}

/** By how much a confident logit stands out, at least. */
export const gap = 4;

/** How far a confident logit is drawn: saturated in part, but not so that sums of a few overflow. */
export const sureLogit = ({ random, format }: Draft): number =>
  random.within(gap + 1, Math.min(40, -naturalLog(format.tiny) / 2 + gap));
