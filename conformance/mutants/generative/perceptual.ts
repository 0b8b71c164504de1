import { abs, select } from '../../../reference/arithmetic/kernel/functions.ts';
import { layerErrors } from '../../../reference/losses/generative/layer-errors.ts';
import { perceptual } from '../../../reference/losses/generative/perceptual.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = perceptual.algorithms[0].text;
type Names = 'prediction' | 'target' | 'layer' | 'layer_weight';
interface Parts {
  readonly errors?: <R>(errors: Tensor<R>, counts: Tensor<R>) => Tensor<R>;
  readonly weights?: <R>(w: Tensor<R>) => Tensor<R>;
  readonly layers?: <R>(present: Tensor<R>, all: Tensor<R>) => Tensor<R>;
}
/** The loss with one part replaced. */
const parts = ({ errors: of = (e) => e, weights = (w) => w, layers = (n) => n.sum() }: Parts) =>
  text<Names>(({ prediction, target, layer, layer_weight }, settings) => {
    const { errors, present } = layerErrors(prediction, target, layer, layer_weight);
    const counts = map((k, l) => select(k.eq(l), 1, 0), layer.column(), layer_weight.indices()).sum(0);
    const total = of(errors, counts).mul(weights(layer_weight)).sum(-1);
    if (settings.layers !== 'mean') return reduce(total, settings);
    return reduce(
      map((s, n) => select(n.eq(0), s, s.div(n)), total, layers(present, counts)),
      settings,
    );
  });

export const perceptualMutants: Mutant[] = mutantsOf('perceptual', {
  'one-mean-over-all-features': [
    'divides every layer by the number of all features',
    parts({ errors: (e, n) => e.mul(n).div(n.sum()) }),
  ],
  'sum-over-features': ['adds over the features of a layer', parts({ errors: (e, n) => e.mul(n) })],
  'layers-averaged-always': ['averages the layers', (o, s) => right(o, { ...s, layers: 'mean' })],
  'layers-added-always': ['adds the layers where their mean is asked for', (o, s) => right(o, { ...s, layers: 'sum' })],
  'absent-layers-counted': ['counts layers without features', parts({ layers: (present) => present.count() })],
  'weights-normalised': ['divides the weights by their sum', parts({ weights: (w) => w.div(w.sum()) })],
  'weights-ignored': ['ignores the weights', parts({ weights: (w) => map((x) => select(x.eq(x), 1, x), w) })],
  'layer-off-by-one': [
    'takes the weight of the next layer',
    (o, s) => right({ ...o, layer: map((l) => select(l.eq(0), 0, l.sub(1)), o.layer!) }, s),
  ],
  'root-of-the-mean': ['takes the root of the mean square', parts({ errors: (e) => e.sqrt() })],
  magnitudes: [
    'averages magnitudes instead of squares',
    text<Names>(({ prediction, target, layer, layer_weight }, settings) => {
      const roots = map((p, t) => abs(p.sub(t)), prediction, target);
      return right({ prediction: roots.sqrt(), target: target.sub(target), layer, layer_weight }, settings);
    }),
  ],
  'half-of-it': ['halves the squares', (o, s) => right(o, s).mul(0.5)],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
  'weight-gradient-dropped': ['treats the weights as constant', { corrupt: scaledGradient('layer_weight', 0) }],
  'gradient-without-the-2': [
    'forgets the 2 of the derivative of a square',
    { corrupt: scaledGradient('prediction', 0.5) },
  ],
});
