import { type Domain, holdsLabels } from './domain.ts';

/**
 * Extents by name: equal symbols are equal extents, a number is that extent, and `...` stands for any number of axes.
 * Symbols: N items, C classes, D coordinates, T time steps, S places of a sequence of labels,
 * U as many and the one behind the last.
 */
export type Axes = readonly (string | number)[];

/** Axes that depend on a structural parameter: one entry per value of `by`. */
export interface AxesByParam {
  readonly by: string;
  readonly axes: Readonly<Record<string, Axes>>;
}

export interface Operand {
  readonly axes: Axes | AxesByParam;
  readonly domain: Domain;
  /** What it holds, in one clause. */
  readonly meaning: string;
  /** Whether the loss has a gradient with respect to it. */
  readonly differentiable: boolean;
  /** An operand that may be left out stands for this number everywhere. */
  readonly absent?: number;
  /** `item_weight` multiplies each item's loss and is what the item counts in a weighted mean. */
  readonly role?: 'item_weight';
}

/** The axes of an operand under these parameters. */
export function axesOf(operand: Operand, params: Readonly<Record<string, unknown>>): Axes {
  if ('by' in operand.axes) {
    const axes = operand.axes.axes[String(params[operand.axes.by])];
    if (!axes) throw new Error(`no axes for ${operand.axes.by} = ${params[operand.axes.by]}`);
    return axes;
  }
  return operand.axes;
}

/** An operand that must be given; differentiable unless it holds labels or says otherwise. */
export function operand(
  axes: Operand['axes'],
  domain: Domain,
  meaning: string,
  more: { readonly differentiable?: boolean } = {},
): Operand & { readonly absent?: never } {
  return { axes, domain, meaning, differentiable: more.differentiable ?? !holdsLabels(domain) };
}

/** An operand that may be left out, standing for the number `absent`. */
export function optionalOperand(
  axes: Operand['axes'],
  domain: Domain,
  meaning: string,
  more: { readonly absent: number; readonly role?: 'item_weight'; readonly differentiable?: boolean },
): Operand & { readonly absent: number } {
  return { ...operand(axes, domain, meaning, more), ...more };
}
