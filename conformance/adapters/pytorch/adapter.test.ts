import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { judge } from '../../acceptance/judge.ts';
import { PermittedError } from '../../acceptance/permitted-error.ts';
import { references } from '../../acceptance/references.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { wantsOf } from '../../arbitraries/wants-of.ts';
import type { Case, Want } from '../../case.ts';
import { unsupportedBy } from '../../implementation.ts';
import { processImplementation } from '../../implementations/process.ts';
import type { Outcome } from '../../outcome.ts';
import { defaultsOf, textInput } from '../../settings.ts';
import { findPython } from '../test-support/find-python.ts';

const { python, reason } = findPython('numpy', 'torch');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const pytorch = processImplementation([python ?? 'python3', script], { timeoutMs: 60_000, startTimeoutMs: 120_000 });
afterAll(() => pytorch.close());

const sample = (loss: string, given: Sample, dtype: Dtype = 'f64', wants: readonly Want[] = ['value']): Case =>
  caseOf(specs[loss]!, given, dtype, wants);
const output = (outcome: Outcome | undefined, want: Want = 'value'): number[] | string =>
  outcome?.status === 'value' ? Array.from(outcome.outputs[want]!.data) : JSON.stringify(outcome);
async function ask(c: Case): Promise<Outcome> {
  const [outcome] = await pytorch.evaluate([c]);
  return outcome!;
}

/** Compositions of the adapter. */
const composed = ['binary_focal', 'dice', 'gaussian_kl', 'giou', 'log_cosh', 'nt_xent'];
/** The functions of torch.nn and of its numerics. */
const library = [
  ...['mae', 'mse', 'huber', 'smooth_l1', 'poisson_nll', 'poisson_nll_rate', 'gaussian_nll'],
  ...[
    'bce',
    'bce_with_logits',
    'nll',
    'cross_entropy',
    'cross_entropy_probabilities',
    'kl_div',
    'kl_div_log_target',
    'ctc',
  ],
  ...['soft_margin', 'multi_margin', 'multilabel_margin', 'multilabel_soft_margin'],
  ...['margin_ranking', 'hinge_embedding', 'cosine_embedding', 'cosine_distance', 'triplet_margin'],
  ...['softmax', 'log_softmax', 'log_sum_exp', 'clip_grad_norm', 'clip_grad_value'],
];
const losses = [...library, ...composed];
/** Whose gradients deviate on examples, too: see conformance/expectations/pytorch.json. */
const otherGradients = ['ctc', 'kl_div', 'log_sum_exp'];

it('computes where it is told to, or says that it cannot', async () => {
  const on = (device: string) => processImplementation([python!, script, '--device', device], { timeoutMs: 60_000 });
  const cpu = on('cpu');
  expect(await cpu.describe()).toMatchObject({ device: 'cpu', deterministic: true });
  await cpu.close();
  const nowhere = on('nowhere');
  await expect(nowhere.describe()).rejects.toThrow(/torch \S+ cannot compute on nowhere: /);
  await nowhere.close();
});

it('compiles where it is told to, or says that it cannot', async () => {
  const by = (compiler: string) =>
    processImplementation([python!, script, '--compile', compiler], { timeoutMs: 120_000, startTimeoutMs: 120_000 });
  const unknown = by('nothing');
  await expect(unknown.describe()).rejects.toThrow(/torch \S+ (cannot compile|has no compiler nothing)/);
  await unknown.close();
  const { version } = await pytorch.describe();
  const compiled = by('aot_eager');
  if (version.startsWith('1.')) await expect(compiled.describe()).rejects.toThrow(`torch ${version} cannot compile`);
  else {
    expect(await compiled.describe()).toMatchObject({ name: 'PyTorch, compiled by aot_eager', version });
    const c = sample('mse', { operands: { prediction: [3, 1], target: [1, 1] } }, 'f32', ['value', 'gradient.target']);
    const [outcome] = await compiled.evaluate([c]);
    expect([output(outcome), output(outcome, 'gradient.target')]).toEqual([[2], [-2, 0]]);
  }
  await compiled.close();
});

it('has every loss of torch.nn in float64 and float32, and says which are of the library', async () => {
  const { losses: found, arithmetic } = await pytorch.describe();
  expect(Object.keys(found).sort()).toEqual([...losses].sort());
  for (const [name, { origin, dtypes, wants, reductions }] of Object.entries(found)) {
    if (library.includes(name)) expect(origin, name).toBe('library');
    if (composed.includes(name)) expect(origin, name).toBe('composed');
    expect(dtypes, name).toEqual(expect.arrayContaining(['f64', 'f32']));
    expect(wants[0], name).toBe('value');
    // Clipping works in place and is not differentiated.
    expect(wants.length > 1, name).toBe(!name.startsWith('clip_grad'));
    for (const reduction of reductions) expect(specs[name]!.reductions, name).toContain(reduction);
  }
  expect(arithmetic.bf16).toEqual({ storage: 'bf16', arithmetic: 'bf16', accumulator: 'f32', subnormals: 'kept' });
});

it('names only operands and parameters that the spec has', async () => {
  const { losses } = await pytorch.describe();
  for (const [name, { params, optional = [], wants }] of Object.entries(losses)) {
    const spec = specs[name]!;
    for (const param of Object.keys(params)) expect(Object.keys(spec.params), name).toContain(param);
    for (const operand of optional) expect(spec.operands[operand]?.absent, name).toBeDefined();
    const all = wantsOf(spec, { operands: spec.operands as never, params: defaultsOf(spec) });
    for (const want of wants) expect(all, name).toContain(want);
  }
});

describe.each(losses)('%s', (loss) => {
  it.each<Dtype>(['f64', 'f32'])('is right on the examples of the spec in %s, under every reduction', async (dtype) => {
    const [spec, description] = [specs[loss]!, await pytorch.describe()];
    const support = description.losses[loss]!;
    const optional = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
    const cases = spec.examples
      .flatMap((example) => spec.reductions.map((reduction) => ({ ...example, reduction })))
      .map((given) => {
        // A convention that PyTorch has otherwise stands at its own value.
        const own = Object.entries(support.params).flatMap(([name, values]) =>
          spec.params[name]!.convention && Array.isArray(values) ? [[name, values[0]]] : [],
        );
        const c = caseOf(spec, { ...given, params: { ...given.params, ...Object.fromEntries(own) } }, dtype);
        const wants = wantsOf(spec, c, { support });
        return { ...c, wants: otherGradients.includes(loss) ? wants.filter((want) => want === 'value') : wants };
      })
      .filter((c) => !unsupportedBy(support, c, defaultsOf(spec), optional));
    expect(cases.length).toBeGreaterThan(0);
    const outcomes = await pytorch.evaluate(cases);
    cases.forEach((c, i) => {
      const outcome = outcomes[i]!;
      // It divides by the number of labels in a mean, and only there.
      if (loss === 'ctc' && outcome.status === 'unsupported' && c.params.per_label !== (c.reduction === 'mean')) return;
      if (outcome.status !== 'value') throw new Error(JSON.stringify(outcome));
      const wrt = c.wants.slice(1).map((want) => want.slice('gradient.'.length));
      const inputs = { ...textInput(spec, c), wrt, cotangent: c.cotangent };
      const permitted = new PermittedError(references[loss]!.algorithms, inputs, description.arithmetic[dtype]!);
      const got = Object.fromEntries(c.wants.map((want) => [want, outcome.outputs[want]!.data]));
      expect(judge(got, permitted), JSON.stringify(c.params)).toMatchObject({ accepted: true, unbounded: [] });
    });
  });
});

describe('options', () => {
  it('huber has delta, and gradients', async () => {
    // 2 (3 - 1) and 1/2, over two elements; slopes -2 and 1.
    const given = { operands: { prediction: [-3, 1], target: [0, 0] }, params: { delta: 2, denominator: 'count' } };
    const outcome = await ask(sample('huber', given, 'f32', ['value', 'gradient.prediction', 'gradient.target']));
    expect(output(outcome)).toEqual([2.25]);
    expect(output(outcome, 'gradient.prediction')).toEqual([-1, 0.5]);
    expect(output(outcome, 'gradient.target')).toEqual([1, -0.5]);
  });

  it('gradients are contracted with the cotangent', async () => {
    const c = sample('mse', { operands: { prediction: [3, 1], target: [1, 1] }, reduction: 'none' }, 'f64', [
      'gradient.target',
    ]);
    const cotangent = { ...c.cotangent, data: Float64Array.of(0.5, 7) };
    expect(output(await ask({ ...c, cotangent }), 'gradient.target')).toEqual([-2, 0]);
  });

  it.each([
    [-100, [-100, 0]],
    [0, [0, 1]],
    [1, [0, 1]],
  ])('cross_entropy ignores the label %i', async (ignore_index, target) => {
    const kept = target.findIndex((label) => label !== ignore_index);
    const operands = {
      logits: [
        [0, 0],
        [0, 0],
      ],
      target,
    };
    const params = { ignore_index, denominator: 'target_weight' };
    const wants: Want[] = ['value', 'gradient.logits'];
    const outcome = await ask(sample('cross_entropy', { operands, params }, 'f64', wants));
    expect(output(outcome)).toEqual([Math.LN2]);
    const gradient = target[kept] === 0 ? [-0.5, 0.5] : [0.5, -0.5];
    expect(output(outcome, 'gradient.logits')).toEqual(kept === 0 ? [...gradient, 0, 0] : [0, 0, ...gradient]);
  });

  it('without ignore_index no label is ignored, and one out of range is refused', async () => {
    const ask2 = (target: number[]) =>
      ask(
        sample('cross_entropy', { operands: { logits: [[0, 0]], target }, params: { denominator: 'target_weight' } }),
      );
    for (const target of [[-100], [-1], [2]]) {
      expect(await ask2(target)).toEqual({
        status: 'rejected',
        kind: 'IndexError',
        message: expect.stringMatching(/out of bounds/),
      });
    }
    expect(output(await ask2([1]))).toEqual([Math.LN2]);
  });

  it('triplet_margin has swap and no epsilon of its own', async () => {
    // 3 - 5 + 3 against the anchor, 3 - 4 + 3 against the positive.
    const operands = { anchor: [[0, 0]], positive: [[3, 0]], negative: [[3, 4]] };
    const value = async (swap: boolean) =>
      output(await ask(sample('triplet_margin', { operands, params: { swap, margin: 3 } })));
    expect([await value(false), await value(true)]).toEqual([[1], [2]]);
  });

  it('dice is over items or the batch', async () => {
    const operands = {
      probability: [
        [1, 0],
        [1, 0],
      ],
      target: [
        [1, 0],
        [0, 1],
      ],
    };
    // 1 - 2/2 and 1 - 0/2, or 1 - 2/4 for all.
    const value = async (over: string) =>
      output(await ask(sample('dice', { operands, params: { over }, reduction: 'none' })));
    expect([await value('item'), await value('batch')]).toEqual([[0, 1], [0.5]]);
  });

  it('gaussian_kl adds or averages the latents, and numeric parameters have gradients', async () => {
    const operands = { mean: [[2, 4]], log_variance: [[0, 0]] };
    const value = async (latent: string) => output(await ask(sample('gaussian_kl', { operands, params: { latent } })));
    expect([await value('sum'), await value('mean')]).toEqual([[10], [5]]);
    // (2 i + s) / (a + b + s) has the slope (4 - 2) / 16 in s at i = 1, a + b = 4, s = 0.
    const masks = { probability: [[1, 1]], target: [[1, 1]] };
    const smoothed = sample('dice', { operands: masks, params: { denominator_eps: 4 } }, 'f64', [
      'gradient.denominator_eps',
    ]);
    // 1 - 4 / (4 + eps) has the slope 4 / 64 at eps = 4.
    expect(output(await ask(smoothed), 'gradient.denominator_eps')).toEqual([0.0625]);
  });

  it('a mean over nothing is not a number, and a sum 0', async () => {
    for (const loss of ['mse', 'log_cosh', 'nt_xent', 'giou', 'triplet_margin', 'gaussian_kl', 'dice']) {
      const spec = specs[loss]!;
      const nothing = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent === undefined);
      const operands = Object.fromEntries(nothing.map((name) => [name, []]));
      expect(output(await ask(sample(loss, { operands }))), loss).toEqual([Number.NaN]);
      expect(output(await ask(sample(loss, { operands, reduction: 'sum' }))), loss).toEqual([0]);
      expect(output(await ask(sample(loss, { operands, reduction: 'none' }))), loss).toEqual([]);
    }
  });

  it('an element of weight 0 is silent in compositions, whatever stands there', async () => {
    const operands = { prediction: [Number.NaN, 0], target: [0, 0], weight: [0, 1] };
    const outcome = await ask(sample('log_cosh', { operands }, 'f64', ['value', 'gradient.prediction']));
    expect([output(outcome), output(outcome, 'gradient.prediction')]).toEqual([[0], [0, 0]]);
  });

  it('what torch has no code for is unsupported', async () => {
    const operands = { logits: [0], target: [1], weight: [2] };
    const c = sample('bce_with_logits', { operands }, 'f64', ['gradient.weight']);
    expect(await ask(c)).toMatchObject({ status: 'unsupported', what: expect.stringMatching(/not differentiable/) });
  });
});
