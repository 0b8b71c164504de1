import type { GraphDtype } from '../../../reference/arithmetic/onnx/graph-writer.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import type { Dim, Shape } from '../../../reference/tensor/shape.ts';
import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { axesOf } from '../../../spec/language/operand.ts';
import { type Case, gradientNames } from '../../case.ts';
import { textInput } from '../../settings.ts';

/** Everything about a case that a graph depends on: all but its numbers and its open extents. */
export interface Structure {
  readonly loss: string;
  readonly dtype: GraphDtype;
  readonly settings: Settings;
  /** The shape of each operand that is given, numbers of the formula included; a string is an open extent. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Whether the value is an output. */
  readonly value: boolean;
  /** The operands whose gradients are outputs. */
  readonly gradients: readonly string[];
  /** Equal structures have equal keys. */
  readonly key: string;
}

/** A case as a structure and the numbers to feed, or why its operands do not fit together. */
export type Bound =
  | { readonly structure: Structure; readonly feeds: Readonly<Record<string, TensorData>> }
  | { readonly mismatch: string };

/** Names the extents by the spec's symbols. */
export function bind(spec: LossSpec, c: Case): Bound {
  const { operands: feeds, settings } = textInput(spec, c);
  const shapes: Record<string, Shape> = {};
  const extents = new Map<string, number>();
  let spread: number | undefined;
  for (const [name, { shape }] of Object.entries(feeds)) {
    const declared = spec.operands[name];
    const written = declared ? axesOf(declared, c.params) : [];
    // What `...` stands for is the same everywhere, also where one shape begins with another.
    const open = written.includes('...') ? shape.length - (written.length - 1) : undefined;
    spread ??= open;
    const axes = named(written, open ?? 0);
    if (axes.length !== shape.length || (open ?? spread) !== spread)
      return { mismatch: `${name} has the shape [${shape}]: that is no rank it can have` };
    for (const [i, axis] of axes.entries()) {
      const extent = typeof axis === 'number' ? axis : (extents.get(axis) ?? shape[i]!);
      if (extent !== shape[i])
        return { mismatch: `${name} has the shape [${shape}], where axis ${i} must be ${extent}` };
      if (typeof axis === 'string') extents.set(axis, extent);
    }
    shapes[name] = axes;
  }
  return { structure: structure(c, settings, shapes), feeds };
}

/** The structure with the case's own extents in place of open ones. */
export function closed(spec: LossSpec, c: Case): Structure {
  const { operands, settings } = textInput(spec, c);
  return structure(c, settings, Object.fromEntries(Object.entries(operands).map(([name, { shape }]) => [name, shape])));
}

function structure(c: Case, given: Settings, shapes: Readonly<Record<string, Shape>>): Structure {
  // Only a mean has a denominator.
  const { denominator: _, empty: __, ...others } = given;
  const settings = given.reduction === 'mean' ? given : others;
  const gradients = gradientNames(c);
  const value = c.wants.includes('value');
  const parts = { loss: c.loss, dtype: c.dtype as GraphDtype, settings, shapes, value, gradients };
  return { ...parts, key: JSON.stringify(Object.values(parts)) };
}

/** The axes with a name of its own for each of the `open` ones that `...` stands for. */
const named = (axes: readonly Dim[], open: number): Dim[] =>
  axes.flatMap((axis) => (axis === '...' ? Array.from({ length: open }, (_, i) => openAxis(i)) : [axis]));

/** The name of the i-th of the axes that `...` stands for. */
export const openAxis = (i: number): string => `axis${i}`;
