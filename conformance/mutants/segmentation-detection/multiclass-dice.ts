import { oneMinus, select, sigmoid } from '../../../reference/arithmetic/kernel/functions.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { multiclassDice } from '../../../reference/losses/segmentation-detection/multiclass_dice.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';
import { type ClassDiceParts, diceRatio, wrongClassDice } from './class-dice.ts';

const right = multiclassDice.algorithms[0].text;
type Names = 'logits' | 'target' | 'smooth' | 'denominator_eps';
const by = (parts: ClassDiceParts) =>
  text<Names>((operands, settings) => reduce(wrongClassDice(operands, settings, parts), settings));

export const multiclassDiceMutants: Mutant[] = mutantsOf('multiclass_dice', {
  'smooth-doubled': [
    'counts smooth with I, not with 2I: twice the smoothing',
    by({ ratio: (i, n, s, e) => diceRatio(i, n, s.mul(2), e) }),
  ],
  'smooth-in-the-denominator-only': [
    'adds smooth to the denominator only',
    by({ ratio: (i, n, s, e) => oneMinus(i.mul(2).div(n.add(s).add(e))) }),
  ],
  'hidden-epsilon': [
    'adds 1e-7 to the denominator unasked',
    by({ ratio: (i, n, s, e) => diceRatio(i, n, s, e.add(1e-7)) }),
  ],
  'factor-2-forgotten': [
    'forgets the factor 2 of the overlap',
    by({ ratio: (i, n, s, e) => oneMinus(i.add(s).div(n.add(s).add(e))) }),
  ],
  'score-returned': [
    'returns the score instead of the loss',
    by({ ratio: (i, n, s, e) => oneMinus(diceRatio(i, n, s, e)) }),
  ],
  jaccard: ['computes the Jaccard loss', by({ ratio: (i, n, s, e) => oneMinus(i.add(s).div(n.sub(i).add(s).add(e))) })],
  'sigmoid-for-softmax': ['takes each class on its own, by a sigmoid', by({ chances: (z) => map(sigmoid, z) })],
  'double-softmax': ['takes the softmax of the softmax', by({ chances: (z) => z.softmax().softmax() })],
  'logits-for-chances': ['forgets the softmax', by({ chances: (z) => z })],
  'squared-ignored': ['never squares the sizes', by({ isSquared: false })],
  'always-squared': ['always squares the sizes', by({ isSquared: true })],
  'absent-class-is-perfect': [
    'counts a class without a right place as 0',
    by({ ratio: (i, n, s, e) => select(i.eq(0), 0, diceRatio(i, n, s, e)) }),
  ],
  'item-for-batch': [
    'takes the mean of the ratios of the items where the batch has one',
    (o, s) => {
      if (s.over === 'item' || s.reduction !== 'mean') return right(o, s);
      return right(o, { ...s, over: 'item' });
    },
  ],
  'sum-over-the-classes': [
    'adds the classes where their mean is meant',
    (o, s) => (s.reduction === 'mean' && s.over === 'batch' ? right(o, { ...s, reduction: 'sum' }) : right(o, s)),
  ],
  'without-the-first-class': [
    'leaves the background out of the mean',
    text<Names>((operands, settings) => {
      const losses = wrongClassDice(operands, settings, {});
      if (settings.reduction !== 'mean') return reduce(losses, settings);
      const counted = map((c) => select(c.eq(0), 0, 1), losses.indices());
      return losses.mul(counted).sum().div(counted.expand(losses.shape).sum());
    }),
  ],
  'logits-gradient-halved': ['halves the gradient of the logits', { corrupt: scaledGradient('logits', 0.5) }],
});
