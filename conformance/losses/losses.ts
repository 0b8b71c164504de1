import { references } from '../../reference/losses/index.ts';
import type { LossReference } from '../../reference/losses/loss-reference.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs } from '../../spec/losses/index.ts';

/** The losses that a command knows, by id: what each of them is, and how it is computed. */
export interface Losses {
  readonly specs: Readonly<Record<string, LossSpec>>;
  readonly references: Readonly<Record<string, LossReference>>;
}

/** The suite's own. */
export const ownLosses: Losses = { specs, references };

/** A loss that a user adds, and the folder that it came from. */
export interface UserLoss {
  readonly spec: LossSpec;
  readonly reference: LossReference;
  readonly folder: string;
}

/** The suite's own losses and those of a user, which come last. Ids must differ. */
export const withLosses = (more: readonly UserLoss[]): Losses => ({
  specs: { ...specs, ...Object.fromEntries(more.map(({ spec }) => [spec.id, spec])) },
  references: { ...references, ...Object.fromEntries(more.map(({ spec, reference }) => [spec.id, reference])) },
});
