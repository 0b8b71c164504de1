import { expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

const losses = ['mse', 'huber', 'cross_entropy', 'cross_entropy_probabilities', 'triplet_margin'];

it.each([
  ['hubr', ' Did you mean huber?'],
  ['HUBER', ' Did you mean huber?'],
  ['crossentropy', ' Did you mean cross_entropy?'],
  ['entropy', ' Did you mean cross_entropy or cross_entropy_probabilities?'],
  ['triplet', ' Did you mean triplet_margin?'],
  ['mae', ' Did you mean mse?'],
  ['wasserstein', ''],
])('%s:%s', (name, text) => {
  expect(didYouMean(name, losses)).toBe(text);
});
