import { itemCounter } from '../../spec/language/items.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { float64 } from '../tensor/format.ts';
import { exactly, withDigits } from './big-number.ts';
import { type Bindings, bind, contentOf, infiniteOne, notFinite, only } from './bindings.ts';
import { boundCase } from './bound-case.ts';
import { type Certified, OutOfRange } from './certified.ts';
import { confirm } from './confirm.ts';
import { roundDecimal, roundingOf } from './decimal.ts';
import { decimalOf } from './decimal-of.ts';
import type { ExactInput } from './exact-outputs.ts';
import { FormulaError } from './expression.ts';
import { type ParsedFormula, parseFormula } from './parse-formula.ts';
import { Questions } from './questions.ts';
import { firstDigits, lastDigits, nextDigits, worstShortfall } from './settled.ts';
import { behindChoices, withDefaults } from './spec-formulas.ts';
import { Tape } from './tape.ts';
import { asNumber, flat, shapeOf, type Value } from './value.ts';
import { Walker } from './walk.ts';

/** A formula's value for every item, rounded once. */
export interface ItemValues {
  /** Of one item's value: empty for a number. */
  readonly shape: readonly number[];
  /** Item after item, each in C order. */
  readonly data: Float64Array;
  /** How far that is from the exact value: 0 where a double holds it, Infinity where nothing is known. */
  readonly radius: Float64Array;
}

/**
 * Evaluates any formula over the names that the loss's own sees, for every item of an input whose numbers are finite.
 * NaN where it cannot say: of an ignored item, out of the range of decimals, and where more digits do not settle it.
 * Throws a FormulaError for what is no formula over these names, and where a value has not the shape that is given.
 */
export function exactFormula(
  spec: LossSpec,
  expression: string,
  input: Pick<ExactInput, 'operands' | 'params'>,
  given?: readonly number[],
): ItemValues {
  const params = withDefaults(spec, input.params ?? {});
  const bound = boundCase(spec, params, input.operands);
  const where = `${spec.id}, the formula \`${expression}\``;
  const formula = parseFormula(behindChoices(spec, params, expression), bound.names, where);
  const found = new Map<string, readonly (readonly [number, number])[]>();
  let shape = given ?? [];
  const { coupled, count, perPlace } = bound.items;
  const counter = itemCounter(spec.items)?.index;
  const isCounted = counter !== undefined && formula.mentions.has(counter);
  const seen = (item: number): Bindings => {
    const bindings = only(bound.bindings(item), formula.mentions);
    const infinite = infiniteOne(bindings);
    if (infinite !== undefined) throw notFinite(spec.id, infinite);
    return bindings;
  };
  let place = { number: -1, content: '' };
  /** What the formula sees of an item; the items of one place see the same, but for their number. */
  const keyOf = (item: number): string => {
    const number = Math.floor(item / perPlace);
    if (number !== place.number) place = { number, content: coupled ? '' : contentOf(seen(item)) };
    return `${isCounted ? item % perPlace : ''} ${place.content}`;
  };
  const items = Array.from({ length: count }, (_, item) => {
    if (bound.isIgnored(item)) return undefined;
    const key = keyOf(item);
    const known = found.get(key);
    if (known) return known;
    try {
      const value = numbersOf(formula, seen(item), where);
      if (given && value.shape.join() !== given.join()) {
        throw new FormulaError(`${where} has the shape [${value.shape}], and must have [${given}]`);
      }
      shape = value.shape;
      const rounded = value.numbers.map(roundedOnce);
      found.set(key, rounded);
      return rounded;
    } catch (error) {
      if (error instanceof OutOfRange) return undefined;
      throw error;
    }
  });
  const none = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => unknown);
  const all = items.flatMap((item) => item ?? none);
  return { shape, data: Float64Array.from(all, ([x]) => x), radius: Float64Array.from(all, ([, r]) => r) };
}

const unknown: readonly [number, number] = [Number.NaN, Infinity];

/** To a double, with the distance that the rounding moved it by. */
function roundedOnce(x: Certified): readonly [number, number] {
  if (worstShortfall([x]) > 0) return unknown;
  const text = decimalOf(x);
  const rounded = roundDecimal(text, float64);
  return [rounded, roundingOf(text, rounded)];
}

function numbersOf(
  formula: ParsedFormula,
  bindings: Bindings,
  where: string,
): { readonly shape: readonly number[]; readonly numbers: readonly Certified[] } {
  for (let digits = firstDigits; ; ) {
    const { value, questions } = withDigits(digits, () => {
      const tape = new Tape(digits);
      const questions = new Questions(tape, new Map());
      const names = bind(bindings, (x) => tape.literal(exactly(x))) as ReadonlyMap<string, Value>;
      return { value: new Walker(tape, questions, where).evaluate(formula, names), questions };
    });
    const numbers = flat(value).map((x) => asNumber(x, 'what a formula gives').value);
    const short = questions.undecided ? Infinity : worstShortfall(numbers);
    if (short === 0) confirm(formula, bindings, numbers, digits, where);
    if (short === 0 || digits >= lastDigits) return { shape: shapeOf(value), numbers };
    digits = nextDigits(digits, short);
  }
}
