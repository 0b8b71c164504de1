import { type Format, formats } from '../../reference/tensor/format.ts';
import { ulp } from '../../reference/tensor/ulp.ts';
import { inInterval } from '../../spec/language/domain.ts';
import type { LawArguments } from '../../spec/language/law.ts';
import type { Case, TypedTensor } from '../case.ts';
import type { Draw, PropertyContext } from '../property.ts';
import { read } from './support/answers.ts';
import { conclude, each } from './support/conclude.ts';
import { ask, defineProperty, isFiniteAndValid } from './support/define-property.ts';
import { axisOf, itemOf, layoutOf } from './support/layout.ts';
import { mapped, related, valueOnly } from './support/related-case.ts';

/** Everything that the law is about grows at once, each number by an amount of its own: no term may move the other way. */
export const monotone = defineProperty('monotone', {
  sentence: 'The loss moves in one direction as this operand or parameter grows.',
  plan(base, args, context) {
    const here = valueOnly(base);
    const grown = context.to ? related(here, { operands: context.to }) : grownCase(here, args, context);
    if (!grown || !isFiniteAndValid(grown, context.spec)) return undefined;
    const asked = args.direction === 'increasing' ? 'at least' : 'at most';
    const law = `the loss is ${args.direction} in ${args.in}`;
    return ask({ here, grown }, (e) => conclude(each(read(e.grown, 'value'), asked, read(e.here, 'value')), here, law));
  },
});

function grownCase(here: Case, args: LawArguments['monotone'], context: PropertyContext): Case | undefined {
  const { spec, draw } = context;
  const format = formats[here.dtype];
  const param = spec.params[args.in];
  if (param) {
    const value = here.params[args.in];
    if (param.kind !== 'number' || typeof value !== 'number') return undefined;
    const more = larger(value, format, draw);
    return inInterval(more, param.domain) ? related(here, { params: { [args.in]: more } }) : undefined;
  }
  const x = here.operands[args.in];
  if (!x) return undefined;
  const isMeant = placesOf(here, args, context);
  const { domain } = spec.operands[args.in]!;
  const operand: TypedTensor = mapped(x, (v, k) => {
    const more = isMeant(k) ? larger(v, format, draw) : v;
    return domain.kind === 'interval' && !inInterval(more, domain) ? v : more;
  });
  return related(here, { operands: { [args.in]: operand } });
}

/** A number above x: the next one, or farther by a drawn amount. */
function larger(x: number, format: Format, draw: Draw): number {
  const next = ulp(x, format);
  const more = draw.pick([next, 2 ** -8, 0.25, 1, 16]);
  return format.round(x + Math.max(next, more));
}

/** Which elements of the operand the law lets grow. */
function placesOf(here: Case, args: LawArguments['monotone'], { spec }: PropertyContext): (k: number) => boolean {
  const layout = layoutOf(spec, here);
  const item = itemOf(layout, args.in);
  const { shape } = here.operands[args.in]!;
  /** What another operand holds for each element: in the same place, where it has no axes but those, or for the item. */
  const heldBy = (other: string): ((k: number) => number) => {
    const { data, shape: otherShape } = here.operands[other]!;
    const [labels, own] = [layout.labels[other]!, itemOf(layout, other)];
    const all = layout.labels[args.in]!;
    if (labels.every((label) => all.includes(label))) {
      const along = all.map((label) => strideOf(otherShape, labels.indexOf(label)));
      return (k) => data[along.reduce((at, by, axis) => at + by * indexAlong(shape, axis, k), 0)]!;
    }
    if (!item || labels.length !== layout.items?.length || !own) {
      throw new Error(
        `spec ${spec.id}: monotone asks ${other}, which has neither the axes of ${args.in} nor of the items`,
      );
    }
    const ofItem = new Map(Array.from(data, (v, k) => [own[k]!, v]));
    return (k) => ofItem.get(item[k]!)!;
  };
  const { at, where } = args;
  const condition = where && heldBy(where.operand);
  const isThere = (k: number): boolean => !condition || condition(k) === where.equals;
  if (at === undefined) return isThere;

  const label = heldBy(at);
  const { domain } = spec.operands[at]!;
  if (domain.kind !== 'index') throw new Error(`spec ${spec.id}: ${at} does not hold indices`);
  const axis = axisOf(layout, args.in, domain.of);
  return (k) => isThere(k) && indexAlong(shape, axis, k) === label(k);
}

/** How far the elements along an axis are from each other; 0 for an axis that there is not. */
const strideOf = (shape: readonly number[], axis: number): number =>
  axis < 0 ? 0 : shape.slice(axis + 1).reduce((a, b) => a * b, 1);
const indexAlong = (shape: readonly number[], axis: number, k: number): number =>
  Math.floor(k / strideOf(shape, axis)) % shape[axis]!;
