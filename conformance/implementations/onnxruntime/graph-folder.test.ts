import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { constantTensor, modelBytes, node, valueInfo } from '../../../reference/arithmetic/onnx/model.ts';
import { crossEntropy } from '../../../spec/losses/classification/cross_entropy.ts';
import { mse } from '../../../spec/losses/regression/mse.ts';
import { findPython } from '../../adapters/test-support/find-python.ts';
import { type Case, typedTensor } from '../../case.ts';
import { lossproof } from '../../cli/test-support/lossproof.ts';
import { defaultsOf } from '../../settings.ts';
import { graphFolder } from './graph-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'graph-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

const vector = (...x: number[]) => typedTensor('f32', x, [x.length]);
const ofMse = (more: Partial<Case> = {}): Case => ({
  loss: 'mse',
  dtype: 'f32',
  reduction: 'mean',
  params: defaultsOf(mse),
  operands: { prediction: vector(3, 1), target: vector(0, 0) },
  cotangent: typedTensor('f32', [2], []),
  wants: ['value', 'gradient.prediction'],
  regime: 'ordinary',
  ...more,
});
const ofClasses = (target: number[], more: Partial<Case> = {}): Case => ({
  ...ofMse(),
  loss: 'cross_entropy',
  params: defaultsOf(crossEntropy),
  operands: { logits: typedTensor('f32', [0, 0, Math.log(3), 0], [2, 2]), target: vector(...target) },
  wants: ['value'],
  ...more,
});

/** A folder with one file, and what is beside it. */
function folderWith(name: string, bytes: Uint8Array, json?: unknown): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'graph.onnx'), bytes);
  if (json !== undefined)
    writeFileSync(join(folder, 'graph.json'), typeof json === 'string' ? json : JSON.stringify(json));
  return folder;
}
/** log-softmax of scores [N, 2] at integer labels [N], negated and summed over the batch. */
const foreign = modelBytes({
  name: 'foreign',
  nodes: [node('SoftmaxCrossEntropyLoss', ['scores', 'labels'], ['loss'], { reduction: 'sum' })],
  constants: [constantTensor('unused', [], 'float', [0])],
  inputs: [valueInfo('scores', 'float', ['N', 2]), valueInfo('labels', 'int64', ['N'])],
  outputs: [valueInfo('loss', 'float', [])],
  metadata: {},
});
const itsJson = {
  loss: 'cross_entropy',
  reduction: 'sum',
  inputs: { scores: 'logits', labels: 'target' },
  outputs: { loss: 'value' },
};

describe('graphFolder', () => {
  it('takes what lossproof graphs wrote: values, gradients, the options of each file', async () => {
    const folder = join(root, 'own');
    await lossproof(
      'graphs',
      '--out',
      folder,
      '--loss',
      'mse,cross_entropy',
      '--operators',
      '--reduction',
      'none,mean',
    );
    const runtime = graphFolder(folder);
    const { losses, name } = await runtime.describe();
    expect(name).toBe('own');
    expect(Object.keys(losses).sort()).toEqual([
      'cross_entropy',
      'cross_entropy@NegativeLogLikelihoodLoss',
      'cross_entropy@SoftmaxCrossEntropyLoss',
      'mse',
    ]);
    expect(losses.mse).toMatchObject({ dtypes: ['f32'], optional: [], wants: expect.arrayContaining(['value']) });
    expect([...losses.mse!.reductions].sort()).toEqual(['mean', 'none']);
    const none = ofMse({ reduction: 'none', cotangent: vector(1, 1), wants: ['value'] });
    const matrix = typedTensor('f32', [1], [1, 1]);
    const outcomes = await runtime.evaluate([
      ofMse(),
      none,
      ofMse({ reduction: 'sum' }),
      ofMse({ operands: { prediction: matrix, target: matrix } }),
      ofMse({ operands: { ...ofMse().operands, weight: vector(1, 1) } }),
      ofMse({ params: { ...defaultsOf(mse), empty: 'zero' } }),
    ]);
    expect(outcomes[0]).toMatchObject({
      outputs: { value: { data: Float64Array.of(5) }, 'gradient.prediction': { data: Float64Array.of(6, 2) } },
    });
    expect(outcomes[1]).toMatchObject({ outputs: { value: { shape: [2], data: Float64Array.of(9, 1) } } });
    expect(outcomes.slice(2)).toEqual([
      { status: 'unsupported', what: 'mse with reduction sum' },
      { status: 'unsupported', what: 'mse with prediction of the shape [1,1]: the graph takes [axis0]' },
      { status: 'unsupported', what: 'mse with weight' },
      { status: 'unsupported', what: 'mse with empty = zero' },
    ]);
    for (const form of [undefined, 'SoftmaxCrossEntropyLoss', 'NegativeLogLikelihoodLoss']) {
      const [outcome] = await runtime.evaluate([ofClasses([0, 0])], form);
      if (outcome?.status !== 'value') throw new Error(JSON.stringify(outcome));
      expect(outcome.outputs.value!.data[0]).toBeCloseTo((Math.LN2 + Math.log(4 / 3)) / 2, 6);
    }
    await runtime.close();
  });

  it('takes a graph with names and integer labels of its own, as the JSON beside it says', async () => {
    const runtime = graphFolder(folderWith('foreign', foreign, itsJson));
    const { losses } = await runtime.describe();
    expect(losses.cross_entropy).toMatchObject({ reductions: ['sum'], wants: ['value'], origin: 'library' });
    const three = { logits: typedTensor('f32', [0, 0, 0], [1, 3]), target: vector(0) };
    const outcomes = await runtime.evaluate([
      ofClasses([0, 1], { reduction: 'sum' }),
      ofClasses([0, 0.5], { reduction: 'sum' }),
      ofClasses([], { reduction: 'sum', operands: three }),
    ]);
    if (outcomes[0]?.status !== 'value') throw new Error(JSON.stringify(outcomes[0]));
    expect(outcomes[0].outputs.value!.data[0]).toBeCloseTo(Math.LN2 + Math.log(4), 6);
    expect(outcomes[1]).toMatchObject({ status: 'unsupported', what: expect.stringContaining('no integers') });
    expect(outcomes[2]).toMatchObject({ status: 'unsupported', what: expect.stringContaining('takes [N,2]') });
    await runtime.close();
  });

  it.each([
    ['no graph', undefined, undefined, /there is no \.onnx file in/],
    ['bytes that are none', new Uint8Array([1, 2, 3]), undefined, /graph\.onnx: these bytes are no ONNX model/],
    ['a graph that does not say what it is', foreign, undefined, /does not say which loss it is: write .*graph\.json/],
    ['a text that is no JSON', foreign, '{', /graph\.json is no JSON/],
    ['a field that is none', foreign, { loss: 'mse', reductoin: 'sum' }, /graph\.json: .*reductoin/],
    [
      'a form that no pattern finds',
      foreign,
      { ...itsJson, form: 'logits/T' },
      /graph\.json: form: the name of a form must not be empty/,
    ],
    ['a loss that is none', foreign, { ...itsJson, loss: 'mze' }, /of mze, which is no loss of the spec/],
    [
      'a parameter that is none',
      foreign,
      { ...itsJson, params: { margin: 1 } },
      /cross_entropy has no parameter margin/,
    ],
    [
      'an input that is nothing',
      foreign,
      { ...itsJson, inputs: {} },
      /takes scores, which is nothing of cross_entropy/,
    ],
    ['an output that is nothing', foreign, { ...itsJson, outputs: {} }, /gives loss: say in "outputs"/],
    [
      'a gradient without cotangent',
      foreign,
      { ...itsJson, outputs: { loss: 'gradient.logits' } },
      /takes no cotangent/,
    ],
  ])('exits with 2 on %s, and says what to do', async (what, bytes, json, message) => {
    const folder = join(root, what.replaceAll(' ', '-'));
    if (bytes) folderWith(what.replaceAll(' ', '-'), bytes, json);
    else mkdirSync(folder);
    const { code, err } = await lossproof('run', folder);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('a loss exported from PyTorch (docs/examples/onnx-graphs)', () => {
  const { python } = findPython('torch');
  it.skipIf(!python)('is asked like any other: its mean over an empty batch is 0 on ONNX Runtime', async () => {
    const folder = join(root, 'pytorch');
    execFileSync(python!, ['docs/examples/onnx-graphs/export.py', folder], { stdio: 'pipe' });
    const select = ['--select', 'cross_entropy/{definition,translation}'];
    const found = await lossproof('run', folder, ...select);
    expect(found.code).toBe(1);
    expect(found.out).toMatch(/broken by 1 of \d+ cases, here empty:/);
    expect(found.out).toContain('1 passed, 1 failed');
    const path = join(folder, 'smoothed.json');
    const json = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...json, params: { ...json.params, empty: 'zero' } }));
    expect(await lossproof('run', folder, ...select)).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 passed'),
    });
  });
});
