import { max, select, square } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { categoricalHinge } from '../../../reference/losses/classification/categorical_hinge.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = categoricalHinge.algorithms[0].text;
type Hinge = (rival: Scalar, hit: Scalar, margin: Scalar) => Scalar;
const hinge: Hinge = (rival, hit, m) => max(m.add(rival.sub(hit)), 0);
/** The loss with another score for the right class among the rivals, or another hinge. */
const categorical = (of: Hinge, own: number | 'itself' = -Infinity) =>
  text<'scores' | 'target' | 'margin'>(({ scores, target, margin }, settings) => {
    const instead = settings.right_class === 'zero' ? 0 : own;
    const among = (c: Scalar, y: Scalar, s: Scalar): Scalar => (instead === 'itself' ? s : select(c.eq(y), instead, s));
    const rival = map(among, scores.indices(), target.column(), scores).max(-1);
    return reduce(map(of, rival, scores.take(target), margin), settings);
  });

export const categoricalHingeMutants: Mutant[] = mutantsOf('categorical_hinge', {
  'right-class-masked-by-0': ['lets the right class stand among the wrong ones with 0', categorical(hinge, 0)],
  'right-class-masked-by-minus-9': ['masks the right class with -9', categorical(hinge, -9)],
  'right-class-left-in': ['looks for the best of all classes', categorical(hinge, 'itself')],
  'margin-first': [
    'adds the margin to the best wrong score before it subtracts',
    categorical((rival, hit, m) => max(rival.add(m).sub(hit), 0)),
  ],
  'sum-of-rivals': [
    'adds the hinges of all wrong classes',
    text<'scores' | 'target' | 'margin'>(({ scores, target, margin }, settings) => {
      if (settings.right_class === 'zero') return right({ scores, target, margin }, settings);
      const pairs = map(
        (c, y, s, hit, m) => select(c.eq(y), 0, hinge(s, hit, m)),
        scores.indices(),
        target.column(),
        scores,
        scores.take(target).column(),
        margin,
      );
      return reduce(pairs.sum(-1), settings);
    }),
  ],
  'no-cut': ['does not cut off at 0', categorical((rival, hit, m) => m.add(rival.sub(hit)))],
  squared: ['squares the hinge', categorical((rival, hit, m) => square(hinge(rival, hit, m)))],
  'margin-subtracted': ['subtracts the margin', categorical((rival, hit, m) => max(rival.sub(hit).sub(m), 0))],
  'margin-0-falsy': [
    'takes margin 0 for "not set" and uses 1',
    categorical((rival, hit, m) => hinge(rival, hit, select(m.eq(0), 1, m))),
  ],
  'labels-shifted': [
    'takes the class after the right one',
    (o, s) =>
      right({ ...o, target: map((y, n) => select(y.add(1).eq(n), 0, y.add(1)), o.target!, o.scores!.count(-1)) }, s),
  ],
  'tied-gradient-to-each': [
    'sends the whole gradient to each of several best wrong classes',
    {
      corrupt: (outputs, c) => {
        const [g, s, y] = [outputs['gradient.scores'], c.operands.scores!, c.operands.target!];
        const classes = s.shape[1]!;
        if (!g || c.params.right_class === 'zero') return outputs;
        const data = g.data.map((x, k) => {
          const row = Math.floor(k / classes);
          const wrong = [...s.data.slice(row * classes, (row + 1) * classes)].map((v, i) =>
            i === y.data[row] ? -Infinity : v,
          );
          const isBest = k % classes !== y.data[row] && s.data[k] === Math.max(...wrong);
          return isBest ? -g.data[row * classes + y.data[row]!]! : x;
        });
        return { ...outputs, 'gradient.scores': { ...g, data } };
      },
    },
  ],
  'margin-gradient-dropped': ['treats the margin as constant', { corrupt: scaledGradient('margin', 0) }],
});
