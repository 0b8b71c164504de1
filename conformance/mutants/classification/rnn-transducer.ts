import { exp, log } from '../../../reference/arithmetic/kernel/functions.ts';
import { rnnTransducer } from '../../../reference/losses/classification/rnn_transducer.ts';
import type { Settings } from '../../../reference/losses/loss-reference.ts';
import { concat, map } from '../../../reference/tensor/tensor.ts';
import type { Case } from '../../case.ts';
import { type Mutant, mutantsOf, type Outputs, scaledGradient, text } from '../mutant.ts';
import { finished, forward, type Names } from './transducer-forward.ts';

const right = rnnTransducer.algorithms[0].text;
const under = (settings: Partial<Settings>) => text<Names>((o, s) => right(o, { ...s, ...settings }));

/** A gradient that is not multiplied with a cotangent of one number. */
function withoutUpstream(outputs: Outputs, c: Case): Outputs {
  const by = c.cotangent.shape.length === 0 ? c.cotangent.data[0]! : 1;
  return by === 0 ? outputs : scaledGradient('logits', 1 / by)(outputs);
}

function clamped(outputs: Outputs): Outputs {
  const gradient = outputs['gradient.logits'];
  if (!gradient) return outputs;
  const data = gradient.data.map((x) => Math.min(0.5, Math.max(-0.5, x)));
  return { ...outputs, 'gradient.logits': { ...gradient, data } };
}

export const rnnTransducerMutants: Mutant[] = mutantsOf('rnn_transducer', {
  'steps-ignored': [
    'counts padded steps',
    text<Names>((o, s) => right({ ...o, logit_lengths: o.logit_lengths.mul(0).add(o.logits.shape[1] as number) }, s)),
  ],
  'labels-ignored': [
    'counts padded labels',
    text<Names>((o, s) =>
      right({ ...o, target_lengths: o.target_lengths.mul(0).add((o.logits.shape[2] as number) - 1) }, s),
    ),
  ],
  'padding-times-zero': [
    'multiplies padding with 0 for leaving it out',
    forward({ padding: (x, counts) => x.mul(counts) }),
  ],
  'softmax-left-out': ['takes logits for log-probabilities', under({ fused_log_softmax: false })],
  'softmax-again': ['takes log-probabilities for logits', under({ fused_log_softmax: true })],
  'softmax-without-gradient': [
    'forgets the softmax in the gradient',
    forward({ logSoftmax: (z) => z.logSoftmax().hold().add(z.sub(z.hold())) }),
  ],
  'gradient-for-logits': [
    'returns the gradient with respect to logits before a softmax, of log-probabilities too',
    text<Names>((o, s) => {
      const throughSoftmax = right(o, { ...s, fused_log_softmax: true });
      return right(o, s).hold().add(throughSoftmax.sub(throughSoftmax.hold()));
    }),
  ],
  'softmax-unshifted': [
    'takes the exponential of scores as they are',
    forward({ logSoftmax: (z) => z.sub(map(log, map(exp, z).sumKeep(-1))) }),
  ],
  'sum-unshifted': [
    'adds up likelihoods as they are, which vanish',
    forward({ sum: (ways) => map(log, map(exp, ways).sum(-1)) }),
  ],
  'blank-last': [
    'takes the last class for the blank',
    text<Names>((o, s) => {
      const classes = o.logits.shape[3] as number;
      const moved = [o.logits.slice(3, classes - 1, classes), o.logits.slice(3, 0, classes - 1)] as const;
      return right({ ...o, logits: concat(3, ...moved) }, s);
    }),
  ],
  'no-last-blank': ['leaves out the blank that ends a path', forward({ lastBlank: false })],
  'label-before': ['reads each label one place too early', forward({ labelsBack: 1 })],
  'blank-after': ['reads a blank from the step that it leads to', forward({ blankAfter: true })],
  'one-label-a-step': ['lets a label, too, lead to the next step', forward({ labelGoesOn: true })],
  'no-label-at-once': ['lets no label come in the first step', forward({ labelsAtOnce: false })],
  'best-path': ['takes the likeliest path for their sum', forward({ sum: (ways) => ways.max(-1) })],
  'per-label-ignored': ['ignores per_label', under({ per_label: false })],
  'per-label-always': ['always divides by the number of labels', under({ per_label: true })],
  'per-no-label': [
    'divides by a number of labels of 0',
    text<Names>((o, s) => {
      const losses = right(o, { ...s, per_label: false, reduction: 'none' });
      return finished(s.per_label ? losses.div(o.target_lengths) : losses, o.target_lengths, {
        ...s,
        per_label: false,
      });
    }),
  ],
  'per-move': [
    'divides by the number of moves',
    text<Names>((o, s) =>
      finished(right(o, { ...s, reduction: 'none' }).div(o.logit_lengths.add(o.target_lengths)), o.target_lengths, {
        ...s,
        per_label: false,
      }),
    ),
  ],
  'mean-per-sequence-always': ['divides a mean by the number of sequences always', under({ denominator: 'count' })],
  'upstream-ignored': ['does not multiply the gradient with the one from above', { corrupt: withoutUpstream }],
  'gradient-clamped': ['clamps the gradient', { corrupt: clamped }],
});
