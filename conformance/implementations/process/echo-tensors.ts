import { type Dtype, formats } from '../../../reference/tensor/format.ts';
import { tensorToJson, typedTensor } from '../../case.ts';
import type { WireTensor } from './messages.ts';

const numbers = (dtype: Dtype): number[] => {
  const { tiny, smallestNormal, largest, unit, round } = formats[dtype];
  const subnormal = smallestNormal - tiny;
  const magnitudes = [0, tiny, subnormal, smallestNormal, round(1 / 3), 1, 1 + 2 * unit, largest, Infinity];
  return [Number.NaN, ...magnitudes.flatMap((x) => [x, -x])];
};
const labels = [0, 1, -1, -100, 255, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];

/**
 * What an adapter must give back bit for bit before it is asked anything: in every dtype NaN, the infinities, signed
 * zeros, subnormals and extremes, a rank-0 tensor and an empty one.
 */
export function echoTensors(): WireTensor[] {
  const floats = (Object.keys(formats) as Dtype[]).flatMap((dtype) => [
    typedTensor(dtype, numbers(dtype), [numbers(dtype).length]),
    typedTensor(dtype, [-0], []),
    typedTensor(dtype, [], [2, 0, 3]),
  ]);
  const tensors = [...floats, typedTensor('i64', labels, [2, 2, 2])].map(tensorToJson);
  return tensors.map((t) => ({ ...t, shape: [...t.shape] }));
}

/** What differs between the tensors sent and those that came back, or undefined where nothing does. */
export function echoDifference(sent: readonly WireTensor[], got: readonly WireTensor[]): string | undefined {
  if (got.length !== sent.length) return `${sent.length} tensors were sent and ${got.length} came back`;
  for (const [i, tensor] of sent.entries()) {
    const back = got[i]!;
    const name = `tensor ${i}, ${tensor.dtype}[${tensor.shape}]`;
    if (back.dtype !== tensor.dtype || String(back.shape) !== String(tensor.shape)) {
      return `${name}, came back as ${back.dtype}[${back.shape}]`;
    }
    const [a, b] = [Buffer.from(tensor.data, 'base64'), Buffer.from(back.data, 'base64')];
    if (a.length !== b.length) return `${name}, has ${a.length} bytes and came back with ${b.length}`;
    const width = tensor.dtype === 'i64' ? 8 : formats[tensor.dtype].bytes;
    for (let at = 0; at < a.length; at += width) {
      const [x, y] = [bitsAt(a, at, width), bitsAt(b, at, width)];
      if (x !== y) return `${name}: the bits ${x} at position ${at / width} came back as ${y}`;
    }
  }
  return undefined;
}

/** Little-endian bytes as hexadecimal digits, most significant first. */
const bitsAt = (bytes: Buffer, at: number, width: number): string =>
  Buffer.from(bytes.subarray(at, at + width))
    .reverse()
    .toString('hex');
