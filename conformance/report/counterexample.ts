import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs } from '../../spec/losses/index.ts';
import type { Case } from '../case.ts';
import { readableNumber } from './readable-number.ts';
import { readableBits, readableTensor } from './readable-tensor.ts';
import { labelled, pageWidth } from './wrap.ts';

/** Where printers look up what a loss's defaults are, unless they are told otherwise. */
export const ownSpec = (id: string): LossSpec | undefined => specs[id];

/** The parameters that are not at their defaults, and the tensors, decimal and in bits. */
export function counterexample(c: Case, specOf: (id: string) => LossSpec | undefined = ownSpec): string[] {
  const defaults = specOf(c.loss)?.params ?? {};
  const params = Object.entries(c.params)
    .filter(([name, value]) => !Object.is(defaults[name]?.default, value))
    .map(([name, value]) => `${name} = ${typeof value === 'number' ? readableNumber(value, c.dtype) : value}`);
  const tensors = Object.entries(c.operands);
  const ones = c.cotangent.data.every((x) => x === 1);
  if (!ones && c.wants.some((w) => w !== 'value')) tensors.push(['cotangent', c.cotangent]);
  const label = Math.max(12, ...tensors.map(([name]) => name.length + 2));
  return [
    ...labelled('options', [`reduction = ${c.reduction}`, ...params].join(', '), 4, label),
    ...tensors.flatMap(([name, tensor]) => {
      const [decimal, bits] = [readableTensor(tensor), readableBits(tensor)];
      const short = 4 + label + Math.max(30, decimal.length) + 2 + bits.length <= pageWidth;
      if (short) return [`    ${name.padEnd(label)}${decimal.padEnd(30)}  ${bits}`.trimEnd()];
      return [...labelled(name, decimal, 4, label), ...(bits ? labelled('', bits, 4, label) : [])];
    }),
  ];
}
