import { type Domain, type Interval, inInterval } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import type { Param, ParamValue } from '../../spec/language/param.ts';
import { type Format, float64 } from '../tensor/format.ts';
import type { TensorData } from '../tensor/tensor-data.ts';
import { axisLabels, bindExtents, completeParams, type Extents } from './extents.ts';
import { nearestName } from './nearest-name.ts';

/** The first thing that puts an input outside of what a loss is defined on. */
export interface InputDefect {
  /** `type` for what is missing, unknown or no number at all; `range` for shapes and values. */
  readonly kind: 'type' | 'range';
  /** The operand or parameter. */
  readonly name: string;
  /** Where in the operand, one index per axis. */
  readonly position?: readonly number[];
  /** What was found, and what was expected. */
  readonly message: string;
}

/**
 * Looks for a defect in this order: parameters, names, shapes, then values, operand by operand.
 *
 * NaN is let through in every operand but an index, and infinities in real operands and boxes: the spec's edges say
 * what they give. Everything else outside a domain is a defect, also where it is ignored or has weight 0. A row of a
 * simplex must sum to 1 within C ulp of 1 in `format` (C its extent, an ulp of 1 being twice the unit roundoff): a
 * softmax that divides by a sum taken in any order errs by at most C / 2 ulp, the rest is for summing it here and for
 * shares that were mixed after. `format` is how the numbers were stored before they became doubles.
 */
export function inputDefect(
  spec: LossSpec,
  operands: Readonly<Record<string, TensorData>>,
  params: Readonly<Record<string, unknown>>,
  format: Format = float64,
): InputDefect | undefined {
  const bad = paramsDefect(spec, params) ?? namesDefect(spec, operands);
  if (bad) return bad;
  const all = completeParams(spec, params as Record<string, ParamValue>);
  for (const [name, x] of Object.entries(operands)) {
    const total = x.shape.reduce((a, b) => a * b, 1);
    if (x.shape.some((n) => !Number.isSafeInteger(n) || n < 0)) {
      return { kind: 'type', name, message: `${name} has the shape [${x.shape}], but extents are whole numbers` };
    }
    if (x.data.length !== total) {
      const message = `${name} has ${x.data.length} numbers, but the shape [${x.shape}] holds ${total}`;
      return { kind: 'range', name, message };
    }
  }
  const shapes = Object.fromEntries(Object.entries(operands).map(([name, x]) => [name, x.shape]));
  const extents = bindExtents(spec, shapes, all);
  if ('message' in extents) return { kind: 'range', name: extents.operand, message: extents.message };
  for (const name of Object.keys(spec.operands)) {
    const x = operands[name];
    const defect = x && valuesDefect(spec, name, x, all, extents, format);
    if (defect) return defect;
  }
  return undefined;
}

function paramsDefect(spec: LossSpec, params: Readonly<Record<string, unknown>>): InputDefect | undefined {
  for (const [name, value] of Object.entries(params)) {
    const param = spec.params[name];
    if (!param) return { kind: 'type', name, message: unknown('parameter', name, Object.keys(spec.params)) };
    const defect = value === undefined ? undefined : paramDefect(name, param, value);
    if (defect) return defect;
  }
  return undefined;
}

function paramDefect(name: string, param: Param, value: unknown): InputDefect | undefined {
  const given = typeof value === 'string' ? JSON.stringify(value) : String(value);
  const defect = (kind: InputDefect['kind'], expected: string): InputDefect => {
    const orNull = 'nullable' in param && param.nullable ? ', or null' : '';
    return { kind, name, message: `${name} is ${given}, but must be ${expected}${orNull}` };
  };
  if (value === null && 'nullable' in param && param.nullable) return undefined;
  switch (param.kind) {
    case 'number': {
      const expected = `a number ${describeInterval(param.domain)}`;
      if (typeof value !== 'number') return defect('type', expected);
      return inInterval(value, param.domain) ? undefined : defect('range', expected);
    }
    case 'integer': {
      const expected = param.values ? `one of ${param.values.join(', ')}` : 'an integer';
      if (typeof value !== 'number') return defect('type', expected);
      const ok = param.values ? param.values.includes(value) : Number.isSafeInteger(value);
      return ok ? undefined : defect('range', expected);
    }
    case 'choice': {
      const ok = typeof value === 'string' && Object.hasOwn(param.values, value);
      return ok ? undefined : defect('range', `one of ${Object.keys(param.values).join(', ')}`);
    }
    case 'flag':
      return typeof value === 'boolean' ? undefined : defect('type', 'true or false');
  }
}

function namesDefect(spec: LossSpec, operands: Readonly<Record<string, TensorData>>): InputDefect | undefined {
  for (const name of Object.keys(operands)) {
    if (!Object.hasOwn(spec.operands, name)) {
      return { kind: 'type', name, message: unknown('operand', name, Object.keys(spec.operands)) };
    }
  }
  for (const [name, operand] of Object.entries(spec.operands)) {
    if (!operands[name] && operand.absent === undefined) {
      return { kind: 'type', name, message: `${name} is missing: ${operand.meaning}` };
    }
  }
  return undefined;
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  if (meant) return `there is no ${what} ${JSON.stringify(name)}: did you mean ${meant}?`;
  const those = known.length ? `the ${what}s are ${known.join(', ')}` : `it has no ${what}s`;
  return `there is no ${what} ${JSON.stringify(name)}: ${those}`;
}

function valuesDefect(
  spec: LossSpec,
  name: string,
  { shape, data }: TensorData,
  params: Readonly<Record<string, ParamValue>>,
  extents: Extents,
  format: Format,
): InputDefect | undefined {
  const operand = spec.operands[name]!;
  const labels = axisLabels(axesOf(operand, params), shape.length)!;
  const at = (k: number, message: string): InputDefect => {
    const position = positionOf(k, shape);
    const place = position.length ? `${name}[${position.join(', ')}]` : name;
    return { kind: 'range', name, position, message: `${place} is ${data[k]}, but must be ${message}` };
  };
  const { domain } = operand;
  switch (domain.kind) {
    case 'real':
      return undefined;
    case 'interval': {
      const k = data.findIndex((x) => !inInterval(x, domain) && !Number.isNaN(x));
      return k < 0 ? undefined : at(k, describeInterval(domain));
    }
    case 'index': {
      const [from, count] = [domain.from ?? 0, extents.symbols[domain.of] ?? 0];
      const ignored = spec.ignore?.operand === name ? params[spec.ignore.param] : null;
      const k = data.findIndex((y) => !(Number.isInteger(y) && y >= from && y < count) && y !== ignored);
      const range = `an integer from ${from} to ${count - 1} (${domain.of} = ${count})`;
      return k < 0 ? undefined : at(k, range + (ignored === null ? '' : ` or ${spec.ignore!.param} ${ignored}`));
    }
    case 'name': {
      const k = data.findIndex((y) => !Number.isSafeInteger(y));
      return k < 0 ? undefined : at(k, 'an integer');
    }
    case 'length': {
      const extent = extents.symbols[domain.of] ?? 0;
      const most = extent - (domain.spare ?? 0);
      const k = data.findIndex((n) => !(Number.isInteger(n) && n >= domain.min && n <= most));
      return k < 0 ? undefined : at(k, `an integer from ${domain.min} to ${most} (${domain.of} = ${extent})`);
    }
    case 'levels': {
      const k = data.findIndex((y) => !domain.values.includes(y));
      return k < 0 ? undefined : at(k, domain.values.join(' or '));
    }
    case 'simplex':
      return simplexDefect(data, shape, labels.indexOf(domain.over), name, domain, format, at);
    case 'box_xyxy':
      return boxDefect(data, shape, name);
  }
}

function simplexDefect(
  data: Float64Array,
  shape: readonly number[],
  axis: number,
  name: string,
  domain: Extract<Domain, { kind: 'simplex' }>,
  format: Format,
  at: (k: number, message: string) => InputDefect,
): InputDefect | undefined {
  const extent = shape[axis]!;
  const stride = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const negative = data.findIndex((p) => p < 0 || p === Infinity);
  if (negative >= 0) return at(negative, `a share of 1 among the ${extent} along ${domain.over}`);
  const allowed = extent * 2 * format.unit;
  for (let k = 0; k < data.length; k++) {
    if (Math.floor(k / stride) % extent !== 0) continue;
    let sum = 0;
    for (let c = 0; c < extent; c++) sum += data[k + c * stride]!;
    if (Math.abs(sum - 1) > allowed) {
      const position = positionOf(k, shape);
      const row = position.map((n, i) => (i === axis ? ':' : n)).join(', ');
      const expected = `1 along ${domain.over} (within ${allowed}: ${extent} ulp of 1 in ${format.name})`;
      return { kind: 'range', name, position, message: `${name}[${row}] sums to ${sum}, but must sum to ${expected}` };
    }
  }
  return undefined;
}

function boxDefect(data: Float64Array, shape: readonly number[], name: string): InputDefect | undefined {
  for (let k = 0; k < data.length; k += 4) {
    const crossed =
      data[k]! > data[k + 2]! ? ['x1', 'x2', 0] : data[k + 1]! > data[k + 3]! ? ['y1', 'y2', 1] : undefined;
    if (!crossed) continue;
    const position = positionOf(k, shape).slice(0, -1);
    const place = position.length ? `${name}[${position.join(', ')}]` : name;
    const box = `[${data.subarray(k, k + 4).join(', ')}]`;
    const [low, high, i] = crossed as [string, string, number];
    const found = `${place} is ${box} with ${low} = ${data[k + i]} > ${high} = ${data[k + i + 2]}`;
    return {
      kind: 'range',
      name,
      position,
      message: `${found}, but a box is [x1, y1, x2, y2] with x1 <= x2, y1 <= y2`,
    };
  }
  return undefined;
}

function positionOf(k: number, shape: readonly number[]): number[] {
  const position: number[] = [];
  for (let axis = shape.length - 1, left = k; axis >= 0; axis--) {
    position.unshift(left % shape[axis]!);
    left = Math.floor(left / shape[axis]!);
  }
  return position;
}

/** An interval in words, to follow "must be". */
function describeInterval({ min, max, open }: Interval): string {
  const above = open === 'min' || open === 'both' ? `greater than ${min}` : `at least ${min}`;
  const below = open === 'max' || open === 'both' ? `less than ${max}` : `at most ${max}`;
  if (min === -Infinity && max === Infinity) return 'that is finite';
  if (max === Infinity) return `${above} and finite`;
  if (min === -Infinity) return `${below} and finite`;
  return `${above} and ${below}`;
}
