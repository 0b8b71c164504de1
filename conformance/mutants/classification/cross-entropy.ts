import { log, max, min, oneMinus, select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { crossEntropy } from '../../../reference/losses/classification/cross_entropy.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import { keep, reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, type Outputs, scaledGradient, text } from '../mutant.ts';
import { cost, type LogSoftmax, product, through } from './softmax-forms.ts';

const right = crossEntropy.algorithms[0].text;
type Names = 'logits' | 'target' | 'label_smoothing';
type ShareRule = (c: Scalar, y: Scalar, e: Scalar, n: Scalar) => Scalar;

const uniform: ShareRule = (c, y, e, n) => select(c.eq(y), oneMinus(e), 0).add(e.div(n));

interface Parts {
  readonly logSoftmax?: LogSoftmax;
  readonly share?: ShareRule;
  /** The denominator where it is not the spec's: every row, every counted row. */
  readonly divideBy?: 'rows' | 'counted';
  /** Rows are not cleared on entry, so that what an ignored one holds gets through. */
  readonly leaky?: boolean;
}
/** Cross-entropy with one part replaced. */
const withPart = ({
  logSoftmax = (z) => z.logSoftmax(),
  share = uniform,
  divideBy,
  leaky = false,
}: Parts): AnyLossText =>
  text<Names, 'class_weight'>(({ logits, target, class_weight, label_smoothing }, settings) => {
    const { ignore_index } = settings;
    const counted = typeof ignore_index === 'number' ? map((y) => select(y.eq(ignore_index), 0, 1), target) : undefined;
    const label = keep(target, counted);
    const classesLast = settings.class_axis === -1 ? logits : logits.moveAxis(1, -1);
    const z = leaky ? classesLast : keep(classesLast, counted?.column());
    const shares = map(share, z.indices(), label.column(), label_smoothing, z.count(-1));
    const weighted = class_weight ? map(product, class_weight, shares) : shares;
    const losses = map(cost, weighted, logSoftmax(z)).sum(-1);
    const terms = leaky && counted ? losses.mul(counted) : keep(losses, counted);
    if (divideBy === 'rows' || settings.denominator === 'all') return reduce(terms, settings);
    if (divideBy === 'counted' || settings.denominator === 'count' || !class_weight)
      return reduce(terms, settings, counted);
    const weight =
      settings.denominator === 'target_weight' ? class_weight.expand(z.shape).take(label) : weighted.sum(-1);
    return reduce(terms, settings, keep(weight, counted));
  });

export const crossEntropyMutants: Mutant[] = mutantsOf('cross_entropy', {
  'normaliser-added-first': [
    'adds the maximum back to the normaliser before subtracting: logsumexp(z) - z[y]',
    withPart({ logSoftmax: (z) => z.sub(z.logSumExp().column()) }),
  ],
  'no-shift': [
    'does not shift by the maximum, so that exp overflows',
    withPart({ logSoftmax: (z) => z.sub(map(log, z.exp().sum(-1)).column()) }),
  ],
  'epsilon-in-the-log': ['adds 1e-7 inside the logarithm', withPart({ logSoftmax: through((p) => log(p.add(1e-7))) })],
  'tiny-epsilon-in-the-log': [
    'adds 1e-12 inside the logarithm',
    withPart({ logSoftmax: through((p) => log(p.add(1e-12))) }),
  ],
  'clamped-probability': [
    'clamps the probabilities to [1e-7, 1 - 1e-7]',
    withPart({ logSoftmax: through((p) => log(max(min(p, 1 - 1e-7), 1e-7))) }),
  ],
  'log-of-softmax': ['takes the logarithm of an underflowed softmax', withPart({ logSoftmax: through(log) })],
  'double-softmax': ['applies softmax to the logits twice', withPart({ logSoftmax: (z) => z.softmax().logSoftmax() })],
  'sum-of-all-exponentials-but-one': [
    'leaves the labelled class out of the normaliser',
    text<Names, 'class_weight'>(({ logits, target, label_smoothing, ...rest }, settings) => {
      const z = settings.class_axis === -1 ? logits : logits.moveAxis(1, -1);
      if (rest.class_weight || settings.ignore_index !== null || settings.smoothing_form === 'off_class') {
        return right({ logits, target, label_smoothing, ...rest }, settings);
      }
      const others = map((v, c, y) => select(c.eq(y), -1e4, v), z, z.indices(), target.column());
      return reduce(others.logSumExp().sub(z.take(target)), settings);
    }),
  ],
  'weighted-mean-by-rows': ['divides a weighted mean by the number of counted rows', withPart({ divideBy: 'counted' })],
  'ignored-rows-in-the-mean': ['counts ignored rows in the denominator', withPart({ divideBy: 'rows' })],
  'ignored-rows-leak': [
    'multiplies ignored rows by 0 instead of clearing them: NaN gets through',
    withPart({ leaky: true }),
  ],
  'smoothing-mass': [
    'adds eps/(K-1) on every class to 1 - eps on the right one: the mass exceeds 1',
    withPart({ share: (c, y, e, n) => select(c.eq(y), oneMinus(e), 0).add(e.div(select(n.eq(1), 1, n.sub(1)))) }),
  ],
  'smoothing-on-the-others': [
    'spreads the smoothing over the K - 1 other classes',
    withPart({ share: (c, y, e, n) => select(c.eq(y), oneMinus(e), e.div(select(n.eq(1), 1, n.sub(1)))) }),
  ],
  'smoothing-not-taken-from-the-label': [
    'adds the smoothing without taking it from the label',
    withPart({ share: (c, y, e, n) => select(c.eq(y), 1, 0).add(e.div(n)) }),
  ],
  'smoothing-ignored': ['ignores label smoothing', withPart({ share: (c, y) => select(c.eq(y), 1, 0) })],
  'weight-of-the-label-on-everything': [
    "weighs the whole smoothed loss by the label's weight",
    text<Names, 'class_weight'>(({ logits, target, class_weight, label_smoothing }, settings) => {
      if (!class_weight || settings.ignore_index !== null) {
        return right({ logits, target, label_smoothing, ...(class_weight ? { class_weight } : {}) }, settings);
      }
      const each = right({ logits, target, label_smoothing }, { ...settings, reduction: 'none' });
      const last = settings.class_axis === -1 ? logits : logits.moveAxis(1, -1);
      const w = class_weight.expand(last.shape).take(target);
      return reduce(
        each.mul(w),
        settings,
        settings.denominator === 'weight' || settings.denominator === 'target_weight' ? w : undefined,
      );
    }),
  ],
  'class-weight-ignored': [
    'ignores the class weights',
    text<Names, 'class_weight'>(({ class_weight: _, ...rest }, settings) => right(rest, settings)),
  ],
  'ignore-index-minus-1-unset': [
    'takes ignore_index -1 for "not set" and clamps the label',
    (operands, settings) => {
      if (settings.ignore_index !== -1) return right(operands, settings);
      const clamped = map((y) => max(y, 0), operands.target!);
      return right({ ...operands, target: clamped }, { ...settings, ignore_index: null });
    },
  ],
  'ignore-index-0-falsy': [
    'takes ignore_index 0 for "not set"',
    (operands, settings) =>
      right(operands, settings.ignore_index === 0 ? { ...settings, ignore_index: null } : settings),
  ],
  'gap-capped': [
    'caps the loss of a row at 50',
    (operands, settings) => {
      if (settings.ignore_index !== null || operands.class_weight) return right(operands, settings);
      return reduce(
        map((l) => min(l, 50), right(operands, { ...settings, reduction: 'none' })),
        settings,
      );
    },
  ],
  'smoothing-gradient-dropped': ['treats the smoothing as constant', { corrupt: scaledGradient('label_smoothing', 0) }],
  'class-weight-gradient-dropped': [
    'treats the class weights as constant',
    { corrupt: scaledGradient('class_weight', 0) },
  ],
  'small-gradients-flushed': [
    'sets gradients below 1e-6 to 0',
    {
      corrupt: (outputs: Outputs) => {
        const g = outputs['gradient.logits'];
        return g
          ? { ...outputs, 'gradient.logits': { ...g, data: g.data.map((x) => (Math.abs(x) < 1e-6 ? 0 : x)) } }
          : outputs;
      },
    },
  ],
  'computed-in-float32': ['computes in float32 what is stored in float64', { precision: 'f32' }],
});
