import { select } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { ctc } from '../../../reference/losses/classification/ctc.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { concat, map, type Tensor } from '../../../reference/tensor/tensor.ts';
import type { Case } from '../../case.ts';
import { type Mutant, mutantsOf, type Outputs, scaledGradient, text } from '../mutant.ts';

const right = ctc.algorithms[0].text;
type Names = 'log_probs' | 'targets' | 'input_lengths' | 'target_lengths';

interface Parts {
  /** Whether a place may be reached from the one two before it. */
  readonly follows?: (y: Scalar, before: Scalar) => Scalar;
  readonly start?: number;
  /** Whether the blank behind the last label is an end. */
  readonly blankEnd?: boolean;
  readonly sum?: <R>(ways: Tensor<R>) => Tensor<R>;
}
const where = (x: Scalar, yes: Scalar): Scalar => select(yes.eq(1), x, -Infinity);
const unlessSame = (y: Scalar, before: Scalar): Scalar => select(y.eq(0), 0, select(y.eq(before), 0, 1));
const safe = <R>(x: Tensor<R>): Tensor<R> => {
  const top = x.max(-1);
  const kept = map((v, m) => select(m.eq(-Infinity), 0, v), x, top.column());
  return map((l, m) => select(m.eq(-Infinity), -Infinity, l), kept.logSumExp(), top);
};

/** The forward algorithm with one part replaced; every step and label counts where lengths do not say otherwise. */
const forward = ({ follows = unlessSame, start = 1.5, blankEnd = true, sum = safe }: Parts) =>
  text<Names>(({ log_probs, targets, input_lengths, target_lengths }, settings) => {
    const [steps, items, classes] = log_probs.shape as [number, number, number];
    const blank = input_lengths.mul(0).column();
    const labels = Array.from({ length: targets.shape[1] as number }, (_, k) => targets.slice(-1, k, k + 1));
    const path = concat(-1, blank, ...labels.flatMap((y) => [y, blank]));
    const places = path.shape[1] as number;
    const scores = log_probs
      .reshape([steps, items, 1, classes])
      .expand([steps, items, places, classes])
      .take(path.expand([steps, items, places]));
    const at = (t: number) => scores.slice(0, t, t + 1).reshape([items, places]);
    const mayFollow = map(follows, path, concat(-1, blank, blank, path).slice(-1, 0, places));
    const never = log_probs.lift(-Infinity).expand([items, 2]);
    let alpha = map((v, i) => select(i.lt(start), v, -Infinity), at(0), path.indices());
    for (let t = 1; t < steps; t++) {
      const before = concat(-1, never, alpha);
      const two = map(where, before.slice(-1, 0, places), mayFollow);
      const ways = concat(-1, alpha.column(), before.slice(-1, 1, places + 1).column(), two.column());
      const next = sum(ways).add(at(t));
      alpha = map((n, a, len) => select(len.gt(t + 0.5), n, a), next, alpha, input_lengths.column());
    }
    const ends = map(
      (v, i, len) =>
        select(
          i.eq(len.mul(2)),
          blankEnd ? v : select(len.eq(0), v, -Infinity),
          select(i.eq(len.mul(2).sub(1)), v, -Infinity),
        ),
      alpha,
      path.indices(),
      target_lengths.column(),
    );
    return finish(sum(ends).neg(), target_lengths, settings);
  });
type Settings = Parameters<typeof right>[1];
function finish<R>(losses: Tensor<R>, labels: Tensor<R>, settings: Settings): Tensor<R> {
  const terms = settings.zero_infinity ? map((x) => select(x.eq(Infinity), 0, x), losses) : losses;
  return reduce(settings.per_label ? map((x, n) => x.div(select(n.eq(0), 1, n)), terms, labels) : terms, settings);
}

/** The right terms, changed and reduced. */
const terms = (change: (term: Scalar, labels: Scalar) => Scalar, settings: Partial<Settings> = {}) =>
  text<Names>((o, s) =>
    reduce(map(change, right(o, { ...s, ...settings, reduction: 'none' }), o.target_lengths), { ...s, ...settings }),
  );

/** A gradient that is not multiplied with a cotangent of one number. */
function withoutUpstream(outputs: Outputs, c: Case): Outputs {
  const by = c.cotangent.shape.length === 0 ? c.cotangent.data[0]! : 1;
  return by === 0 ? outputs : scaledGradient('log_probs', 1 / by)(outputs);
}

export const ctcMutants: Mutant[] = mutantsOf('ctc', {
  'input-lengths-ignored': [
    'counts padded steps',
    (o, s) => right({ ...o, input_lengths: o.input_lengths!.mul(0).add(o.log_probs!.shape[0] as number) }, s),
  ],
  'target-lengths-ignored': [
    'counts padded labels',
    (o, s) => right({ ...o, target_lengths: o.target_lengths!.mul(0).add(o.targets!.shape[1] as number) }, s),
  ],
  'softmax-again': [
    'takes log-probabilities for logits',
    (o, s) => right({ ...o, log_probs: o.log_probs!.logSoftmax() }, s),
  ],
  'gradient-for-logits': [
    'returns the gradient with respect to logits before a softmax, exp(log_probs) - posterior',
    (o, s) => {
      const throughSoftmax = right({ ...o, log_probs: o.log_probs!.logSoftmax() }, s);
      return right(o, s).hold().add(throughSoftmax.sub(throughSoftmax.hold()));
    },
  ],
  'blank-last': [
    'takes the last class for the blank',
    (o, s) => {
      const classes = o.log_probs!.shape[2] as number;
      const moved = [o.log_probs!.slice(2, classes - 1, classes), o.log_probs!.slice(2, 0, classes - 1)] as const;
      return right({ ...o, log_probs: concat(2, ...moved) }, s);
    },
  ],
  'blank-always-between': ['wants a blank between all labels', forward({ follows: (y) => y.mul(0) })],
  'repeats-without-blank': [
    'lets equal labels follow each other without a blank',
    forward({ follows: (y) => select(y.eq(0), 0, 1) }),
  ],
  'starts-with-blank': ['lets alignments start with the blank only', forward({ start: 0.5 })],
  'ends-with-label': ['lets alignments end with the last label only', forward({ blankEnd: false })],
  'best-path': ['takes the likeliest alignment for their sum', forward({ sum: (ways) => ways.max(-1) })],
  'impossible-is-large': [
    'gives 1e5 for labels that do not fit',
    terms((x) => select(x.eq(Infinity), 1e5, x), { zero_infinity: false }),
  ],
  'zero-infinity-ignored': ['ignores zero_infinity', (o, s) => right(o, { ...s, zero_infinity: false })],
  'zero-infinity-always': ['always sets infinity to 0', (o, s) => right(o, { ...s, zero_infinity: true })],
  'per-label-ignored': ['ignores per_label', (o, s) => right(o, { ...s, per_label: false })],
  'per-label-always': ['always divides by the number of labels', (o, s) => right(o, { ...s, per_label: true })],
  'per-no-label': [
    'divides by a number of labels of 0',
    text<Names>((o, s) => {
      const losses = right(o, { ...s, per_label: false, reduction: 'none' });
      return reduce(s.per_label ? losses.div(o.target_lengths) : losses, s);
    }),
  ],
  'upstream-ignored': ['does not multiply the gradient with the one from above', { corrupt: withoutUpstream }],
});
