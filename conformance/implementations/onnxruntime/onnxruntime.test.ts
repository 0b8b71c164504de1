import { afterAll, describe, expect, it } from 'vitest';
import { softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import { crossEntropy as crossEntropyReference } from '../../../reference/losses/classification/cross_entropy.ts';
import { defineReference } from '../../../reference/losses/loss-reference.ts';
import { tripletMargin as tripletReference } from '../../../reference/losses/metric-learning/triplet_margin.ts';
import { mse as mseReference } from '../../../reference/losses/regression/mse.ts';
import { formats } from '../../../reference/tensor/format.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import type { Nested } from '../../../spec/language/sample.ts';
import { crossEntropy } from '../../../spec/losses/classification/cross_entropy.ts';
import { tripletMargin } from '../../../spec/losses/metric-learning/triplet_margin.ts';
import { mse } from '../../../spec/losses/regression/mse.ts';
import { type Case, typedTensor, type Want } from '../../case.ts';
import { defaultsOf } from '../../settings.ts';
import { loadOnnxRuntime, loadOnnxRuntimeWeb } from './load-onnxruntime.ts';
import { onnxRuntime } from './onnxruntime.ts';

const flat = (x: Nested): number[] => (typeof x === 'number' ? [x] : x.flatMap(flat));
const extents = (x: Nested): number[] => (typeof x === 'number' ? [] : [x.length, ...(x.length ? extents(x[0]!) : [])]);

interface Given {
  readonly operands: Readonly<Record<string, Nested>>;
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly reduction?: 'none' | 'sum' | 'mean';
  readonly wants?: readonly Want[];
  readonly cotangent?: Nested;
  readonly dtype?: 'f32' | 'f64' | 'f16';
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
}
function caseOf(spec: LossSpec, given: Given): Case {
  const { dtype = 'f64', operands, params, reduction = 'mean', wants = ['value'], cotangent = 1, shapes } = given;
  const tensor = (x: Nested, shape = extents(x)) => typedTensor(dtype, flat(x), shape);
  const { round } = formats[dtype];
  const all = Object.entries({ ...defaultsOf(spec), ...params });
  return {
    loss: spec.id,
    dtype,
    reduction,
    params: Object.fromEntries(all.map(([name, v]) => [name, typeof v === 'number' ? round(v) : v])),
    operands: Object.fromEntries(
      Object.entries(operands).map(([name, x]) => [name, tensor(x, shapes?.[name]?.slice() ?? extents(x))]),
    ),
    cotangent: tensor(cotangent),
    wants,
    regime: 'ordinary',
  };
}

const catalogue = [
  { spec: mse, reference: mseReference },
  { spec: crossEntropy, reference: crossEntropyReference },
  { spec: tripletMargin, reference: tripletReference },
];
const runtime = onnxRuntime({ catalogue });
afterAll(() => runtime.close());

async function outputs(c: Case, form?: string): Promise<Record<string, { shape: readonly number[]; data: number[] }>> {
  const [outcome] = await runtime.evaluate([c], form);
  if (outcome?.status !== 'value') throw new Error(JSON.stringify(outcome));
  return Object.fromEntries(
    Object.entries(outcome.outputs).map(([name, t]) => [name, { shape: t!.shape, data: Array.from(t!.data) }]),
  );
}

describe('onnxRuntime, composed', () => {
  it('describes itself', async () => {
    const description = await runtime.describe();
    expect(description).toMatchObject({ name: 'onnxruntime', device: 'cpu', deterministic: true, validates: false });
    expect(description.version).toMatch(/^1\.\d+\.\d+/);
    expect(Object.keys(description.arithmetic)).toEqual(['f32', 'f64', 'f16']);
    expect(description.probes!.lacking).toMatchObject({ bf16: expect.stringContaining('Exp') });
    const { mse: ofMse, cross_entropy: ofCrossEntropy } = description.losses;
    expect(ofMse).toMatchObject({
      origin: 'composed',
      reductions: ['none', 'sum', 'mean'],
      dtypes: ['f32', 'f64', 'f16'],
    });
    expect(ofMse!.wants).toEqual(['value', 'gradient.prediction', 'gradient.target', 'gradient.weight']);
    expect(ofCrossEntropy!.wants).toEqual([
      'value',
      'gradient.logits',
      'gradient.class_weight',
      'gradient.label_smoothing',
    ]);
  });

  const examples = catalogue.flatMap(({ spec }) => spec.examples.map((example) => ({ spec, example })));
  it.each(examples)('$spec.id: $example.title', async ({ spec, example }) => {
    for (const [dtype, digits] of [
      ['f32', 5],
      ['f64', 13],
    ] as const) {
      const { value } = await outputs(caseOf(spec, { ...example, dtype }));
      const want = flat(example.value);
      expect(value!.data).toHaveLength(want.length);
      for (const [i, v] of value!.data.entries()) expect(v).toBeCloseTo(want[i]!, digits);
    }
  });

  it('contracts gradients with the cotangent', async () => {
    const operands = { prediction: [1, 2], target: [0, 5] };
    const wants: Want[] = ['gradient.prediction', 'gradient.target'];
    const none = await outputs(caseOf(mse, { operands, wants, reduction: 'none', cotangent: [3, 0.5] }));
    expect(none).toEqual({
      'gradient.prediction': { shape: [2], data: [6, -3] },
      'gradient.target': { shape: [2], data: [-6, 3] },
    });
    const mean = await outputs(caseOf(mse, { operands, wants: ['value', 'gradient.prediction'], cotangent: 2 }));
    expect(mean.value).toEqual({ shape: [], data: [5] });
    expect(mean['gradient.prediction']!.data).toEqual([2, -6]);
  });
  it('differentiates numbers of the formula', async () => {
    const triplets = {
      anchor: [
        [0, 0],
        [0, 0],
      ],
      positive: [
        [3, 4],
        [0, 0],
      ],
      negative: [
        [3, 0],
        [9, 0],
      ],
    };
    const wants: Want[] = ['gradient.margin', 'gradient.positive'];
    const got = await outputs(caseOf(tripletMargin, { operands: triplets, wants, reduction: 'sum' }));
    expect(got['gradient.margin']).toEqual({ shape: [], data: [1] });
    const [x, y, ...inactive] = got['gradient.positive']!.data;
    expect(x).toBeCloseTo(0.6, 14);
    expect(y).toBeCloseTo(0.8, 14);
    expect(inactive.map(Math.abs)).toEqual([0, 0]);
  });
  it('takes any rank that the axes allow, and every structural option', async () => {
    const operands = {
      logits: [
        [
          [0, 0],
          [0, 0],
          [Math.log(2), 0],
        ],
      ],
      target: [[2, -7]],
    };
    const params = { ignore_index: -7 };
    const got = await outputs(caseOf(crossEntropy, { operands, params, reduction: 'none' }));
    expect(got.value!.shape).toEqual([1, 2]);
    expect(got.value!.data[0]).toBeCloseTo(Math.log(2), 14);
    expect(got.value!.data[1]).toBe(0);
    const scalar = await outputs(caseOf(mse, { operands: { prediction: 3, target: 1 } }));
    expect(scalar.value).toEqual({ shape: [], data: [4] });
  });
  it('takes an empty batch', async () => {
    const operands = { logits: [], target: [], class_weight: [1, 2, 3] };
    const shapes = { logits: [0, 3] };
    const wants: Want[] = ['value', 'gradient.logits', 'gradient.class_weight'];
    const got = await outputs(caseOf(crossEntropy, { operands, shapes, wants }));
    expect(got).toEqual({
      value: { shape: [], data: [Number.NaN] },
      'gradient.logits': { shape: [0, 3], data: [] },
      'gradient.class_weight': { shape: [3], data: [0, 0, 0] },
    });
  });
  it('answers float16 in float16', async () => {
    const operands = { prediction: [0.1, 2], target: [0, 0] };
    const given = { operands, reduction: 'none', dtype: 'f16', cotangent: [1, 1] } as const;
    const [outcome] = await runtime.evaluate([caseOf(mse, { ...given, wants: ['value', 'gradient.prediction'] })]);
    if (outcome?.status !== 'value') throw new Error(JSON.stringify(outcome));
    const { round } = formats.f16;
    expect(Array.from(outcome.outputs.value!.data)).toEqual([round(round(0.1) ** 2), 4]);
    expect(Array.from(outcome.outputs['gradient.prediction']!.data)).toEqual([2 * round(0.1), 4]);
  });
  it('takes labels stored as integers', async () => {
    const c = caseOf(crossEntropy, { operands: { logits: [[0, 0]], target: [1] } });
    const target = typedTensor('i64', [1], [1]);
    expect((await outputs({ ...c, operands: { ...c.operands, target } })).value!.data[0]).toBeCloseTo(Math.LN2, 14);
  });

  it('keeps the outcomes of a batch apart and in order', async () => {
    const good = caseOf(mse, { operands: { prediction: [1], target: [3] } });
    const batch: Case[] = [
      good,
      caseOf(mse, { operands: { prediction: [1, 2], target: [3] } }),
      { ...good, loss: 'unheard_of' },
      { ...good, dtype: 'bf16' },
      { ...good, params: { ...good.params, empty: 'throw' } },
      { ...good, wants: ['gradient.nothing'] },
      { ...good, wants: ['gradient.weight'] },
      good,
      caseOf(mse, { operands: { prediction: [[1], [2]], target: [3, 4] } }),
    ];
    const outcomes = await runtime.evaluate(batch);
    const statuses = ['value', 'rejected', 'unsupported', 'unsupported', 'unsupported', 'unsupported', 'unsupported'];
    expect(outcomes.map(({ status }) => status)).toEqual([...statuses, 'value', 'rejected']);
    expect(outcomes[1]).toMatchObject({ message: 'target has the shape [1], where axis 0 must be 2' });
    expect(outcomes[6]).toMatchObject({ what: expect.stringContaining('no operand weight') });
    expect(outcomes[7]).toEqual(outcomes[0]);
    expect(outcomes[8]).toMatchObject({ message: 'target has the shape [2]: that is no rank it can have' });
  });
  it('a text that fails on the way to a graph is a mistake, and no lack', async () => {
    const [right] = mseReference.algorithms;
    const text: typeof right.text = (operands, settings) =>
      settings.reduction === 'sum' ? right.text({} as typeof operands, settings) : right.text(operands, settings);
    const reference = { ...mseReference, algorithms: [{ ...right, text }] as const };
    const failing = onnxRuntime({ catalogue: [{ spec: mse, reference }] });
    const [outcome] = await failing.evaluate([
      caseOf(mse, { operands: { prediction: [1], target: [2] }, reduction: 'sum' }),
    ]);
    await failing.close();
    expect(outcome).toMatchObject({ status: 'adapter_error', trace: expect.stringContaining('TypeError') });
  });
  it('an unknown form is unsupported', async () => {
    const c = caseOf(mse, { operands: { prediction: [1], target: [3] } });
    expect(await runtime.evaluate([c], 'Softplus')).toEqual([{ status: 'unsupported', what: 'mse@Softplus' }]);
  });
  it('closes, and starts again when asked again', async () => {
    const own = onnxRuntime({ catalogue });
    const c = caseOf(mse, { operands: { prediction: [1], target: [3] } });
    const first = own.evaluate([c]);
    await own.close();
    expect(await own.evaluate([c])).toEqual(await first);
    await own.close();
  });
});

describe('onnxRuntime, loss operators', () => {
  const logits = [
    [Math.log(2), 0, 0],
    [0, Math.log(6), 0],
  ];
  it.each(['SoftmaxCrossEntropyLoss', 'NegativeLogLikelihoodLoss'])('%s', async (form) => {
    const { losses } = await runtime.describe();
    expect(losses[`cross_entropy@${form}`]).toMatchObject({ origin: 'library', wants: ['value'] });
    const operands = { logits, target: [0, 1], class_weight: [1, 3, 1] };
    const [a, b] = [Math.log(2), Math.log(8 / 6)];
    const value = async (given: Partial<Given>) =>
      (await outputs(caseOf(crossEntropy, { operands, ...given }), form)).value!;
    expect((await value({})).data[0]).toBeCloseTo((a + 3 * b) / 4, 14);
    expect((await value({ reduction: 'sum' })).data[0]).toBeCloseTo(a + 3 * b, 14);
    expect((await value({ dtype: 'f32', reduction: 'sum' })).data[0]).toBeCloseTo(a + 3 * b, 6);
    const ignored = await value({ reduction: 'none', params: { ignore_index: 0 } });
    expect(Math.abs(ignored.data[0]!)).toBe(0);
    expect(ignored.data[1]).toBeCloseTo(3 * b, 14);
    const { class_weight: _, ...unweighted } = operands;
    expect((await value({ operands: unweighted })).data[0]).toBeCloseTo((a + b) / 2, 14);
    const smoothed = caseOf(crossEntropy, { operands, params: { label_smoothing: 0.1 } });
    expect(await runtime.evaluate([smoothed], form)).toEqual([
      { status: 'unsupported', what: 'cross_entropy with label_smoothing = 0.1' },
    ]);
  });
  it('what ONNX Runtime throws is an adapter error of that case only', async () => {
    const empty = caseOf(crossEntropy, { operands: { logits: [], target: [] }, shapes: { logits: [0, 3] } });
    const good = caseOf(crossEntropy, { operands: { logits, target: [0, 1] } });
    const [first, second] = await runtime.evaluate([empty, good], 'SoftmaxCrossEntropyLoss');
    expect(first).toMatchObject({ status: 'adapter_error', trace: expect.stringMatching(/^ONNX Runtime: .*Reshape/) });
    expect(second!.status).toBe('value');
  });
});

describe('onnxRuntime, native operators', () => {
  it('has a form for each operator that takes part, with the outputs it takes part in', async () => {
    const { losses } = await runtime.describe();
    // The hinge compares the norms in the gradient, too.
    expect(losses['triplet_margin@ReduceL2']!.wants).toEqual(losses.triplet_margin!.wants);
    expect(losses['cross_entropy@LogSoftmax']!.wants).toContain('value');
    expect(losses['cross_entropy@Softmax']!.wants).not.toContain('value');
    expect(losses['mse@Softmax']).toBeUndefined();
  });
  it('computes the same', async () => {
    const operands = { anchor: [[0, 0]], positive: [[3, 4]], negative: [[3, 0]] };
    const c = caseOf(tripletMargin, { operands });
    expect((await outputs(c, 'ReduceL2')).value!.data[0]).toBeCloseTo(3, 14);
    const ce = caseOf(crossEntropy, { operands: { logits: [[1, 3]], target: [0] }, reduction: 'sum' });
    expect((await outputs(ce, 'LogSoftmax')).value!.data[0]).toBeCloseTo(Math.log(1 + Math.exp(2)), 14);
    const wants: Want[] = ['gradient.logits'];
    const p = 1 / (1 + Math.exp(2));
    const [first, second] = (await outputs({ ...ce, wants }, 'Softmax'))['gradient.logits']!.data;
    expect(first).toBeCloseTo(p - 1, 14);
    expect(second).toBeCloseTo(1 - p, 14);
  });
  it('is a function of the library where it stands alone', async () => {
    const spec = { ...mse, id: 'softplus', operands: { prediction: mse.operands.prediction } } as unknown as LossSpec;
    const text = <R>({ prediction }: Readonly<Record<'prediction', Tensor<R>>>) => map(softplus, prediction);
    const own = onnxRuntime({ catalogue: [{ spec, reference: defineReference('softplus', text) }] });
    const { losses } = await own.describe();
    await own.close();
    expect(losses.softplus!.origin).toBe('composed');
    expect(losses['softplus@Softplus']).toMatchObject({ origin: 'library', wants: ['value'] });
    expect(losses['softplus@Sigmoid']).toMatchObject({ origin: 'composed', wants: ['gradient.prediction'] });
  });
});

describe('loadOnnxRuntime', () => {
  it('says what to install where the package is missing', async () => {
    const missing = Object.assign(new Error("Cannot find package 'onnxruntime-node'"), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    const load = () => Promise.reject(missing);
    await expect(loadOnnxRuntime(load)).rejects.toThrow('npm install --save-dev onnxruntime-node@^1.30.0');
  });
  it('says so of the build for WebAssembly', async () => {
    const missing = Object.assign(new Error("Cannot find package 'onnxruntime-web'"), { code: 'ERR_MODULE_NOT_FOUND' });
    await expect(loadOnnxRuntimeWeb(() => Promise.reject(missing))).rejects.toThrow(
      'npm install --save-dev onnxruntime-web@^1.30.0',
    );
  });
  it('says so where it is there but does not load', async () => {
    const broken = () => Promise.reject(new Error('libonnxruntime.so.1: cannot open shared object file'));
    await expect(loadOnnxRuntime(broken)).rejects.toThrow(/does not load on .*libonnxruntime\.so\.1/);
  });
});
