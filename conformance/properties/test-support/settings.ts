import { specs } from '../../../spec/losses/index.ts';
import type { Setting } from './examine.ts';
import { answer, crossEntropy, mse, type Toy, triplet } from './toy-losses.ts';

const rowsOf = (data: Float64Array, width: number): number[][] =>
  Array.from({ length: data.length / width }, (_, i) => [...data.slice(i * width, (i + 1) * width)]);

export const mseSetting: Setting = {
  spec: specs.mse!,
  right: mse,
  formulas: {
    target: (c) => ({ shape: [], data: [...c.operands.target!.data] }),
    'prediction - target': (c) => ({
      shape: [],
      data: [...c.operands.prediction!.data].map((p, i) => p - c.operands.target!.data[i]!),
    }),
  },
};

export const crossEntropySetting: Setting = {
  spec: specs.cross_entropy!,
  right: crossEntropy,
  formulas: {
    // The summed class weights of the smoothed target, without smoothing: the weight of the label.
    [specs.cross_entropy!.denominators.weight!.share]: (c) => ({
      shape: [],
      data: [...c.operands.target!.data].map((y) => c.operands.class_weight?.data[y] ?? 1),
    }),
  },
};

export const tripletSetting: Setting = {
  spec: specs.triplet_margin!,
  right: triplet,
  formulas: {
    'max(0, distance(anchor, positive) - distance(anchor, negative))': (c) => {
      const [a, p, n] = ['anchor', 'positive', 'negative'].map((name) =>
        rowsOf(c.operands[name]!.data, c.operands[name]!.shape[1]!),
      ) as [number[][], number[][], number[][]];
      const distance = (x: number[], y: number[]) => Math.hypot(...x.map((v, j) => v - y[j]!));
      return { shape: [], data: a.map((x, i) => Math.max(0, distance(x, p[i]!) - distance(x, n[i]!))) };
    },
  },
};

/** Softplus forms of logits [n] against targets [n], unweighted. */
export const bce: Toy = (c) => {
  const [z, y] = [[...c.operands.logits!.data], [...c.operands.target!.data]];
  const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  const item = z.map((_, i) => i);
  return answer(c, {
    terms: z.map((v, i) => y[i]! * softplus(-v) + (1 - y[i]!) * softplus(v)),
    shares: z.map(() => 1),
    slopes: {
      logits: { item, slope: z.map((v, i) => 1 / (1 + Math.exp(-v)) - y[i]!) },
      target: { item, slope: z.map((v) => softplus(-v) - softplus(v)) },
    },
  });
};
export const bceSetting: Setting = { spec: specs.bce_with_logits!, right: bce };
