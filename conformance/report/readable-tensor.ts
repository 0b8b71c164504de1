import { formats, toBits } from '../../reference/tensor/format.ts';
import type { TypedTensor } from '../case.ts';
import { grouped, readableNumber } from './readable-number.ts';

/** A tensor with more numbers than this is not printed in full. */
const printed = 24;

/** The numbers in nested brackets, as decimals that read back to the same bits; a big tensor by its first ones. */
export function readableTensor({ dtype, shape, data }: TypedTensor): string {
  const text = (x: number): string => (dtype === 'i64' ? String(x) : readableNumber(x, dtype));
  if (data.length > printed) {
    const first = [...data.subarray(0, 8)].map(text).join(', ');
    return `${first}, ... (${grouped(data.length)} numbers, shape [${shape.join(', ')}])`;
  }
  const nested = (axis: number, from: number, step: number): string => {
    if (axis === shape.length) return text(data[from]!);
    const inner = step / shape[axis]!;
    return `[${Array.from({ length: shape[axis]! }, (_, i) => nested(axis + 1, from + i * inner, inner)).join(', ')}]`;
  };
  return data.length === 0 && shape.length > 1 ? `[] of shape [${shape.join(', ')}]` : nested(0, 0, data.length);
}

/** The bits of each number, most significant first, in C order; nothing for labels and for a big tensor. */
export function readableBits({ dtype, data }: TypedTensor): string {
  if (dtype === 'i64' || data.length > printed) return '';
  return Array.from(data, (x) => `0x${toBits(x, formats[dtype])}`).join(' ');
}
