import { fileURLToPath } from 'node:url';
import { type Case, typedTensor } from '../../../case.ts';

/** The command of the fake adapter with a behaviour, which shows where the first prediction is `stumble`. */
export const fakeAdapter = (behaviour: string, stumble = -1): string[] => [
  process.execPath,
  fileURLToPath(new URL('fake-adapter.mjs', import.meta.url)),
  behaviour,
  String(stumble),
];

/** Cases of mse in f32 with mean (i^2 + 16) / 2; the fake stumbles over those at the given places. */
export const fakeCases = (count: number, stumbles: readonly number[]): Case[] =>
  Array.from({ length: count }, (_, i) => ({
    loss: 'mse',
    dtype: 'f32',
    reduction: 'mean',
    params: { denominator: 'count', empty: 'nan' },
    operands: {
      prediction: typedTensor('f32', [stumbles.includes(i) ? -1 : i, 0], [2]),
      target: typedTensor('f32', [stumbles.includes(i) ? i - 1 : 0, 4], [2]),
    },
    cotangent: typedTensor('f32', [1], []),
    wants: ['value', 'gradient.prediction'],
    regime: 'ordinary',
  }));
