import { expect, it } from 'vitest';
import { float64 } from '../../arithmetic/float64.ts';
import { crossEntropy } from './cross_entropy.ts';
import { logProbabilities } from './log-probabilities.ts';
import { nll } from './nll.ts';

it('after log-softmax is cross-entropy, bit by bit', () => {
  const logits = float64.tensor([2, 1, 0.1, 0.5, 2.5, 0.3, 0.1, 0.2, 30], [3, 3]);
  const target = float64.tensor([0, 1, 2], [3]);
  const class_weight = float64.tensor([1, 0.5, 3], [3]);
  const settings = { ignore_index: null, class_axis: -1, denominator: 'weight', reduction: 'mean' } as const;
  const through = nll.algorithms[0].text({ log_probability: logProbabilities(logits), target, class_weight }, settings);
  const label_smoothing = float64.tensor([0], []);
  const direct = crossEntropy.algorithms[0].text(
    { logits, target, class_weight, label_smoothing },
    { ...settings, smoothing_form: 'uniform' },
  );
  expect(float64.numbers(through)).toEqual(float64.numbers(direct));
});
