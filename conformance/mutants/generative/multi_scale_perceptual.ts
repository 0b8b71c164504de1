import { exp } from '../../../reference/arithmetic/kernel/functions.ts';
import { layerErrors } from '../../../reference/losses/generative/layer-errors.ts';
import { multiScalePerceptual } from '../../../reference/losses/generative/multi_scale_perceptual.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = multiScalePerceptual.algorithms[0].text;
type Names = 'prediction' | 'target' | 'layer' | 'weight_logits';
interface Parts {
  readonly softmax?: <R>(a: Tensor<R>) => Tensor<R>;
  readonly exponential?: <R>(a: Tensor<R>) => Tensor<R>;
  readonly errors?: <R>(errors: Tensor<R>) => Tensor<R>;
}
/** The loss with one part replaced. */
const parts = ({ softmax = (a) => a.softmax(), exponential = (a) => a.exp(), errors: of = (e) => e }: Parts) =>
  text<Names>(({ prediction, target, layer, weight_logits }, settings) => {
    const { errors } = layerErrors(prediction, target, layer, weight_logits);
    const weights = settings.weights === 'exp' ? exponential(weight_logits) : softmax(weight_logits);
    return reduce(of(errors).mul(weights).sum(-1), settings);
  });

export const multiScalePerceptualMutants: Mutant[] = mutantsOf('multi_scale_perceptual', {
  'weights-as-they-are': [
    'uses the logits as weights',
    parts({ softmax: (a) => a.mul(1), exponential: (a) => a.mul(1) }),
  ],
  'softmax-always': ['makes shares where exponentials are asked for', (o, s) => right(o, { ...s, weights: 'softmax' })],
  'exp-always': ['makes exponentials where shares are asked for', (o, s) => right(o, { ...s, weights: 'exp' })],
  'softmax-not-shifted': [
    'computes the softmax without a shift, which overflows',
    parts({ softmax: (a) => a.exp().div(a.exp().sum()) }),
  ],
  'shares-of-the-number-of-layers': [
    'lets the shares add up to the number of layers',
    parts({ softmax: (a) => a.softmax().mul(a.count()) }),
  ],
  'weights-squared': [
    'squares the weights',
    parts({ softmax: (a) => a.softmax().square(), exponential: (a) => a.mul(2).exp() }),
  ],
  'precision-for-weight': [
    'takes the logits for log-variances',
    parts({ softmax: (a) => a.neg().softmax(), exponential: (a) => map((x) => exp(x.mul(-1)), a) }),
  ],
  'layers-averaged': ['divides by the number of layers', parts({ errors: (e) => e.div(e.count(-1)) })],
  'root-of-the-mean': ['takes the root of the mean square', parts({ errors: (e) => e.sqrt() })],
  'weights-do-not-learn': ['treats the weights as constant', { corrupt: scaledGradient('weight_logits', 0) }],
  'softmax-gradient-without-the-others': [
    'gives the logits the gradient that exponential weights have',
    (o, s) => {
      if (s.weights === 'exp') return right(o, s);
      const { errors } = layerErrors(o.prediction!, o.target!, o.layer!, o.weight_logits!);
      const a = o.weight_logits!;
      const weights = a.sub(a.hold()).exp().mul(a.hold().softmax());
      return reduce(errors.mul(weights).sum(-1), s);
    },
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'gradient-without-the-2': [
    'forgets the 2 of the derivative of a square',
    { corrupt: scaledGradient('prediction', 0.5) },
  ],
});
