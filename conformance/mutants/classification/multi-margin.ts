import { max, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { multiMargin } from '../../../reference/losses/classification/multi_margin.ts';
import { guard, reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = multiMargin.algorithms[0].text;
interface Parts {
  readonly gap?: (s: Scalar, hit: Scalar, margin: Scalar) => Scalar;
  readonly own?: (margin: Scalar) => Scalar | number;
  readonly divide?: <R>(sum: Tensor<R>, classes: Tensor<R>) => Tensor<R>;
  readonly power?: (hinge: Scalar, squared: boolean) => Scalar;
  /** The class weight that multiplies a pair, where the right class's does not multiply the row. */
  readonly perRival?: boolean;
}
/** The loss with one part replaced. */
const multi = ({
  gap = (s, hit, m) => m.add(s.sub(hit)),
  own = () => 0,
  divide = (sum, n) => sum.div(n),
  power = (hinge, squared) => (squared ? square(hinge) : hinge),
  perRival = false,
}: Parts) =>
  text<'scores' | 'target' | 'margin', 'class_weight'>(({ scores, target, margin, class_weight }, settings) => {
    const ofTarget = class_weight?.expand(scores.shape).take(target);
    const s = guard(scores, ofTarget?.column());
    const squared = settings.power === 'squared';
    const pair = (c: Scalar, y: Scalar, x: Scalar, hit: Scalar, m: Scalar): Scalar =>
      select(c.eq(y), own(m), power(max(gap(x, hit, m), 0), squared));
    const pairs = map(pair, s.indices(), target.column(), s, s.take(target).column(), margin);
    const weighted = perRival && class_weight ? pairs.mul(class_weight) : pairs;
    const rows = divide(weighted.sum(-1), scores.count(-1));
    const terms = ofTarget && !perRival ? rows.mul(ofTarget) : rows;
    return reduce(terms, settings, settings.denominator === 'count' ? undefined : ofTarget);
  });

export const multiMarginMutants: Mutant[] = mutantsOf('multi_margin', {
  'not-divided': ['does not divide by the number of classes', multi({ divide: (sum) => sum })],
  'divided-by-the-wrong-ones': [
    'divides by the number of wrong classes',
    multi({ divide: (sum, n) => map((x, k) => x.div(max(k.sub(1), 1)), sum, n) }),
  ],
  'right-class-counted': ['lets the right class add the margin', multi({ own: (m) => m })],
  'margin-first': [
    'subtracts the right score from the margin first, where large scores swallow it',
    multi({ gap: (s, hit, m) => m.sub(hit).add(s) }),
  ],
  'margin-subtracted': ['subtracts the margin', multi({ gap: (s, hit, m) => s.sub(hit).sub(m) })],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    multi({ gap: (s, hit, m) => select(m.eq(0), 1, m).add(s.sub(hit)) }),
  ],
  'power-ignored': ['never squares', (o, s) => right(o, { ...s, power: 'linear' })],
  'always-squared': ['always squares', (o, s) => right(o, { ...s, power: 'squared' })],
  'squared-and-halved': [
    'has a factor 1/2 with the square',
    multi({ power: (h, sq) => (sq ? square(h).mul(0.5) : h) }),
  ],
  'weight-of-the-rival': ['multiplies each pair by the weight of the wrong class', multi({ perRival: true })],
  'weight-ignored': ['ignores class weights', ({ class_weight: _, ...o }, s) => right(o, s)],
  'weighted-mean-by-count': [
    'divides a weighted mean by the number of rows',
    (o, s) => right(o, { ...s, denominator: 'count' }),
  ],
  'best-rival-only': [
    'counts the best wrong class only',
    text<'scores' | 'target' | 'margin', 'class_weight'>((o, settings) => {
      if (o.class_weight || settings.power === 'squared') return right(o, settings);
      const { scores, target, margin } = o;
      const rival = map((c, y, s) => select(c.eq(y), -Infinity, s), scores.indices(), target.column(), scores).max(-1);
      const rows = map((r, hit, m) => max(m.add(r.sub(hit)), 0), rival, scores.take(target), margin);
      return reduce(rows.div(scores.count(-1)), settings);
    }),
  ],
  'right-class-gradient-of-one-rival': [
    'counts the gradient of the right class once, not once for every active rival',
    {
      corrupt: (outputs, c) => {
        const [g, y] = [outputs['gradient.scores'], c.operands.target!];
        if (g?.shape[1] !== 3 || c.params.power === 'squared') return outputs;
        const data = g.data.slice();
        y.data.forEach((label, row) => {
          const others = [0, 1, 2].filter((k) => k !== label).map((k) => g.data[row * 3 + k]!);
          data[row * 3 + label] = -(others.find((x) => x !== 0) ?? 0);
        });
        return { ...outputs, 'gradient.scores': { ...g, data } };
      },
    },
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
