import { formats } from '../../reference/tensor/format.ts';
import type { Route } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Case, TypedTensor } from '../case.ts';
import type { FormulaValue, PropertyContext } from '../property.ts';
import { read } from './support/answers.ts';
import { conclude, each } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { type Estimate, exactly, times } from './support/estimate.ts';
import { gridBelow, isHeld, leadingExponent, powerOfTwoBelow, snapped } from './support/exact-steps.ts';
import { positionsFromItems, shapeInItem } from './support/from-items.ts';
import { perItem } from './support/item-terms.ts';
import { axisLabelsOf, itemOf, layoutOf } from './support/layout.ts';
import { mapped, related, valueOnly } from './support/related-case.ts';

/** Only where the other route's input is exact in the dtype: else the two would be asked different questions. */
export const twoRoutes = defineProperty('two_routes', {
  sentence: 'Another loss, or another way to give the same input, computes the same.',
  plan(base, route, context) {
    const spec = context.specOf(route.loss);
    if (!spec) return undefined;
    const here = valueOnly(prepared(base, route.given ?? {}));
    if (!isFiniteAndValid(here, context.spec)) return undefined;
    const there = otherCase(here, route, spec, context);
    if (!there || !isFiniteAndValid(there, spec)) return undefined;
    return ask({ here, there }, (e) => {
      const factor = route.factor === undefined ? exactly(1) : perItem(route.factor, here, context)[0];
      const other = read(e.there, 'value').map((x) => (factor ? times(factor, x) : x));
      return conclude(each(read(e.here, 'value'), 'equal', other), here, `${route.name}: ${route.loss} gives the same`);
    });
  },
});

/** The base with operands and parameters moved to neighbours of which formulas are exact. */
function prepared(base: Case, given: NonNullable<Route['given']>): Case {
  const onGrid = Object.keys(given).filter((name) => given[name] === 'grid');
  const tensors = onGrid.flatMap((name) => base.operands[name] ?? []);
  // Two spare digits: sums and differences of a few grid numbers stay exact.
  const grid = gridBelow(Math.max(0, leadingExponent(tensors)) + 2, base.dtype);
  const operands: Record<string, TypedTensor> = {};
  const params: Record<string, number> = {};
  for (const [name, to] of Object.entries(given)) {
    const [x, p] = [base.operands[name], base.params[name]];
    const move = (v: number): number => (to === 'grid' ? Math.round(v / grid) * grid : powerOfTwoBelow(v));
    if (x) operands[name] = to === 'grid' ? snapped(x, grid) : mapped(x, move);
    else if (typeof p === 'number') params[name] = move(p);
  }
  return related(base, { operands, params });
}

function otherCase(here: Case, route: Route, spec: LossSpec, context: PropertyContext): Case | undefined {
  const params: Record<string, ParamValue> = Object.fromEntries(
    Object.entries(spec.params).map(([name, p]) => [name, p.kind === 'number' ? held(p.default, here) : p.default]),
  );
  // What a mean over nothing is stays.
  if ('empty' in params && 'empty' in here.params) params.empty = here.params.empty!;
  for (const [name, from] of Object.entries(route.params ?? {})) {
    if (from === null || typeof from !== 'object') params[name] = typeof from === 'number' ? held(from, here) : from;
    else if ('copy' in from) params[name] = here.params[from.copy] ?? null;
    else {
      const value = exactNumbers(from.formula, here, context)?.data[0];
      if (value === undefined) return undefined;
      params[name] = value;
    }
  }
  const operands: Record<string, TypedTensor> = {};
  for (const [name, from] of Object.entries(route.operands)) {
    if (typeof from === 'object' && 'copy' in from) {
      const x = here.operands[from.copy];
      if (x) operands[name] = x;
      continue;
    }
    const made = typeof from === 'string' ? byFormula(from, name) : oneHot(from.one_hot, name);
    if (!made) return undefined;
    operands[name] = made;
  }
  return { ...here, loss: spec.id, params, operands };

  function byFormula(expression: string, name: string): TypedTensor | undefined {
    const layout = layoutOf(context.spec, here);
    const labels = axisLabelsOf(axesOf(spec.operands[name]!, params), layout);
    const value = exactNumbers(expression, here, context, shapeInItem(labels, layout));
    if (!value) return undefined;
    const from = positionsFromItems(value, labels, layout);
    const shape = labels.map((label) => layout.extents[label] ?? Number(label));
    return { dtype: here.dtype, shape, data: Float64Array.from(from, (k) => value.data[k]!) };
  }

  /** 1 at the class that the label names, 0 elsewhere, with the class axis where the other loss has it. */
  function oneHot(labelled: string, name: string): TypedTensor {
    const layout = layoutOf(context.spec, here);
    const { domain } = context.spec.operands[labelled]!;
    if (domain.kind !== 'index') throw new Error(`spec ${context.spec.id}: ${labelled} does not hold indices`);
    const labels = axisLabelsOf(axesOf(spec.operands[name]!, params), layout);
    const shape = labels.map((label) => layout.extents[label] ?? Number(label));
    const classes = layout.extents[domain.of]!;
    const item = itemOf(layout, labelled)!;
    const indicators = new Float64Array(item.length * classes);
    here.operands[labelled]!.data.forEach((y, k) => {
      if (y >= 0 && y < classes) indicators[item[k]! * classes + y] = 1;
    });
    const value = { shape: [classes], data: indicators, radius: new Float64Array(indicators.length) };
    const from = positionsFromItems(value, labels, layout);
    return { dtype: here.dtype, shape, data: Float64Array.from(from, (k) => indicators[k]!) };
  }
}

const held = (x: number | null, { dtype }: Case): number | null => (x === null ? null : formats[dtype].round(x));

/** A formula whose every number the dtype holds exactly; undefined where it does not. */
function exactNumbers(
  expression: string,
  c: Case,
  context: PropertyContext,
  shape: readonly number[] = [],
): FormulaValue | undefined {
  const value =
    shape.length === 0 ? ofEstimates(perItem(expression, c, context)) : context.formula(expression, c, shape);
  return value.data.every((x, i) => value.radius[i] === 0 && isHeld(x, c.dtype)) ? value : undefined;
}

const ofEstimates = (items: readonly Estimate[]): FormulaValue => ({
  shape: [],
  data: Float64Array.from(items, ({ value }) => value),
  radius: Float64Array.from(items, ({ radius }) => radius),
});
