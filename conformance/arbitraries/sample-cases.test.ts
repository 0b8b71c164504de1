import { describe, expect, it } from 'vitest';
import { inputDefect } from '../../reference/losses/input-defect.ts';
import { specOf } from '../../reference/losses/test-support/spec-of.ts';
import { type Dtype, formats } from '../../reference/tensor/format.ts';
import { className, positive, probability, real, simplexOver } from '../../spec/language/domain.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { operand } from '../../spec/language/operand.ts';
import { number } from '../../spec/language/param.ts';
import { specs } from '../../spec/losses/index.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { type Case, caseToJson, type TypedTensor } from '../case.ts';
import { coverage, regimesOf, uncovered } from './coverage.ts';
import { regimeNames } from './regime.ts';
import { sampleCases, TooFewCases } from './sample-cases.ts';
import { strata } from './strata.ts';
import { valueShape } from './value-shape.ts';

const dtypes: readonly Dtype[] = ['f64', 'f32', 'f16', 'bf16'];

/** Domains that no loss of the spec has: shares, variances, a lone probability. */
const shares = specOf({
  operands: {
    logits: operand(['N', 'C'], real, ''),
    target: operand(['N', 'C'], simplexOver('C'), ''),
  },
  params: { temperature: number(1, positive, '', { tries: [0.07] }) },
});
const variances = specOf({
  operands: { mean: operand(['N', 'D'], real, ''), variance: operand(['N', 'D'], positive, '') },
});
const lone = specOf({ operands: { p: operand(['...'], probability, '') }, items: ['...'] });

/** Classes by name, of which there may be more than items. */
const named = specOf({
  operands: { embedding: operand(['N', 'D'], real, ''), label: operand(['N'], className, '') },
  items: { index: 'i', count: 'N' },
});

const all: [string, LossSpec][] = [
  ...Object.entries(specs),
  ['shares', shares],
  ['variances', variances],
  ['lone', lone],
  ['named', named],
];
const runs = all.flatMap(([name, spec]) => dtypes.map((dtype): [string, Dtype, LossSpec] => [name, dtype, spec]));

const exact = ({ dtype, data }: TypedTensor): boolean =>
  dtype === 'i64' ? data.every(Number.isSafeInteger) : data.every((x) => Object.is(formats[dtype].round(x), x));

describe.each(runs)('%s in %s', (_, dtype, spec) => {
  // Every option in every regime in one dtype, every option and every regime in the others.
  const cover = dtype === 'f32' ? 'pairs' : 'each';
  const count = strata(spec, dtype, {}, cover).length + 30;
  const cases = sampleCases(spec, { dtype, seed: 7, count, cover });

  it('reaches every applicable regime and every option', () => {
    expect(uncovered(coverage(spec, dtype, cases))).toEqual([]);
  });
  it('draws cases that are in the regime that they are labelled with', () => {
    expect(cases.filter((c) => !regimesOf(spec, c).includes(c.regime as never)).map((c) => c.regime)).toEqual([]);
  });
  it('holds numbers of the dtype only', () => {
    const inexact = cases.filter((c) => {
      const params = Object.entries(c.params).filter(([name]) => spec.params[name]!.kind === 'number');
      const isExact = (value: unknown): boolean => typeof value !== 'number' || formats[dtype].round(value) === value;
      return ![...Object.values(c.operands), c.cotangent].every(exact) || !params.every(([, value]) => isExact(value));
    });
    expect(inexact).toEqual([]);
  });
  it('is in the domain everywhere but in bad_input', () => {
    const isBad = (c: Case): boolean => inputDefect(spec, c.operands, c.params, formats[dtype]) !== undefined;
    expect(cases.filter((c) => isBad(c) !== (c.regime === 'bad_input'))).toEqual([]);
  });
  it('is finite everywhere but in special and bad_input', () => {
    const allFinite = (c: Case): boolean => Object.values(c.operands).every(({ data }) => data.every(Number.isFinite));
    const labels = new Set(cases.filter((c) => !allFinite(c)).map((c) => c.regime));
    expect([...labels].filter((regime) => regime !== 'special' && regime !== 'bad_input')).toEqual([]);
  });
  it('gives cotangents the shape of the value', () => {
    const valid = cases.filter((c) => c.regime !== 'bad_input');
    expect(valid.map((c) => c.cotangent.shape)).toEqual(valid.map((c) => valueShape(spec, c)));
  });
  it('asks for the value and for gradients of what is there', () => {
    for (const c of cases) {
      const present = { ...c.params, ...c.operands };
      const [first, ...gradients] = c.wants;
      expect(first).toBe('value');
      expect(gradients.filter((want) => (present[want.slice('gradient.'.length)] ?? null) === null)).toEqual([]);
    }
  });
  it('draws few distinct numbers in big cases', () => {
    const size = (c: Case): number => Math.max(...Object.values(c.operands).map(({ data }) => data.length));
    const distinct = cases
      .filter((c) => size(c) >= 200)
      .flatMap((c) => Object.values(c.operands))
      .filter((x) => x.dtype !== 'i64')
      .map(({ data }) => new Set(data).size);
    expect(Math.max(0, ...distinct)).toBeLessThanOrEqual(16);
  });
});

const written = (cases: readonly Case[]): string => JSON.stringify(cases.map(caseToJson));

describe('seeds', () => {
  const sample = (seed: number) => sampleCases(mse, { dtype: 'f32', seed, count: 80 });
  it('repeat', () => expect(written(sample(3))).toBe(written(sample(3))));
  it('differ', () => expect(written(sample(3))).not.toBe(written(sample(4))));
  it('are whole numbers', () => expect(() => sample(0.5)).toThrow('the seed must be a whole number, not 0.5'));
});

describe('counts', () => {
  it('must be enough for the strata', () => {
    const minimum = strata(mse, 'f32').length;
    const few = () => sampleCases(mse, { dtype: 'f32', seed: 1, count: minimum - 1 });
    expect(few).toThrow(TooFewCases);
    expect(few).toThrow(`mse in f32: ${minimum - 1} cases cannot cover every regime and option, which takes at least`);
    expect(sampleCases(mse, { dtype: 'f32', seed: 1, count: minimum })).toHaveLength(minimum);
  });
  it('need fewer where every option once will do', () => {
    const each = strata(mse, 'f32', {}, 'each').length;
    const cases = sampleCases(mse, { dtype: 'f32', seed: 1, count: each, cover: 'each' });
    expect(each).toBeLessThan(strata(mse, 'f32').length);
    expect(uncovered(coverage(mse, 'f32', cases))).toEqual([]);
  });
});

describe('regimes with a quota', () => {
  const sample = (count: number): Case[] => sampleCases(mse, { dtype: 'f32', seed: 3, count });
  it('come last, and leave what is before them as it is', () => {
    const few = sample(60);
    expect(few.map(({ regime }) => regime === 'mid_size').lastIndexOf(false)).toBe(55);
    expect(written(sample(300).slice(0, 56))).toBe(written(few.slice(0, 56)));
  });
  it('have a share of many cases', () => {
    const regimes = sample(300).map(({ regime }) => regime);
    expect(regimes.filter((name) => name === 'mid_size')).toHaveLength(6);
    expect(new Set(regimes.slice(-6))).toEqual(new Set(['mid_size']));
  });
});

it('makes each axis of a loss longer than a handful', () => {
  const shapes = sampleCases(specs.ctc!, { dtype: 'f32', seed: 1, count: 60, cover: 'each' })
    .filter(({ regime }) => regime === 'mid_size')
    .map((c) => c.operands.log_probs!.shape);
  for (const axis of [0, 1, 2]) expect(Math.max(...shapes.map((shape) => shape[axis]!))).toBeGreaterThanOrEqual(7);
});

it('makes each axis of a lattice longer than a handful', () => {
  const shapes = sampleCases(specs.rnn_transducer!, { dtype: 'f32', seed: 1, count: 60, cover: 'each' })
    .filter(({ regime }) => regime === 'mid_size')
    .map((c) => c.operands.logits!.shape);
  for (const axis of [0, 1, 2, 3]) expect(Math.max(...shapes.map((shape) => shape[axis]!))).toBeGreaterThanOrEqual(7);
  for (const [, steps, places] of shapes) expect(Math.min(steps!, places!)).toBeLessThanOrEqual(3);
});

it.each([1, 2, 3])('has masks beyond a block of 64, of which no two logits are equal, seed %i', (seed) => {
  const logits = sampleCases(specs.lovasz_hinge!, { dtype: 'f32', seed, count: 60 })
    .filter(({ regime }) => regime === 'mid_size')
    .map((c) => c.operands.logits!)
    .filter(({ shape }) => shape[1]! > 3);
  expect(Math.max(...logits.map(({ shape }) => shape[1]!))).toBeGreaterThan(64);
  for (const { shape, data } of logits) expect([shape[0], new Set(data).size]).toEqual([1, shape[1]]);
});

it.each([1, 2, 3])('makes an axis long that only one value of an option has, seed %i', (seed) => {
  const support = {
    origin: 'library',
    params: { per: 'any', empty: 'any' },
    optional: [],
    reductions: ['none', 'sum', 'mean'],
    dtypes: ['f64'],
    wants: ['value'],
  } as const;
  const shapes = sampleCases(specs.kl_div!, { dtype: 'f64', seed, count: 60, constraint: { support } })
    .filter(({ regime, params }) => regime === 'mid_size' && params.per === 'row')
    .map((c) => c.operands.target!.shape);
  for (const axis of [0, 1]) expect(Math.max(...shapes.map((shape) => shape[axis]!))).toBeGreaterThanOrEqual(7);
});

it('keeps to what is supported', () => {
  const support = {
    origin: 'library',
    params: { ignore_index: [-100], label_smoothing: { min: 0, max: 0.5 }, denominator: ['count'] },
    optional: [],
    reductions: ['mean'],
    dtypes: ['f32'],
    wants: ['value', 'gradient.logits'],
  } as const;
  const spec = specs.cross_entropy!;
  const cases = sampleCases(spec, { dtype: 'f32', seed: 1, count: 200, constraint: { support } });
  for (const c of cases) {
    expect(c.params).toMatchObject({ ignore_index: -100, denominator: 'count', class_axis: 1, empty: 'nan' });
    if (c.regime !== 'bad_input') {
      expect(c.params.label_smoothing).toBeGreaterThanOrEqual(0);
      expect(c.params.label_smoothing).toBeLessThanOrEqual(0.5);
    }
    expect(c.operands.class_weight).toBeUndefined();
    expect(c.reduction).toBe('mean');
    expect(c.wants).toEqual(['value', 'gradient.logits']);
  }
  expect(new Set(cases.map((c) => c.params.label_smoothing)).size).toBeGreaterThan(10);
});

it('draws only the regimes that are asked for', () => {
  const constraint = { regimes: ['huge', 'tie'] } as const;
  const cases = sampleCases(mse, { dtype: 'f32', seed: 1, count: 30, constraint });
  expect(new Set(cases.map((c) => c.regime))).toEqual(new Set(['huge', 'tie']));
});

it('says so where nothing is left to draw', () => {
  const constraint = { regimes: ['many_classes'] } as const;
  expect(() => sampleCases(mse, { dtype: 'f32', seed: 1, count: 30, constraint })).toThrow(
    'mse in f32: what is supported leaves no case to draw',
  );
});

it('has every regime applicable to some loss', () => {
  const reached = new Set(Object.values(specs).flatMap((spec) => strata(spec, 'f32').map((s) => s.regime)));
  expect(regimeNames.filter((name) => !reached.has(name))).toEqual([]);
});

it('asks functions of several terms with cotangents that are seldom all ones', () => {
  const isPlain = ({ cotangent: { data } }: Case): boolean => data.every((x) => x === 1);
  const several = (spec: LossSpec): Case[] =>
    sampleCases(spec, { dtype: 'f32', seed: 1, count: 200 }).filter((c) => c.cotangent.data.length > 1);
  const share = (cases: readonly Case[]): number => cases.filter(isPlain).length / cases.length;
  expect(share(several(specs.softmax!))).toBeLessThan(0.25);
  expect(share(several(specs.mse!))).toBeGreaterThan(0.25);
});

describe('names of classes', () => {
  it('are shared and alone, other numbers than the first ones, and told apart by every format', () => {
    const labels = sampleCases(named, { dtype: 'bf16', seed: 3, count: 120 })
      .filter((c) => c.regime !== 'bad_input')
      .map((c) => c.operands.label!);
    expect(labels.every((x) => x.dtype === 'i64')).toBe(true);
    const counts = labels.map(({ data }) => [...new Set(data)].map((y) => data.filter((other) => other === y).length));
    expect(counts.some((c) => c.includes(1) && c.some((n) => n > 1))).toBe(true);
    expect(counts.some((c) => c.length === 1 && c[0]! > 2)).toBe(true);
    expect(counts.some((c) => c.length > 2 && c.every((n) => n === 1))).toBe(true);
    const numbers = labels.flatMap(({ data }) => [...data]);
    expect(numbers.some((y) => y < 0)).toBe(true);
    expect(numbers.some((y) => y > 20)).toBe(true);
    expect(numbers.every((y) => formats.bf16.round(y) === y && formats.f16.round(y) === y)).toBe(true);
    // What is one class to bytes, to 16 bits or to magnitudes, and the usual name of nobody, stands beside another one.
    const batches = labels.map(({ data }) => new Set(data));
    const differsBy = (same: (y: number, z: number) => boolean): boolean =>
      batches.some((names) => [...names].some((y) => [...names].some((z) => y !== z && same(y, z))));
    expect(differsBy((y, z) => ((y - z) & 0xff) === 0)).toBe(true);
    expect(differsBy((y, z) => ((y - z) & 0xffff) === 0)).toBe(true);
    expect(differsBy((y, z) => y === -z)).toBe(true);
    expect(batches.some((names) => names.has(-1))).toBe(true);
  });
});
