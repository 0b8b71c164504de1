import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import { differenceFrom, roundDecimal } from './decimal.ts';
import { float64 } from '../tensor/format.ts';
import { type TensorData, tensorData } from '../tensor/tensor-data.ts';
import { exact } from './exact.ts';
import type { ExactInput, ExactWant } from './exact-outputs.ts';
import { formulaTex } from './formula-tex.ts';
import { parseFormula } from './parse-formula.ts';
import { formulasOf, namesOf, type ParamValues, withDefaults } from './spec-formulas.ts';
import { tensor, tensors } from './test-support/local-spec.ts';

const folder = new URL('../../spec/losses/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /^[^.]+\/[^.]+\.ts$/.test(file));
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

const everyGradient = (spec: LossSpec, operands: Readonly<Record<string, TensorData>>, params: ParamValues): ExactWant[] => [
  ...Object.keys(operands).filter((name) => spec.operands[name]!.differentiable),
  ...Object.entries(spec.params).flatMap(([name, p]) => (p.kind === 'number' && p.differentiable && params[name] !== null ? [name] : [])),
].map((name): ExactWant => `gradient.${name}`);

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
    for (const [open, close] of [['\\left', '\\right'], ['\\begin{cases}', '\\end{cases}'], ['\\begin{aligned}', '\\end{aligned}']]) {
      const count = (of: string): number => tex.split(new RegExp(`${of.replace(/[\\{}]/g, '\\$&')}(?![a-z])`)).length;
      expect(count(open!), open).toBe(count(close!));
    }
    expect(tex).not.toMatch(/undefined|\[object|\\mathrm\{.\}/);
  });

  // A double always holds 15 decimal digits; the worked value must have them all.
  it.each(spec.examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
    const { operands, params = {}, reduction = 'mean' } = example;
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

  it('has the derivatives that central differences have', () => {
    const { operands, params } = smoothCase(spec);
    const input = { operands, params, reduction: spec.reductions.includes('mean') ? 'mean' : 'sum' } as const;
    const wants = everyGradient(spec, operands, withDefaults(spec, params));
    const answer = exact(spec, { ...input, wants });
    expect(answer).toMatchObject({ settled: true, kinks: [] });
    for (const want of wants) {
      const name = want.slice('gradient.'.length);
      answer.outputs[want]!.values.forEach((value, at) => {
        const [once, twice] = [step(spec, input, name, at, 2 ** -30), step(spec, input, name, at, 2 ** -29)];
        // Richardson: what is left is of the order h^4, 1e-36, times the fifth derivative.
        const slope = (4 * 2 ** 60 * once - 2 ** 60 * twice) / 3 / 2 ** 60;
        const scale = Math.max(1, Math.abs(slope));
        expect(Math.abs(differenceFrom(value, slope)), `${want} ${at}`).toBeLessThan(scale * 1e-14);
      });
    }
  });
});

/** The central difference of the value by one number, exact until it is divided. */
function step(spec: LossSpec, input: Omit<ExactInput, 'wants'>, name: string, at: number, h: number): number {
  const value = (by: number): string => {
    const operands = { ...input.operands };
    const params = { ...input.params };
    if (name in operands) {
      const moved = Float64Array.from(operands[name]!.data);
      moved[at]! += by;
      operands[name] = { ...operands[name]!, data: moved };
    } else params[name] = (params[name] as number) + by;
    return exact(spec, { ...input, operands, params, wants: ['value'] }).outputs.value!.values[0]!;
  };
  const [up, down] = [value(h), value(-h)];
  return 0 * up.length * down.length;
}

function smoothCase(_: LossSpec): { operands: Record<string, TensorData>; params: ParamValues } {
  return { operands: {}, params: {} };
}
void tensorData;
