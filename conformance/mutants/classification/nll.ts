import { exp, log, max, neg, select } from '../../../reference/arithmetic/kernel/functions.ts';
import { nll } from '../../../reference/losses/classification/nll.ts';
import type { AnyLossText, Settings } from '../../../reference/losses/loss-reference.ts';
import { keep, reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = nll.algorithms[0].text;
type Scores = <R>(classesLast: Tensor<R>) => Tensor<R>;

/** Something else for the log-probabilities. */
const ofScores = (scores: Scores): AnyLossText =>
  text<'log_probability' | 'target', 'class_weight'>(({ log_probability, ...rest }, settings) => {
    const isLast = settings.class_axis === -1;
    const changed = scores(isLast ? log_probability : log_probability.moveAxis(1, -1));
    return right({ ...rest, log_probability: isLast ? changed : changed.moveAxis(-1, 1) }, settings);
  });
/** Another label. */
const ofLabel = (relabel: <R>(label: Tensor<R>, classes: Tensor<R>) => Tensor<R>): AnyLossText =>
  text<'log_probability' | 'target', 'class_weight'>(({ target, log_probability, ...rest }, settings) => {
    const classes = log_probability.count(settings.class_axis === -1 ? -1 : 1);
    const changed = relabel(target, classes);
    const { ignore_index } = settings;
    const label =
      typeof ignore_index === 'number' ? map((y, z) => select(y.eq(ignore_index), y, z), target, changed) : changed;
    return right({ ...rest, log_probability, target: label }, settings);
  });
const withSettings =
  (change: (settings: Settings) => Settings): AnyLossText =>
  (operands, settings) =>
    right(operands, change(settings));

export const nllMutants: Mutant[] = mutantsOf('nll', {
  'sign-forgotten': ['returns the log-probability', (operands, settings) => right(operands, settings).neg()],
  'normalised-again': ['applies log-softmax to what it takes for logits', ofScores((x) => x.logSoftmax())],
  'probabilities-expected': [
    'takes the logarithm of the log-probabilities',
    ofScores((x) => map((v) => log(max(v, 1e-30)), x)),
  ],
  'probability-returned': ['takes the probability for its logarithm', ofScores((x) => map(exp, x))],
  'label-from-1': [
    'counts classes from 1',
    ofLabel((label, n) => map((y, classes) => select(y.eq(0), classes.sub(1), y.sub(1)), label, n)),
  ],
  'cost-capped': ['caps the loss at 50', ofScores((x) => map((v) => max(v, -50), x))],
  'weighted-mean-by-rows': [
    'divides a weighted mean by the number of rows that count',
    withSettings((s) => (s.denominator === 'weight' ? { ...s, denominator: 'count' } : s)),
  ],
  'ignored-rows-in-the-mean': [
    'counts ignored rows in the denominator',
    withSettings((s) => (s.denominator === 'weight' || s.denominator === 'count' ? { ...s, denominator: 'all' } : s)),
  ],
  'ignored-rows-leak': [
    'multiplies ignored rows by 0 instead of clearing them: NaN gets through',
    text<'log_probability' | 'target', 'class_weight'>((operands, settings) => {
      const { log_probability, target, class_weight } = operands;
      const { ignore_index } = settings;
      if (typeof ignore_index !== 'number' || class_weight) return right(operands, settings);
      const counted = map((y) => select(y.eq(ignore_index), 0, 1), target);
      const scores = settings.class_axis === -1 ? log_probability : log_probability.moveAxis(1, -1);
      const terms = scores.take(keep(target, counted)).neg().mul(counted);
      return reduce(terms, settings, settings.denominator === 'all' ? undefined : counted);
    }),
  ],
  'ignore-index-minus-1-unset': [
    'takes ignore_index -1 for "not set" and clamps the label',
    (operands, settings) => {
      if (settings.ignore_index !== -1) return right(operands, settings);
      return right(
        { ...operands, target: map((y) => max(y, 0), operands.target!) },
        { ...settings, ignore_index: null },
      );
    },
  ],
  'ignore-index-0-falsy': [
    'takes ignore_index 0 for "not set"',
    withSettings((s) => (s.ignore_index === 0 ? { ...s, ignore_index: null } : s)),
  ],
  'class-weight-ignored': [
    'ignores the class weights',
    text<'log_probability' | 'target', 'class_weight'>(({ class_weight: _, ...rest }, settings) =>
      right(rest, settings),
    ),
  ],
  'zero-weight-times-infinity': [
    'multiplies a class weight of 0 with a logarithm of -infinity',
    text<'log_probability' | 'target', 'class_weight'>((operands, settings) => {
      const { log_probability, target, class_weight } = operands;
      if (!class_weight || settings.ignore_index !== null) return right(operands, settings);
      const scores = settings.class_axis === -1 ? log_probability : log_probability.moveAxis(1, -1);
      const weight = class_weight.expand(scores.shape).take(target);
      const terms = map((w, logp) => neg(w.mul(logp)), weight, scores.take(target));
      return reduce(terms, settings, settings.denominator === 'weight' ? weight : undefined);
    }),
  ],
  'class-weight-gradient-dropped': [
    'treats the class weights as constant',
    { corrupt: scaledGradient('class_weight', 0) },
  ],
  'gradient-half': ['halves the gradient', { corrupt: scaledGradient('log_probability', 0.5) }],
});
