import { readFile } from 'node:fs/promises';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { withOutputs } from '../../../reference/arithmetic/onnx/with-outputs.ts';
import { size } from '../../../reference/tensor/shape.ts';
import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import { loadOnnxRuntime } from './load-onnxruntime.ts';

/** The features of a batch of N images: what the losses `perceptual` and `multi_scale_perceptual` take. */
export interface Features {
  /** [N, F]: layer after layer in the order of the names, each in C order. */
  readonly features: TensorData;
  /** [F]: which of the names each feature is of. */
  readonly layer: TensorData;
  /** The shape of each layer, N first. */
  readonly shapes: readonly (readonly number[])[];
}

/**
 * Runs a network on images and returns what it computes inside: features of chosen layers, in float32.
 *
 * `model` is an ONNX file, as bytes or by its path, with one float32 input whose first axis numbers the images;
 * `layerNames` are names of values that its nodes write, and they become the outputs of the graph. `image` has the
 * input's shape, [N, C, H, W] as a rule, and is normalised as the network expects.
 *
 * Throws a RangeError for a name that the graph does not have and for a layer whose first axis is not N, and an Error
 * where ONNX Runtime is not installed or refuses model or image.
 */
export async function extractFeatures(
  model: Uint8Array | string,
  layerNames: readonly string[],
  image: TensorData,
): Promise<Features> {
  if (layerNames.length === 0) throw new RangeError('no layer is named, so that there are no features');
  const bytes = typeof model === 'string' ? await readFile(model) : model;
  const runtime = await loadOnnxRuntime();
  const session: InferenceSession = await runtime.InferenceSession.create(withOutputs(bytes, layerNames), {
    executionProviders: ['cpu'],
  });
  try {
    const [input, ...others] = session.inputNames;
    if (input === undefined || others.length > 0) {
      throw new Error(`the network must have one input, and it has ${session.inputNames.length}`);
    }
    const feed = new runtime.Tensor('float32', Float32Array.from(image.data), image.shape);
    const results = await session.run({ [input]: feed });
    return joined(
      layerNames,
      layerNames.map((name) => results[name] as Tensor),
      image.shape[0]!,
    );
  } finally {
    await session.release();
  }
}

/** Every layer flattened but for its first axis, one after the other. */
function joined(names: readonly string[], layers: readonly Tensor[], images: number): Features {
  layers.forEach(({ dims }, l) => {
    if (dims[0] === images) return;
    throw new RangeError(`${names[l]} has the shape [${dims}]: its first axis must number the ${images} images`);
  });
  const widths = layers.map(({ dims }) => size(dims.slice(1)));
  const width = widths.reduce((a, b) => a + b, 0);
  const features = new Float64Array(images * width);
  const layer = new Float64Array(width);
  let from = 0;
  layers.forEach(({ data }, l) => {
    const numbers = data as Float32Array;
    const own = widths[l]!;
    for (let n = 0; n < images; n++) features.set(numbers.subarray(n * own, (n + 1) * own), n * width + from);
    layer.fill(l, from, (from += own));
  });
  return {
    features: { shape: [images, width], data: features },
    layer: { shape: [width], data: layer },
    shapes: layers.map(({ dims }) => dims),
  };
}
