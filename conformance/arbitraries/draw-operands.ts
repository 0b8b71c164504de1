import { axisLabels, shapeUnder } from '../../reference/losses/extents.ts';
import { holdsIntegers, inInterval } from '../../spec/language/domain.ts';
import { axesOf, type Operand } from '../../spec/language/operand.ts';
import { intervalNumber, type Numbers, ordinaryNumbers, weightNumbers } from './numbers.ts';
import type { Random } from './random.ts';
import type { Draft, Regime } from './regime.ts';
import { simplexRow } from './simplex-row.ts';

/** Fills every given operand of the draft with numbers of its domain, from the regime's sources. */
export function drawOperands(draft: Draft, given: readonly string[], regime: Regime): void {
  const { spec, random, format } = draft;
  const numbers = regime.numbers?.(random, format) ?? ordinaryNumbers(random);
  const weighing = (name: string): boolean => spec.operands[name]!.absent !== undefined;
  const isPositive = ({ domain }: Operand): boolean => domain.kind === 'interval' && !inInterval(0, domain);
  // Sources promise something of the first number that they give, so those that carry the loss come first, and of
  // these the ones that may be 0.
  const order = (name: string): number => 2 * Number(weighing(name)) + Number(isPositive(spec.operands[name]!));
  for (const name of [...given].sort((a, b) => order(a) - order(b))) {
    const weighs = weighing(name);
    redraw(draft, name, weighs && !random.chance(1 / 8) ? weightNumbers(random) : numbers);
  }
}

/** Draws one operand anew under the draft's extents. */
function redraw(draft: Draft, name: string, numbers: Numbers): void {
  const { spec, format } = draft;
  const operand = spec.operands[name]!;
  const shape = shapeUnder(axesOf(operand, draft.params), draft.extents);
  const data = valuesOf(draft, name, operand, shape, numbers);
  if (holdsIntegers(operand.domain)) {
    draft.operands[name] = { dtype: 'i64', shape, data };
    return;
  }
  for (let k = 0; k < data.length; k++) data[k] = format.round(data[k]!);
  draft.operands[name] = { dtype: format.name, shape, data };
}

/** Draws shares that sum to 1 along an axis, and labels that name its places, anew after it was made longer. */
export function redrawOver(draft: Draft, axis: string): void {
  const { spec, operands, random } = draft;
  for (const name of Object.keys(operands)) {
    const { domain } = spec.operands[name]!;
    const newSum = domain.kind === 'simplex' && domain.over === axis;
    if (newSum || (domain.kind === 'index' && domain.of === axis)) redraw(draft, name, ordinaryNumbers(random));
  }
}

function valuesOf(
  draft: Draft,
  name: string,
  operand: Operand,
  shape: readonly number[],
  numbers: Numbers,
): Float64Array {
  const { spec, random, format, params, extents } = draft;
  const values = new Float64Array(shape.reduce((a, b) => a * b, 1));
  const { domain } = operand;
  const labels = axisLabels(axesOf(operand, params), shape.length)!;
  switch (domain.kind) {
    case 'real':
      return values.map(() => numbers.real());
    case 'interval': {
      const axis = labels.indexOf('C');
      const isShare = axis >= 0 && domain.min === 0 && domain.max === 1 && numbers.distributions;
      if (isShare && random.chance(0.4)) return distributions(draft, values, shape, axis);
      const share = numbers.shares();
      return values.map(() => intervalNumber(domain, numbers, share, format, random));
    }
    case 'index': {
      const ignored = spec.ignore?.operand === name ? params[spec.ignore.param] : null;
      const some = typeof ignored === 'number' ? ignored : undefined;
      const [from, count] = [domain.from ?? 0, extents.symbols[domain.of] ?? 1];
      return values.map(() => (some !== undefined && random.chance(0.15) ? some : from + random.below(count - from)));
    }
    case 'length': {
      const least = domain.min;
      const most = (extents.symbols[domain.of] ?? least) - (domain.spare ?? 0);
      return values.map(() => (random.chance(0.5) ? most : least + random.below(most - least + 1)));
    }
    case 'name': {
      const names = classNames(random, values.length);
      return values.map(() => random.pick(names));
    }
    case 'levels':
      return values.map(() => random.pick(domain.values));
    case 'simplex':
      return distributions(draft, values, shape, labels.indexOf(domain.over));
    case 'box_xyxy':
      for (let k = 0; k < values.length; k += 4) {
        const [a, b, c, d] = [0, 0, 0, 0].map(() => format.round(numbers.real())) as [number, number, number, number];
        values.set([Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)], k);
      }
      return values;
  }
}

/**
 * Names of one to twice as many classes as there are items, so that classes are shared and have one item alone. They
 * are not always the first whole numbers, and such that every format tells them apart.
 */
function classNames(random: Random, items: number): number[] {
  const classes = random.pick([1, 2, 2, 2, 2, 3, Math.max(1, items - 1), 2 * items]);
  const [first, step] = random.chance(0.6) ? [0, 1] : [random.between(-40, 60), random.pick([1, 3, 7])];
  if (step !== 1 && classes <= confusable.length) {
    const from = 2 * random.below(confusable.length / 2);
    return Array.from({ length: classes }, (_, i) => confusable[(from + i) % confusable.length]!);
  }
  return Array.from({ length: classes }, (_, i) => first + step * i);
}

/** In pairs that are one to whoever keeps a byte, 16 bits or the magnitude of them, or takes -1 for no name. */
const confusable = [0, 256, -3, 3, -32768, 32768, -1, 1];

/** Fills every row along the axis with shares that sum to 1. */
function distributions(
  { random, format }: Draft,
  values: Float64Array,
  shape: readonly number[],
  axis: number,
): Float64Array {
  const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const extent = shape[axis]!;
  for (let k = 0; k < values.length; k++) {
    if (Math.floor(k / stride) % extent !== 0) continue;
    for (const [c, share] of simplexRow(random, format, extent).entries()) values[k + c * stride] = share;
  }
  return values;
}
