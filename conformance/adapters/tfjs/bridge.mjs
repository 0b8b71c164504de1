import tf from '@tensorflow/tfjs-core';

/** Operands that hold class indices. */
const indices = (loss) => loss.indices ?? [];

/**
 * The function that the suite calls, for a call (tensors, params) that gives a tensor. What TensorFlow.js throws is a
 * refusal of the input.
 */
export const answering = (call) => (operands, params, context) => {
  try {
    return tf.tidy(() => answer(call, operands, params, context));
  } catch (error) {
    throw new RangeError(error.message);
  }
};

function answer(call, operands, params, { cotangent, wants, shapes }) {
  const given = Object.fromEntries(
    Object.entries(operands).map(([name, numbers]) => {
      const dtype = indices(call).includes(name) ? 'int32' : 'float32';
      return [name, tf.tensor([numbers].flat(Number.POSITIVE_INFINITY), shapes[name], dtype)];
    }),
  );
  const wrt = wants.filter((want) => want !== 'value').map((want) => want.slice('gradient.'.length));
  if (wrt.length === 0) return { value: numbersOf(call(given, params)) };
  const ofLeaves = (...leaves) => call({ ...given, ...zip(wrt, leaves) }, params);
  const leaves = wrt.map((name) => given[name]);
  const { shape } = ofLeaves(...leaves);
  const { value, grads } = tf.valueAndGrads(ofLeaves)(
    leaves,
    tf.tensor([cotangent].flat(Number.POSITIVE_INFINITY), shape),
  );
  return { value: numbersOf(value), gradients: zip(wrt, grads.map(numbersOf)) };
}

const zip = (names, values) => Object.fromEntries(names.map((name, i) => [name, values[i]]));
const numbersOf = (tensor) => (tensor.rank === 0 ? tensor.dataSync()[0] : tensor.dataSync());
