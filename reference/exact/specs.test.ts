import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Domain } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import type { NumberParam, ParamValue } from '../../spec/language/param.ts';
import { usualReduction } from '../../spec/language/reduction.ts';
import { float64 } from '../tensor/format.ts';
import { size } from '../tensor/shape.ts';
import { tensorData } from '../tensor/tensor-data.ts';
import { type Decimal, differenceFrom, roundDecimal } from './decimal.ts';
import { exact } from './exact.ts';
import type { ExactInput, ExactWant } from './exact-outputs.ts';
import { formulaTex } from './formula-tex.ts';
import { parseFormula } from './parse-formula.ts';
import { formulasOf, namesOf, type ParamValues } from './spec-formulas.ts';
import { tensor, tensors } from './test-support/local-spec.ts';

const folder = new URL('../../spec/losses/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /^[^.]+\/[^.]+\.ts$/.test(file),
);
const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
const specs = modules.flatMap((module: object) =>
  Object.values(module).filter((x): x is LossSpec => typeof x === 'object' && x !== null && 'formula' in x),
);

/** Every combination of the parameters that choose formulas. */
function choices(spec: LossSpec): ParamValues[] {
  return Object.entries(spec.params).reduce<ParamValues[]>(
    (sofar, [name, param]) => {
      const values: readonly ParamValue[] = param.kind === 'choice' ? Object.keys(param.values) : [param.default];
      return sofar.flatMap((params) => values.map((value) => ({ ...params, [name]: value })));
    },
    [{}],
  );
}

type Input = Omit<ExactInput, 'wants' | 'params'> & { readonly params: ParamValues };

it('there are specs to test', () => {
  expect(specs.length).toBeGreaterThanOrEqual(12);
  expect(new Set(specs.map(({ id }) => id)).size).toBe(specs.length);
});

describe.each(specs.map((spec) => [spec.id, spec] as const))('%s', (_, spec) => {
  it('says nothing that formulas may not say, whatever is chosen', () => {
    for (const params of choices(spec)) {
      const { loss, share } = formulasOf(spec, params);
      const names = namesOf(spec, params);
      expect(parseFormula(loss, names, spec.id).text).toContain(spec.formula);
      expect(parseFormula(share.text, names, spec.id).value).toBeDefined();
    }
  });

  it('is written as TeX whose braces and brackets close', () => {
    const tex = formulaTex(spec);
    let depth = 0;
    for (const c of tex.replaceAll('\\_', '')) {
      depth += c === '{' ? 1 : c === '}' ? -1 : 0;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    for (const [open, close] of [
      ['\\left', '\\right'],
      ['\\begin{cases}', '\\end{cases}'],
      ['\\begin{aligned}', '\\end{aligned}'],
    ]) {
      const count = (of: string): number => tex.split(new RegExp(`${of.replace(/[\\{}]/g, '\\$&')}(?![a-z])`)).length;
      expect(count(open!), open).toBe(count(close!));
    }
    expect(tex).not.toMatch(/undefined|\[object|\\mathrm\{.\}/);
  });

  // A double always holds 15 decimal digits; the worked value must have them all.
  it.each(spec.examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
    const { operands, params = {}, reduction = usualReduction(spec) } = example;
    const { outputs, settled } = exact(spec, { operands: tensors(operands), params, reduction, wants: ['value'] });
    expect(settled).toBe(true);
    const expected = tensor(example.value);
    expect(outputs.value!.shape).toEqual(expected.shape);
    outputs.value!.values.forEach((value, i) => {
      const nearest = roundDecimal(value, float64);
      const lastDigit = nearest === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(nearest))) - 14);
      expect(Math.abs(differenceFrom(value, expected.data[i]!)), `${value}`).toBeLessThanOrEqual(lastDigit / 2);
    });
  });

  it.each(smoothCases(spec))('has the derivatives that central differences have, with %s', (_title, input) => {
    // What is held in a formula has differences, and no derivative, unless it can be written as the number that it is.
    const isHeld = /\bhold\(/.test(spec.formula) && heldName(spec) === undefined;
    const wants = gradientsOf(spec, input).filter((want) => !isHeld || want.slice('gradient.'.length) in spec.params);
    const answer = exact(spec, { ...input, wants });
    const still = frozen(spec, input);
    expect(answer).toMatchObject({ settled: true, kinks: [] });
    for (const want of wants) {
      const { shape, values } = answer.outputs[want]!;
      expect(values.length).toBe(size(shape));
      values.forEach((value, at) => {
        const difference = (h: number): bigint =>
          centralDifference(still, input, want.slice('gradient.'.length), at, h);
        // Richardson: what is left is of the order h^4, 1e-36.
        const slope = (4n * difference(2 ** -30) - difference(2 ** -29)) / 3n;
        const off = fixed(value) - slope;
        expect(off < 0n ? -off : off, `${want} ${at}`).toBeLessThan(fixed('1e-26'));
      });
    }
  });
});

/** A decimal in units of 1e-70. */
function fixed(text: Decimal): bigint {
  const [mantissa, exponent = '0'] = text.split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  const places = 70 + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return places >= 0 ? digits * 10n ** BigInt(places) : digits / 10n ** BigInt(-places);
}

/** (f(x + h) - f(x - h)) / 2h by one number of the input; h is a power of two. */
function centralDifference(spec: LossSpec, input: Input, name: string, at: number, h: number): bigint {
  const value = (by: number): bigint => {
    const given = input.operands[name];
    const data = given && Float64Array.from(given.data, (x, i) => (i === at ? x + by : x));
    const operands = given ? { ...input.operands, [name]: { ...given, data: data! } } : input.operands;
    const params = given ? input.params : { ...input.params, [name]: (input.params[name] as number) + by };
    const { values } = exact(spec, { ...input, operands, params, wants: ['value'] }).outputs.value!;
    // Terms are contracted with the cotangent, which holds small whole numbers.
    return values.reduce((sum, x, i) => sum + fixed(x) * BigInt(input.cotangent?.data[i] ?? 1), 0n);
  };
  return ((value(h) - value(-h)) * BigInt(1 / h)) / 2n;
}

/** The definition that is held, where the formula holds one by its name. */
function heldName({ formula }: LossSpec): string | undefined {
  const name = /hold\((\w+)\)/.exec(formula)?.[1];
  return name && new RegExp(`(^|; )${name} = `).test(formula) ? name : undefined;
}

/** What a formula holds does not move in a derivative: in the one item that there is then, it is the number it is there. */
function frozen(spec: LossSpec, input: Input): LossSpec {
  const name = heldName(spec);
  if (!name) return spec;
  const definitions = spec.formula.slice(0, spec.formula.lastIndexOf(';') + 1);
  // Without a weight, by which the definition would be multiplied.
  const given = Object.entries(input.operands).filter(([operand]) => spec.operands[operand]!.role !== 'item_weight');
  const operands = Object.fromEntries(given);
  const { outputs } = exact({ ...spec, formula: `${definitions} ${name}` }, { ...input, operands, wants: ['value'] });
  return { ...spec, formula: spec.formula.replaceAll(`hold(${name})`, outputs.value!.values[0]!) };
}

const gradientsOf = (spec: LossSpec, { operands, params }: Input): ExactWant[] =>
  [
    ...Object.keys(operands).filter((name) => spec.operands[name]!.differentiable),
    ...Object.entries(spec.params).flatMap(([name, param]) =>
      param.kind === 'number' && param.differentiable && params[name] !== null ? [name] : [],
    ),
  ].map((name): ExactWant => `gradient.${name}`);

const beside = ({ domain: { min, max } }: NumberParam): number => Math.min(1, max - min) / 64;

/** Lists are so long that some pair of their items has an order. */
const extentOf = (symbol: string): number => ({ C: 3, T: 3, L: 5 })[symbol] ?? 2;
/** As many items as make two of one class and one of another, and some more, where classes are compared by name. */
const itemsOf = (spec: LossSpec): number =>
  Object.values(spec.operands).some(({ domain }) => domain.kind === 'name')
    ? 6
    : spec.formula.includes('hold(')
      ? 1
      : 2;

/**
 * Inputs in general position inside the domains, of multiples of 1/16, so that steps of 2^-30 are exact: one with the
 * defaults of flags and choices, and one with other values.
 */
function smoothCases(spec: LossSpec): (readonly [string, Input])[] {
  return (['defaults', 'other choices'] as const).map((title, other) => {
    let state = 7 + other;
    const below = (n: number): number => ((state = (state * 48271) % 2147483647) >> 8) % n;
    const inside = (domain: Domain): number => {
      if (domain.kind === 'real' || domain.kind === 'box_xyxy') return (below(97) - 48) / 16;
      if (domain.kind === 'index') return (domain.from ?? 0) + below(extentOf(domain.of) - (domain.from ?? 0));
      if (domain.kind === 'name') return below(2);
      if (domain.kind === 'length') return extentOf(domain.of) - (domain.spare ?? 0) - below(2);
      if (domain.kind === 'levels') return domain.values[below(domain.values.length)]!;
      if (domain.kind === 'simplex') return (1 + below(7)) / 16;
      const min = Math.max(domain.min, -3);
      const max = Math.min(domain.max, min + 3);
      return min + ((1 + below(15)) / 16) * Math.min(1, max - min);
    };
    const params = Object.fromEntries(
      Object.entries(spec.params).map(([name, param]): [string, ParamValue] => {
        // Off the operands' grid, so that no threshold is met exactly.
        if (param.kind === 'number')
          return [name, param.default === null ? null : inside(param.domain) + beside(param)];
        if (param.kind === 'flag') return [name, other ? !param.default : param.default];
        if (param.kind === 'choice') return [name, other ? Object.keys(param.values).at(-1)! : param.default];
        return [name, (other && param.values?.at(-1)) || param.default];
      }),
    );
    const operands = Object.fromEntries(
      Object.entries(spec.operands).map(([name, operand]) => {
        const shape = axesOf(operand, params).map((axis) =>
          typeof axis === 'number' ? axis : axis === 'N' || axis === '...' ? itemsOf(spec) : extentOf(axis),
        );
        const data = Array.from({ length: size(shape) }, () => inside(operand.domain));
        if (operand.domain.kind !== 'box_xyxy') return [name, tensorData(data, shape)];
        // The second corner lies beyond the first.
        return [
          name,
          tensorData(
            data.map((x, i) => (i % 4 > 1 ? data[i - 2]! + 1 + Math.abs(x) : x)),
            shape,
          ),
        ];
      }),
    );
    const reduction = usualReduction(spec);
    const input = { operands, params: 'empty' in spec.params ? { ...params, empty: 'nan' } : params, reduction };
    if (reduction !== 'none') return [title, input] as const;
    // The terms of a function, added as they are, may have no derivative: those of softmax sum to 1.
    const { shape } = exact(spec, { ...input, wants: ['value'] }).outputs.value!;
    const cotangent = tensorData(
      Array.from({ length: size(shape) }, (_, i) => (i % 5) - 1),
      shape,
    );
    return [title, { ...input, cotangent }] as const;
  });
}
