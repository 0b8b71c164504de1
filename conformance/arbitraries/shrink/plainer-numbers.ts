import { type Format, formats } from '../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Case, type TypedTensor, typedTensor } from '../../case.ts';
import { floats, isUnbounded, viewsOf } from '../operand-view.ts';
import { simplerNumbers } from './simpler-numbers.ts';

/** More distinct numbers than this are not replaced everywhere at once. */
const fewValues = 32;
/** The numbers of a larger operand are not tried one by one. */
const fewPlaces = 128;

/** The case with cheaper numbers: whole operands, then equal numbers together, then one by one. */
export function* plainerNumbers(spec: LossSpec, c: Case): Generator<Case> {
  const format = formats[c.dtype];
  const names = Object.keys(c.operands);
  for (const name of names) for (const x of [0, 1]) yield replaced(c, name, () => x);
  yield* shifted(spec, c, format);
  yield* everywhere(spec, c, format);
  for (const name of names) {
    if (c.operands[name]!.data.length > fewPlaces) continue;
    for (const [k, x] of c.operands[name]!.data.entries()) {
      for (const y of simplerIn(c.operands[name]!, x, format)) yield replaced(c, name, (z, i) => (i === k ? y : z));
    }
  }
  if (c.cotangent.data.length <= fewPlaces) yield* plainerCotangent(c, format);
  yield* plainerParameters(spec, c, format);
}

function* plainerCotangent(c: Case, format: Format): Generator<Case> {
  for (const [k, x] of c.cotangent.data.entries()) {
    for (const y of simplerNumbers(x, format)) {
      const data = c.cotangent.data.with(k, y);
      yield { ...c, cotangent: { ...c.cotangent, data } };
    }
  }
}

function* plainerParameters(spec: LossSpec, c: Case, format: Format): Generator<Case> {
  for (const [name, value] of Object.entries(c.params)) {
    if (typeof value !== 'number' || spec.params[name]?.kind !== 'number') continue;
    for (const y of simplerNumbers(value, format)) yield { ...c, params: { ...c.params, [name]: y } };
  }
}

const simplerIn = (x: TypedTensor, value: number, format: Format): number[] =>
  x.dtype === 'i64' ? simplerNumbers(value, formats.f64).filter(Number.isInteger) : simplerNumbers(value, format);

function replaced(c: Case, name: string, change: (x: number, k: number) => number): Case {
  const x = c.operands[name]!;
  return { ...c, operands: { ...c.operands, [name]: typedTensor(x.dtype, x.data.map(change), x.shape) } };
}

/** All unbounded operands moved by the same number, so that a common offset goes away. */
function* shifted(spec: LossSpec, c: Case, format: Format): Generator<Case> {
  const views = viewsOf(spec, c).filter(({ operand }) => operand.domain.kind !== 'interval' && isUnbounded(operand));
  const values = views.flatMap(({ data }) => [...data]).filter(Number.isFinite);
  for (const by of new Set([Math.min(...values), values[0]!])) {
    if (!by || !Number.isFinite(by)) continue;
    const moved = (x: number): number => (Number.isFinite(x) ? x - by : x);
    if (values.some((x) => format.round(moved(x)) !== moved(x) || moved(x) + by !== x)) continue;
    const names = new Set(views.map(({ name }) => name));
    const operands = Object.entries(c.operands).map(([name, x]) => [
      name,
      names.has(name) ? typedTensor(x.dtype, x.data.map(moved), x.shape) : x,
    ]);
    yield { ...c, operands: Object.fromEntries(operands) };
  }
}

/** Every occurrence of a number, in all operands and numeric parameters, replaced by a cheaper one. */
function* everywhere(spec: LossSpec, c: Case, format: Format): Generator<Case> {
  const views = floats(viewsOf(spec, c));
  const counts = new Map<number, number>();
  for (const { data } of views) for (const x of data) counts.set(x, (counts.get(x) ?? 0) + 1);
  if (counts.size > fewValues) return;
  for (const [x, count] of counts) {
    if (count < 2) continue;
    for (const y of simplerNumbers(x, format)) {
      const operands = Object.fromEntries(
        views.map(({ name, shape, data }) => [
          name,
          typedTensor(
            c.dtype,
            data.map((z) => (Object.is(z, x) ? y : z)),
            shape,
          ),
        ]),
      );
      yield { ...c, operands: { ...c.operands, ...operands } };
    }
  }
}
