import { axisLabels } from '../../../reference/losses/extents.ts';
import { inputDefect } from '../../../reference/losses/input-defect.ts';
import { ulp } from '../../../reference/tensor/ulp.ts';
import { type Domain, type Interval, inInterval } from '../../../spec/language/domain.ts';
import { axesOf, type Operand } from '../../../spec/language/operand.ts';
import { typedTensor } from '../../case.ts';
import { caseDefect } from '../../case-defect.ts';
import type { Draft, Regime } from '../regime.ts';
import { gather } from './repeat-along.ts';

/** A lone operand of real numbers with as many axes as one likes has no defect. */
const canBeBad = (operands: readonly Operand[]): boolean =>
  operands.length > 1 ||
  operands.some(({ domain, axes }) => domain.kind !== 'real' || 'by' in axes || !axes.includes('...'));

type Length = Extract<Domain, { kind: 'length' }>;

/** One thing that makes a valid case a bad one. */
type Spoil = (draft: Draft) => void;

/**
 * One defect per case: a label out of range, between two classes or NaN, a number outside of its interval, shares that do
 * not sum to 1, a box inside out, shapes that do not fit, a parameter outside of its domain. A loss must refuse it.
 */
export const badInput: Regime = {
  name: 'bad_input',
  weight: 1,
  applicable: ({ operands }) => canBeBad(Object.values(operands)),
  // What may be left out must be there, where without it nothing could be bad.
  admits: ({ operands }, factor, { value }) =>
    value !== false ||
    operands[factor]?.absent === undefined ||
    canBeBad(Object.values(operands).filter((o) => o !== operands[factor])),
  arrange(draft) {
    const { spec, operands, params, format, random } = draft;
    // A single operand without fixed axes, say, has no shape that does not fit: then another kind is tried.
    for (let kinds = [...spoilValues(draft), ...spoilParams(draft), spoilShape]; kinds.length > 0; ) {
      const spoil = random.pick(kinds);
      spoil(draft);
      if (inputDefect(spec, operands, params, format)) return;
      kinds = kinds.filter((other) => other !== spoil);
    }
  },
  holds: ({ spec, case: c }) => caseDefect(spec, c) !== undefined,
};

function spoilValues({ spec, operands }: Draft): Spoil[] {
  return Object.keys(operands).flatMap((name) => spoilsOf(name, spec.operands[name]!.domain));
}

function spoilsOf(name: string, domain: Domain): Spoil[] {
  switch (domain.kind) {
    case 'real':
      return [];
    case 'interval':
      return [(draft) => spoilNumber(draft, name, domain)];
    case 'index': {
      const spoil: Spoil = (draft) => spoilLabel(draft, name, domain.of, domain.from);
      return [spoil, spoil]; // what libraries get wrong most, so twice as often
    }
    case 'name':
      return [(draft) => spoilName(draft, name)];
    case 'length':
      return [(draft) => spoilLength(draft, name, domain)];
    case 'levels':
      return [(draft) => spoilLevel(draft, name, domain.values)];
    case 'simplex':
      return [(draft) => spoilShares(draft, name)];
    case 'box_xyxy':
      return [(draft) => spoilBox(draft, name)];
  }
}

function spoilLabel(draft: Draft, name: string, symbol: string, from = 0): void {
  const { spec, params, operands, random, extents, format } = draft;
  const { data, shape } = operands[name]!;
  const classes = extents.symbols[symbol]!;
  const ignored = spec.ignore?.operand === name ? params[spec.ignore.param] : null;
  const excluded = Array.from({ length: from }, (_, y) => y);
  const always = [-1, classes, classes + 100, -classes, 0.5, classes - 0.5, Number.NaN];
  const bad = [...excluded, ...always].filter((y) => y !== ignored);
  const label = random.pick(bad);
  data[random.below(data.length)] = label;
  // Labels are stored as integers; what is none can only come as a number.
  if (!Number.isInteger(label)) operands[name] = typedTensor(format.name, data, shape);
}

/** No integer, so that it can only come as a number. */
function spoilName({ operands, random, format }: Draft, name: string): void {
  const { data, shape } = operands[name]!;
  data[random.below(data.length)] = random.pick([0.5, 1.5, Number.NaN]);
  operands[name] = typedTensor(format.name, data, shape);
}

/** Too short or too long, or no whole number. */
function spoilLength({ operands, random, extents, format }: Draft, name: string, { of, min, spare = 0 }: Length): void {
  const { data, shape } = operands[name]!;
  const most = extents.symbols[of]! - spare;
  const length = random.pick([min - 1, most + 1, most + 100, most + 0.5, Number.NaN]);
  data[random.below(data.length)] = length;
  if (!Number.isInteger(length)) operands[name] = typedTensor(format.name, data, shape);
}

/** Beyond the levels, or between two of them, or NaN. */
function spoilLevel({ operands, random }: Draft, name: string, levels: readonly number[]): void {
  const { data } = operands[name]!;
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const bad = [low - 1, high + 1, (low + high) / 2, low + (high - low) / 4, Number.NaN];
  data[random.below(data.length)] = random.pick(bad.filter((y) => !levels.includes(y)));
}

function spoilNumber({ operands, random, format }: Draft, name: string, domain: Interval): void {
  const { data } = operands[name]!;
  const outside = beyond(domain, format.round, (x) => ulp(x, format));
  if (outside.length) data[random.below(data.length)] = random.pick(outside);
}

/** Numbers just and clearly outside of an interval, and the ends that it excludes. */
function beyond(domain: Interval, round: (x: number) => number, ulpOf: (x: number) => number): number[] {
  const { min, max } = domain;
  const below = Number.isFinite(min) ? [min, min - ulpOf(min), min - 1] : [];
  const above = Number.isFinite(max) ? [max, max + ulpOf(max), max + 1] : [];
  return [...below, ...above].map(round).filter((x) => Number.isFinite(x) && !inInterval(x, domain));
}

function spoilShares({ operands, random }: Draft, name: string): void {
  const { data } = operands[name]!;
  const k = random.below(data.length);
  data[k] = data[k] === 0 ? random.pick([0.5, -0.5]) : random.pick([0, -data[k]!]);
}

function spoilBox({ operands, random }: Draft, name: string): void {
  const { data } = operands[name]!;
  const k = random.below(data.length / 4) * 4 + random.below(2);
  const [low, high] = [data[k]!, data[k + 2]!];
  data[k] = low === high ? high + 1 : high;
  data[k + 2] = low;
}

function spoilParams({ spec, freeParams, format }: Draft): Spoil[] {
  return freeParams.flatMap((name): Spoil[] => {
    const param = spec.params[name]!;
    if (param.kind !== 'number') return [];
    const outside = beyond(param.domain, format.round, (x) => ulp(x, format));
    return outside.length ? [({ params, random }) => void (params[name] = random.pick(outside))] : [];
  });
}

/** One operand has a slice more along an axis that others have too, only the first slice of it, or an axis too many. */
function spoilShape({ spec, params, operands, random }: Draft): void {
  const labels = Object.fromEntries(
    Object.entries(operands).map(([name, x]) => [
      name,
      axisLabels(axesOf(spec.operands[name]!, params), x.shape.length)!,
    ]),
  );
  const names = Object.keys(operands);
  const shared = names.flatMap((name) =>
    labels[name]!.filter((l) => names.some((other) => other !== name && labels[other]!.includes(l))).map(
      (l) => [name, l] as const,
    ),
  );
  const [name, label] = shared.length ? random.pick(shared) : [names[0]!, undefined];
  const x = operands[name]!;
  const extent = label === undefined ? 1 : x.shape[labels[name]!.indexOf(label)]!;
  if (label === undefined || random.chance(0.2)) {
    operands[name] = { ...x, shape: [...x.shape, 1] };
    return;
  }
  const picks = extent > 1 && random.chance(0.4) ? [0] : [...Array(extent).keys(), extent - 1];
  operands[name] = gather(x, labels[name]!, label, picks);
}
