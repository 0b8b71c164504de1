import { describe, expect, it } from 'vitest';
import type { Cell, LawId } from '../../../spec/language/law.ts';
import { specs } from '../../../spec/losses/index.ts';
import { argumentWords } from './argument-words.ts';

/** The words for the first set of arguments of a law of a loss. */
function wordsOf(loss: string, law: LawId): string {
  const cell = specs[loss]!.laws[law] as Cell<never>;
  if (cell.kind === 'inapplicable') throw new Error(`${law} does not apply to ${loss}`);
  return argumentWords(law, cell.kind === 'holds' ? cell.instances[0]!.args : cell.witness.args);
}

describe('the arguments of a law in words', () => {
  it.each([
    ['huber', 'definition', ''],
    ['huber', 'zero_iff_equal', '0 where prediction = target, and positive elsewhere'],
    ['huber', 'attains_infimum', 'least at prediction = target, where it is 0'],
    ['bce_with_logits', 'label_flip', 'logits with the other sign and target with the other label cost the same'],
    ['huber', 'symmetric', 'prediction and target may change places'],
    ['huber', 'convex', 'in prediction and target together'],
    ['huber', 'lipschitz', 'an item changes by at most delta times the absolute change in prediction'],
    ['huber', 'scale', 'multiplying prediction, target and delta by t multiplies the loss by t^2'],
    ['angular_margin', 'scale', 'multiplying cosine and cosine_margin by t and scale by 1/t changes nothing'],
    ['huber', 'translation', 'adding one number to all of prediction and target'],
    ['giou', 'translation', 'moving the boxes together of prediction and target'],
    ['clip', 'rotation', 'turning the vectors of image and text together'],
    ['angular_margin', 'monotone', 'decreasing in cosine, at the class of target'],
    ['asymmetric_loss', 'bounded', 'an item in [0, 10]'],
    ['huber', 'item_permutation', 'along any of the axes ...'],
    ['cross_entropy', 'class_permutation', 'the classes along C'],
    ['huber', 'zero_weight_irrelevant', 'where weight is 0'],
    ['huber', 'weight_scale', 'multiplying all of weight'],
    ['cross_entropy', 'gradient_sum', 'the gradient by logits sums to 0 over C'],
    ['huber', 'descends', 'a small step against the gradient by prediction'],
    ['huber', 'parameter_matters', 'delta matters'],
  ] as const)('%s, %s', (loss, law, words) => {
    expect(wordsOf(loss, law)).toBe(words);
  });
  it('says of a route which loss it is and what is not just the same, and of a limit what it becomes where', () => {
    expect(
      argumentWords('two_routes', {
        name: 'the complement',
        loss: 'bce',
        operands: { probability: '1 - probability', target: { one_hot: 'label' }, weight: { copy: 'weight' } },
        params: { gamma: 2, eps: { copy: 'eps' }, penalty: { formula: '1 / penalty' } },
        factor: 'a + b',
      }),
    ).toBe(
      'the complement ((a + b) times bce with probability = 1 - probability, target = label as probabilities 0 and 1, ' +
        'gamma = 2, penalty = 1 / penalty)',
    );
    expect(
      argumentWords('limit', {
        name: 'far out',
        set: { delta: { atLeast: 'abs(x)' }, p: 1 },
        becomes: 'x',
        within: 'y',
      }),
    ).toBe('far out (delta >= abs(x), p = 1): x, but for at most y');
  });
  it('has words for every law of every loss, none of which is a key or an object', () => {
    for (const [id, { laws }] of Object.entries(specs)) {
      for (const law of Object.keys(laws) as LawId[]) {
        if (laws[law].kind !== 'inapplicable')
          expect(wordsOf(id, law)).not.toMatch(/undefined|\[object|\bshift\b|together all/);
      }
    }
  });
});
