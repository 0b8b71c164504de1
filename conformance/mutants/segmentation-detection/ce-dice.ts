import { neg, oneMinus } from '../../../reference/arithmetic/kernel/functions.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { ceDice } from '../../../reference/losses/segmentation-detection/ce_dice.ts';
import { itemSum } from '../../../reference/losses/segmentation-detection/item-sum.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';
import { type ClassDiceParts, diceRatio, wrongClassDice } from './class-dice.ts';

const right = ceDice.algorithms[0].text;
type Names = 'logits' | 'target' | 'w_ce' | 'w_dice' | 'smooth' | 'denominator_eps';
interface Parts extends ClassDiceParts {
  /** The places are added where their mean is meant. */
  readonly adds?: boolean;
  /** The cross-entropy is given chances for logits. */
  readonly twice?: boolean;
  readonly addsClasses?: boolean;
}
const by = (parts: Parts) =>
  text<Names>((operands, settings) => {
    const { target, w_ce, w_dice } = operands;
    const z = operands.logits.moveAxis(1, -1);
    const surprise = map(neg, (parts.twice ? z.softmax() : z).logSoftmax().take(target));
    const inner = target.shape.map((_, axis) => axis).slice(settings.over === 'batch' ? 0 : 1);
    const places = inner.length > 0 && !parts.adds ? target.count(...inner) : target.lift(1);
    const dice = wrongClassDice(operands, settings, parts).sum(-1);
    const entropy = itemSum(surprise, settings).div(places);
    const mean = parts.addsClasses ? dice : dice.div(z.count(-1));
    return reduce(entropy.mul(w_ce).add(mean.mul(w_dice)), settings);
  });

export const ceDiceMutants: Mutant[] = mutantsOf('ce_dice', {
  'weights-exchanged': [
    'gives each part the weight of the other',
    (o, s) => right({ ...o, w_ce: o.w_dice!, w_dice: o.w_ce! }, s),
  ],
  'weights-normalised': [
    'divides the weights by their sum',
    (o, s) => {
      const sum = o.w_ce!.add(o.w_dice!);
      return right({ ...o, w_ce: o.w_ce!.div(sum), w_dice: o.w_dice!.div(sum) }, s);
    },
  ],
  'dice-weight-is-the-rest': [
    'takes 1 - w_ce for w_dice',
    (o, s) => right({ ...o, w_dice: map(oneMinus, o.w_ce!) }, s),
  ],
  'cross-entropy-summed': ['adds the places where their mean is meant', by({ adds: true })],
  'classes-summed': ['adds the classes where their mean is meant', by({ addsClasses: true })],
  'softmax-twice': ['gives the cross-entropy probabilities for logits', by({ twice: true })],
  'score-for-loss': [
    'adds the Dice score instead of the loss',
    by({ ratio: (i, n, s, e) => oneMinus(diceRatio(i, n, s, e)) }),
  ],
  'smooth-doubled': [
    'counts smooth with I, not with 2I: twice the smoothing',
    by({ ratio: (i, n, s, e) => diceRatio(i, n, s.mul(2), e) }),
  ],
  'hidden-epsilon': [
    'adds 1e-7 to the denominator unasked',
    by({ ratio: (i, n, s, e) => diceRatio(i, n, s, e.add(1e-7)) }),
  ],
  'squared-ignored': ['never squares the sizes', by({ isSquared: false })],
  'weight-gradient-dropped': ['treats w_ce as constant', { corrupt: scaledGradient('w_ce', 0) }],
  'logits-gradient-halved': ['halves the gradient of the logits', { corrupt: scaledGradient('logits', 0.5) }],
});
