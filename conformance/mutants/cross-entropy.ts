import { log, max, min, neg, oneMinus, select, zeroTimes } from '../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../reference/arithmetic/kernel/scalar.ts';
import { crossEntropy } from '../../reference/losses/classification/cross_entropy.ts';
import { crossEntropyProbabilities } from '../../reference/losses/classification/cross_entropy_probabilities.ts';
import type { AnyLossText, Settings } from '../../reference/losses/loss-reference.ts';
import { keep, reduce } from '../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, type Outputs, scaledGradient, text } from './mutant.ts';

const right = crossEntropy.algorithms[0].text;
const rightSoft = crossEntropyProbabilities.algorithms[0].text;
type Names = 'logits' | 'target' | 'label_smoothing';
type LogSoftmax = <R>(z: Tensor<R>) => Tensor<R>;
type ShareRule = (c: Scalar, y: Scalar, e: Scalar, n: Scalar) => Scalar;

const uniform: ShareRule = (c, y, e, n) => select(c.eq(y), oneMinus(e), 0).add(e.div(n));
const product = (a: Scalar, b: Scalar): Scalar => a.mul(b);
const cost = (q: Scalar, logp: Scalar): Scalar => neg(zeroTimes(q, logp));

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

const shifted = <R>(z: Tensor<R>): Tensor<R> => z.sub(z.max(-1).column().hold());
const probabilities: LogSoftmax = (z) => z.softmax();
const through =
  (f: (p: Scalar) => Scalar): LogSoftmax =>
  (z) =>
    map(f, probabilities(z));

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

const unit = { denominator: 'count' } as const;
const softmaxMinusTarget = (outputs: Outputs): Outputs => {
  // labels - softmax instead of -log p: the gradient of the target has the sign and size of the other one.
  const [logits, target] = [outputs['gradient.logits'], outputs['gradient.target']];
  return logits && target
    ? { ...outputs, 'gradient.target': { ...target, data: logits.data.map((x) => -x) } }
    : outputs;
};

export const crossEntropyProbabilitiesMutants: Mutant[] = mutantsOf('cross_entropy_probabilities', {
  'target-gradient-is-labels-minus-softmax': [
    'gives labels - softmax as the gradient of the target',
    { corrupt: softmaxMinusTarget },
  ],
  'rows-assumed-normalised': [
    'subtracts the target from the softmax without the sum of the row',
    (operands, settings) => {
      if (operands.class_weight) return rightSoft(operands, settings);
      const last = <R>(x: Tensor<R>): Tensor<R> => (settings.class_axis === -1 ? x : x.moveAxis(1, -1));
      const [z, q] = [last(operands.logits!), last(operands.target!)];
      const smooth = map((t, e, n) => oneMinus(e).mul(t).add(e.div(n)), q, operands.label_smoothing!, z.count(-1));
      const s = shifted(z);
      const rows = s.logSumExp().sub(s.mul(smooth).sum(-1));
      return reduce(rows, settings, settings.denominator === 'weight' ? smooth.sum(-1) : undefined);
    },
  ],
  'divides-by-rows': [
    'divides by the number of rows',
    (operands, settings) => rightSoft(operands, { ...settings, ...unit }),
  ],
  'mean-over-elements': [
    'divides by rows times classes',
    (operands, settings) => {
      if (settings.reduction !== 'mean') return rightSoft(operands, settings);
      return rightSoft(operands, { ...settings, reduction: 'sum' }).div(operands.logits!.count());
    },
  ],
  'normaliser-added-first': [
    'adds the maximum back to the normaliser before subtracting',
    (operands, settings) => softBy(operands, settings, (z) => z.sub(z.logSumExp().column())),
  ],
  'clamped-probability': [
    'clamps the probabilities to [1e-7, 1]',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        through((p) => log(max(p, 1e-7))),
      ),
  ],
  'epsilon-in-the-log': [
    'adds 1e-10 inside the logarithm',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        through((p) => log(p.add(1e-10))),
      ),
  ],
  'zero-times-infinity': [
    'multiplies a target of 0 with a logarithm of -infinity',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        (z) => z.logSoftmax(),
        (q, l) => neg(q.mul(l)),
      ),
  ],
  'arguments-swapped': [
    'takes the softmax of the targets and the logits for labels',
    (operands, settings) =>
      rightSoft(
        { ...operands, logits: operands.target!, target: map((z) => min(max(z, 0), 1), operands.logits!) },
        settings,
      ),
  ],
  'hard-labels-only': [
    'rounds the targets to hard labels',
    (operands, settings) =>
      rightSoft({ ...operands, target: map((q) => select(q.ge(0.5), 1, 0), operands.target!) }, settings),
  ],
  'entropy-subtracted': [
    'subtracts the entropy of the target: that is the Kullback-Leibler divergence',
    (operands, settings) =>
      softBy(
        operands,
        settings,
        (z) => z.logSoftmax(),
        (q, logp) => zeroTimes(q, log(q).sub(logp)),
      ),
  ],
  'target-gradient-dropped': ['treats the target as constant', { corrupt: scaledGradient('target', 0) }],
});

function softBy<R>(
  operands: Readonly<Record<string, Tensor<R>>>,
  settings: Settings,
  logSoftmax: (z: Tensor<R>) => Tensor<R>,
  each: (q: Scalar, logp: Scalar) => Scalar = cost,
): Tensor<R> {
  const last = (x: Tensor<R>): Tensor<R> => (settings.class_axis === -1 ? x : x.moveAxis(1, -1));
  const z = last(operands.logits!);
  const shares = map(
    (q, e, n) => oneMinus(e).mul(q).add(e.div(n)),
    last(operands.target!),
    operands.label_smoothing!,
    z.count(-1),
  );
  const weighted = operands.class_weight ? map(product, operands.class_weight, shares) : shares;
  const terms = map(each, weighted, logSoftmax(z)).sum(-1);
  return reduce(terms, settings, settings.denominator === 'weight' ? weighted.sum(-1) : undefined);
}
