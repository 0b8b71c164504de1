import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { bceWithLogits as bceReference } from '../../../reference/losses/classification/bce_with_logits.ts';
import { crossEntropy as crossEntropyReference } from '../../../reference/losses/classification/cross_entropy.ts';
import { bceWithLogits } from '../../../spec/losses/classification/bce_with_logits.ts';
import { crossEntropy } from '../../../spec/losses/classification/cross_entropy.ts';
import { type Case, typedTensor } from '../../case.ts';
import { defaultsOf } from '../../settings.ts';
import { onnxRuntime } from './onnxruntime.ts';

const catalogue = [
  { spec: bceWithLogits, reference: bceReference },
  { spec: crossEntropy, reference: crossEntropyReference },
];
const vector = (...x: number[]) => typedTensor('f32', x, [x.length]);
const bce = (...logits: number[]): Case => ({
  loss: 'bce_with_logits',
  dtype: 'f32',
  reduction: 'sum',
  params: defaultsOf(bceWithLogits),
  operands: { logits: vector(...logits), target: vector(...logits.map(() => 0)) },
  cotangent: typedTensor('f32', [1], []),
  wants: ['value', 'gradient.logits'],
  regime: 'ordinary',
});
const onClasses: Case = {
  ...bce(),
  loss: 'cross_entropy',
  params: defaultsOf(crossEntropy),
  operands: { logits: typedTensor('f32', [0, 0], [1, 2]), target: vector(1) },
  wants: ['value'],
};

describe('wasm', () => {
  const runtime = onnxRuntime({ ep: 'wasm', catalogue });
  afterAll(() => runtime.close());

  it('computes values and gradients, in float64 too', async () => {
    const description = await runtime.describe();
    expect(description).toMatchObject({ device: 'wasm', deterministic: true });
    expect(description.version).toMatch(/^1\.\d+\.\d+/);
    expect(Object.keys(description.arithmetic)).toEqual(['f32', 'f64', 'f16']);
    const [outcome] = await runtime.evaluate([bce(0)]);
    expect(outcome).toMatchObject({ status: 'value' });
    if (outcome?.status !== 'value') return;
    expect(outcome.outputs.value!.data[0]).toBeCloseTo(Math.LN2, 6);
    expect(outcome.outputs['gradient.logits']!.data[0]).toBe(0.5);
  });
  it('has no other provider', () => {
    expect(runtime.placement?.()).toEqual({ provider: 'wasm', proof: 'no other provider' });
  });
});

const hasDriver =
  ['/dev/dri', '/dev/nvidiactl', '/usr/lib/chromium/vk_swiftshader_icd.json'].some((path) => existsSync(path)) ||
  process.env.VK_DRIVER_FILES !== undefined;
if (!hasDriver)
  console.warn('skipped: WebGPU has neither a GPU here nor SwiftShader (apt-get install chromium libvulkan1)');

describe.skipIf(!hasDriver)('webgpu', () => {
  const runtime = onnxRuntime({ ep: 'webgpu', catalogue });
  afterAll(() => runtime.close());

  it('is judged by the table of WGSL, and has no float64', async () => {
    const { device, arithmetic, losses, probes } = await runtime.describe();
    expect(device).toMatch(/^webgpu/);
    expect(arithmetic.f64).toBeUndefined();
    expect(probes!.lacking).toMatchObject({ f64: 'it would run on the CPU' });
    expect(arithmetic.f32).toMatchObject({ profile: 'wgsl' });
    expect(losses.bce_with_logits!.dtypes).toEqual(Object.keys(arithmetic));
    expect(probes!.operators).toContain('Exp');
  });
  it('computes values and gradients wholly there, as the profile says', async () => {
    const [outcome] = await runtime.evaluate([bce(0, 3)]);
    if (outcome?.status !== 'value') throw new Error(JSON.stringify(outcome));
    expect(outcome.outputs.value!.data[0]).toBeCloseTo(Math.LN2 + Math.log1p(Math.exp(3)), 5);
    expect(outcome.outputs['gradient.logits']!.data[1]).toBeCloseTo(1 / (1 + Math.exp(-3)), 5);
    const placement = runtime.placement!()!;
    expect(placement).toMatchObject({ provider: 'WebGpuExecutionProvider', proof: 'profile' });
    expect(placement.operators).toMatchObject({ Exp: expect.any(Number), ReduceSum: expect.any(Number) });
  });
  it('a graph that would need the CPU is unsupported, with its operators named', async () => {
    const [outcome] = await runtime.evaluate([onClasses], 'LogSoftmax');
    expect(outcome).toEqual({ status: 'unsupported', what: 'LogSoftmax, which webgpu leaves to the CPU' });
    expect((await runtime.evaluate([onClasses]))[0]!.status).toBe('value');
  });
  it('NaN is unsupported in exactly the graphs that use an operator that lost it when it was probed', async () => {
    const { findings } = (await runtime.describe()).probes!;
    const lost = findings.filter(({ about }) => about === 'NaN').map(({ operator }) => operator);
    const [nan, number] = await runtime.evaluate([bce(Number.NaN), bce(1)]);
    expect(number!.status).toBe('value');
    expect(nan!.status).toBe(lost.includes('Exp') || lost.includes('Log') ? 'unsupported' : 'value');
    if (nan!.status === 'unsupported') expect(nan!.what).toMatch(/^NaN, which webgpu loses \((Exp|Log) of it is /);
  });
});

describe('cuda', () => {
  it('runs, or says how to get it', async () => {
    const runtime = onnxRuntime({ ep: 'cuda', catalogue });
    const description = await runtime.describe().catch((error: Error) => error.message);
    await runtime.close();
    if (typeof description === 'string') expect(description).toMatch(/cuda does not start here: .*npm run ort:cuda/);
    else expect(description.device).toBe('cuda');
  });
});
