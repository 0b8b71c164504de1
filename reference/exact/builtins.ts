import { alignments } from './alignments.ts';
import { big } from './big-number.ts';
import { type Elementary, elementary } from './elementary.ts';
import { FormulaError } from './expression.ts';
import type { Questions } from './questions.ts';
import { ranks } from './ranks.ts';
import { staircases } from './staircases.ts';
import type { Tape, TapeNode } from './tape.ts';
import {
  asArray,
  asInteger,
  asMatrix,
  asNumber,
  asVector,
  type Callable,
  elementwise,
  flat,
  isArray,
  isNumber,
  kindOf,
  shapeOf,
  type Value,
} from './value.ts';

/** The functions of formulas, recorded on the tape. */
export function builtins(tape: Tape, questions: Questions): Readonly<Record<string, Callable>> {
  /** All elements; a number is an array without axes, as an item without axes of its own sees its operands. */
  const numbers = (x: Value, what: string): readonly TapeNode[] =>
    flat(x).map((element) => asNumber(element, isArray(x) ? `an element of ${what}` : `the argument of ${what}`));
  const extreme = (args: readonly Value[], sign: 1 | -1): TapeNode => {
    const name = sign === 1 ? 'max' : 'min';
    const among = args.length === 1 && isArray(args[0]!) ? numbers(args[0], name) : args.map((x) => asNumber(x, name));
    if (among.length === 0) throw new FormulaError(`${name} of nothing is not defined`);
    return questions.extreme(among, sign);
  };
  const scalar = (operation: Elementary): [string, Callable] => [
    operation,
    { call: (x) => tape.apply(operation, asNumber(x!, `the argument of ${operation} (on arrays use map)`)) },
  ];
  const own: Readonly<Record<string, (...args: readonly Value[]) => Value>> = {
    abs: (x) => magnitude(asNumber(x!, 'the argument of abs (on arrays use map)'), tape, questions),
    max: (...args) => extreme(args, 1),
    min: (...args) => extreme(args, -1),
    sum: (x) => tape.sum(numbers(x!, 'sum')),
    mean: (x) => tape.apply('div', tape.sum(numbers(x!, 'mean')), tape.literal(big(flat(x!).length))),
    count: (x) => tape.literal(big(numbers(x!, 'count').length)),
    dot: (x, y) => dot(asVector(x!, 'dot'), asVector(y!, 'dot')),
    norm: (x) => tape.apply('sqrt', tape.sum(asVector(x!, 'norm').map((e) => tape.apply('mul', e, e)))),
    map: (...args) => {
      const f = args.at(-1)!;
      if (isNumber(f) || isArray(f) || typeof f === 'boolean') {
        throw new FormulaError(`map takes a function last, and that is ${kindOf(f)}`);
      }
      return elementwise(f.call, ...args.slice(0, -1).map((x) => asArray(x, 'what map runs over')));
    },
    indices: (n) => Array.from({ length: asInteger(n!, 'the extent') }, (_, i) => tape.literal(big(i + 1))),
    row: (x, k) => at(asMatrix(x!, 'row'), k!, 'row'),
    column: (x, k) => asMatrix(x!, 'column').map((row) => at(row, k!, 'column')),
    vector: (x) => numbers(x!, 'vector'),
    vectors: (x, k) => along(x!, asInteger(k!, 'the axis')),
    transpose: (x) => {
      const rows = asMatrix(x!, 'transpose');
      return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j]!));
    },
    alignments: (labels, steps, blank) => {
      const known = asArray(labels!, 'the labels').map((k) => asInteger(k, 'a label'));
      const all = alignments(known, asInteger(steps!, 'the number of steps'), asInteger(blank!, 'the blank'));
      return wholeNumbers(all);
    },
    staircases: (steps, height) =>
      wholeNumbers(staircases(asInteger(steps!, 'the number of steps'), asInteger(height!, 'the height'))),
    ranks: (x) => ranks(numbers(x!, 'ranks').map((node) => node.value.value)).map((k) => tape.literal(big(k))),
    hold: (x) => elementwise((e) => tape.hold(asNumber(e!, 'hold')), x!),
  };
  const wholeNumbers = (rows: readonly (readonly number[])[]) =>
    rows.map((row) => row.map((k) => tape.literal(big(k))));
  const dot = (x: readonly TapeNode[], y: readonly TapeNode[]): TapeNode => {
    if (x.length !== y.length) throw new FormulaError(`a vector of ${x.length} and one of ${y.length} have no dot`);
    return tape.sum(x.map((e, i) => tape.apply('mul', e, y[i]!)));
  };
  return {
    ...Object.fromEntries(Object.keys(elementary).map((name) => scalar(name as Elementary))),
    ...Object.fromEntries(Object.entries(own).map(([name, call]) => [name, { call }])),
  };
}

/** |x|: x, -x, or, where it is 0 and no side is decided on, the constant 0 between them. */
function magnitude(x: TapeNode, tape: Tape, questions: Questions): TapeNode {
  const order = questions.side(x, tape.literal(big(0)));
  if (order === 'less') return tape.apply('neg', x);
  return order === 'equal' ? tape.hold(x) : x;
}

/** The vectors along the k-th axis, in C order of the others. */
function along(x: Value, k: number): readonly (readonly Value[])[] {
  const shape = shapeOf(x);
  const extent = shape[k - 1];
  if (extent === undefined) throw new FormulaError(`an array of shape [${shape}] has no axis ${k}`);
  const elements = flat(x);
  const stride = shape.slice(k).reduce((a, b) => a * b, 1);
  const starts = elements.flatMap((_, i) => (Math.floor(i / stride) % extent === 0 ? [i] : []));
  return starts.map((from) => Array.from({ length: extent }, (_, i) => elements[from + i * stride]!));
}

/** x[k], k counted from 1. */
export function at<T>(x: readonly T[], k: Value, what: string): T {
  const i = asInteger(k, `the index of a ${what}`);
  if (i < 1 || i > x.length) throw new FormulaError(`there is no ${what} ${i} among ${x.length}`);
  return x[i - 1]!;
}
