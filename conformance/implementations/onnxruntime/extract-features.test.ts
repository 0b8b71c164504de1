import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { constantTensor, modelBytes, node, valueInfo } from '../../../reference/arithmetic/onnx/model.ts';
import { perceptual } from '../../../reference/index.ts';
import { extractFeatures } from './extract-features.ts';
import { vgg16ReluLayers } from './vgg16-layers.ts';

// Whole numbers: every sum is exact in float32, whatever its order.
const kernels = [
  [0, 1, 0, 1, -4, 1, 0, 1, 0],
  [-1, 0, 1, -2, 0, 2, -1, 0, 1],
];
const mixing = [1, -1, 2, 1, -3, 2];

/** Two 3 x 3 convolutions with ReLU, a max-pool, and three mixtures of the two channels with ReLU; then a mean. */
const network = modelBytes({
  name: 'small',
  nodes: [
    node('Conv', ['image', 'kernels'], ['conv1'], { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
    node('Relu', ['conv1'], ['relu1'], {}),
    node('MaxPool', ['relu1'], ['pool1'], { kernel_shape: [2, 2], strides: [2, 2] }),
    node('Conv', ['pool1', 'mixing'], ['conv2'], { kernel_shape: [1, 1] }),
    node('Relu', ['conv2'], ['relu2'], {}),
    node('ReduceMean', ['relu2', 'axes'], ['score'], { keepdims: 0 }),
  ],
  constants: [
    constantTensor('kernels', [2, 1, 3, 3], 'float', kernels.flat()),
    constantTensor('mixing', [3, 2, 1, 1], 'float', mixing),
    constantTensor('axes', [3], 'int64', [1, 2, 3]),
  ],
  inputs: [valueInfo('image', 'float', ['N', 1, 4, 4])],
  outputs: [valueInfo('score', 'float', ['N'])],
  metadata: {},
});

const images = 2;
const image = (seed: number) => Float64Array.from({ length: 16 }, (_, k) => ((k * 7 + seed * 5) % 11) - 5);
const batch = (...seeds: number[]) => ({
  shape: [seeds.length, 1, 4, 4],
  data: Float64Array.from(seeds.flatMap((s) => [...image(s)])),
});

/** The layers by hand: [2, 4, 4] and [3, 2, 2]. */
function byHand(x: Float64Array): { readonly relu1: number[]; readonly relu2: number[] } {
  const at = (channel: readonly number[], i: number, j: number) =>
    i < 0 || j < 0 || i > 3 || j > 3 ? 0 : channel[4 * i + j]!;
  const first = kernels.map((k) =>
    Array.from({ length: 16 }, (_, p) => {
      const [i, j] = [Math.floor(p / 4), p % 4];
      return Math.max(
        0,
        k.reduce((s, w, q) => s + w * at([...x], i + Math.floor(q / 3) - 1, j + (q % 3) - 1), 0),
      );
    }),
  );
  const pooled = first.map((channel) =>
    [0, 2, 8, 10].map((p) => Math.max(channel[p]!, channel[p + 1]!, channel[p + 4]!, channel[p + 5]!)),
  );
  const second = [0, 1, 2].map((c) =>
    pooled[0]!.map((a, p) => Math.max(0, mixing[2 * c]! * a + mixing[2 * c + 1]! * pooled[1]![p]!)),
  );
  return { relu1: first.flat(), relu2: second.flat() };
}

describe('extractFeatures', () => {
  it('gives the layers of each image, one after the other', async () => {
    const { features, layer, shapes } = await extractFeatures(network, ['relu1', 'relu2'], batch(0, 1));
    expect(shapes).toEqual([
      [2, 2, 4, 4],
      [2, 3, 2, 2],
    ]);
    expect(features.shape).toEqual([images, 32 + 12]);
    const wanted = [0, 1].map((s) => byHand(image(s))).flatMap(({ relu1, relu2 }) => [...relu1, ...relu2]);
    expect([...features.data]).toEqual(wanted);
    expect(wanted.filter((x) => x > 0).length).toBeGreaterThan(20);
    expect(layer.shape).toEqual([44]);
    expect([...layer.data]).toEqual([...new Array(32).fill(0), ...new Array(12).fill(1)]);
  });

  it('gives what the perceptual loss takes', async () => {
    const names = ['relu1', 'relu2'];
    const made = await extractFeatures(network, names, batch(0, 1));
    const wanted = await extractFeatures(network, names, batch(2, 3));
    const loss = perceptual({
      prediction: made.features,
      target: wanted.features,
      layer: made.layer,
      layer_weight: [1, 0.25],
    });
    const meanSquare = (a: number[], b: number[]) => a.reduce((s, x, k) => s + (x - b[k]!) ** 2, 0) / a.length;
    const perImage = [0, 1].map((s) => {
      const [a, b] = [byHand(image(s)), byHand(image(s + 2))];
      return meanSquare(a.relu1, b.relu1) + 0.25 * meanSquare(a.relu2, b.relu2);
    });
    expect(loss).toBeCloseTo((perImage[0]! + perImage[1]!) / 2, 10);
    expect(loss).toBeGreaterThan(1);
  });

  it('keeps the order of the names, and takes an output and the input, too', async () => {
    const { features, shapes } = await extractFeatures(network, ['relu2', 'image'], batch(4));
    expect(shapes).toEqual([
      [1, 3, 2, 2],
      [1, 1, 4, 4],
    ]);
    expect([...features.data]).toEqual([...byHand(image(4)).relu2, ...image(4)]);
    const { features: score } = await extractFeatures(network, ['score'], batch(4));
    const { relu2 } = byHand(image(4));
    expect(score.data[0]).toBeCloseTo(relu2.reduce((a, b) => a + b) / 12, 5);
  });

  it('one layer further is the pooling, of half the size', async () => {
    const { shapes } = await extractFeatures(network, ['relu1', 'pool1'], batch(0));
    expect(shapes.map((s) => s.at(-1))).toEqual([4, 2]);
  });

  it('reads a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lossproof-features-'));
    try {
      const path = join(folder, 'small.onnx');
      await writeFile(path, network);
      const { features } = await extractFeatures(path, ['relu2'], batch(0));
      expect([...features.data]).toEqual(byHand(image(0)).relu2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('names what the graph has where a name is wrong', async () => {
    const wrong = extractFeatures(network, ['relu3'], batch(0));
    await expect(wrong).rejects.toThrow(
      new RangeError('the graph has no value relu3; its nodes write conv1, relu1, pool1, conv2, relu2, score'),
    );
    await expect(extractFeatures(network, [], batch(0))).rejects.toThrow('no layer is named');
  });
});

it('the ReLUs of VGG16 come last in their blocks, and a pooling comes next', () => {
  // torchvision's configuration D: how many convolutions are in each block; each has its ReLU.
  let at = 0;
  const last = [2, 2, 3, 3, 3].map((convolutions) => {
    at += 2 * convolutions;
    return at++ - 1; // the max-pool takes a place of its own
  });
  expect(Object.values(vgg16ReluLayers)).toEqual(last);
});
