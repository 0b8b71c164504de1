import { exp, log, max, min, neg, oneMinus, select, softplus } from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { focal } from '../../../reference/losses/classification/focal.ts';
import { logProbabilities } from '../../../reference/losses/classification/log-probabilities.ts';
import type { AnyLossText, Settings } from '../../../reference/losses/loss-reference.ts';
import { reduce } from '../../../reference/losses/reduction.ts';
import { map } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = focal.algorithms[0].text;
type Names = 'logits' | 'target' | 'alpha' | 'gamma';

/** From the log-probability of the label alone, where every row counts; alpha is the class's own, too. */
const ofLabel = (term: (logp: Scalar, alpha: Scalar, gamma: Scalar) => Scalar): AnyLossText =>
  text<Names, 'class_alpha'>((operands, settings) => {
    const { logits, target, alpha, gamma, class_alpha } = operands;
    if (settings.ignore_index !== null || settings.denominator === 'elements') return right(operands, settings);
    const z = settings.class_axis === -1 ? logits : logits.moveAxis(1, -1);
    const factor = class_alpha ? class_alpha.expand(z.shape).take(target).mul(alpha) : alpha;
    return reduce(map(term, z.logSoftmax().take(target), factor, gamma), settings);
  });
const power = (x: Scalar, n: Scalar): Scalar => select(n.eq(0), 1, exp(n.mul(log(x))));
/** With one number replaced where it is 0. */
const unlessZero = (name: 'alpha' | 'gamma', fallback: number): AnyLossText =>
  text<Names, 'class_alpha'>((operands, settings) => {
    const replaced = map((x) => select(x.eq(0), fallback, x), operands[name]);
    return right({ ...operands, [name]: replaced }, settings);
  });
const inMean =
  (denominator: string): AnyLossText =>
  (operands, settings) =>
    right(operands, settings.denominator === 'count' ? { ...settings, denominator } : settings);
/** What is done to the number of a parameter. */
const withNumber = (name: 'alpha' | 'gamma', change: (x: Scalar) => Scalar): AnyLossText =>
  text<Names, 'class_alpha'>((operands, settings) =>
    right({ ...operands, [name]: map(change, operands[name]) }, settings),
  );

export const focalMutants: Mutant[] = mutantsOf('focal', {
  'alpha-0-falsy': ['takes alpha 0 for "not set" and uses 0.25', unlessZero('alpha', 0.25)],
  'gamma-0-falsy': ['takes gamma 0 for "not set" and uses 2', unlessZero('gamma', 2)],
  'alpha-ignored': ['ignores alpha', withNumber('alpha', (a) => a.sub(a).add(1))],
  'alpha-balanced': [
    'gives 1 - alpha to class 0, as a binary loss does',
    text<Names, 'class_alpha'>((operands, settings) => {
      const { logits, alpha, class_alpha } = operands;
      const classes = (settings.class_axis === -1 ? logits : logits.moveAxis(1, -1)).indices();
      const balanced = map((c, a) => select(c.eq(0), oneMinus(a), a), classes, alpha);
      const both = class_alpha ? balanced.mul(class_alpha) : balanced;
      return right({ ...operands, alpha: alpha.lift(1), class_alpha: both }, settings);
    }),
  ],
  'class-alpha-ignored': [
    'ignores the alpha of the class',
    text<Names, 'class_alpha'>(({ class_alpha: _, ...rest }, settings: Settings) => right(rest, settings)),
  ],
  'class-alpha-in-the-mean': [
    'divides by the summed alphas of the labels',
    text<Names, 'class_alpha'>((operands, settings) => {
      const { logits, target, class_alpha } = operands;
      if (!class_alpha || settings.reduction !== 'mean' || settings.ignore_index !== null)
        return right(operands, settings);
      const z = settings.class_axis === -1 ? logits : logits.moveAxis(1, -1);
      const terms = right(operands, { ...settings, reduction: 'none' });
      return reduce(terms, settings, class_alpha.expand(z.shape).take(target));
    }),
  ],
  'through-the-probability': [
    'computes 1 - p_t from the rounded probability',
    ofLabel((logp, a, g) => a.mul(power(oneMinus(exp(logp)), g)).mul(neg(logp))),
  ],
  'power-of-the-probability': [
    'weighs by p_t^gamma instead of (1 - p_t)^gamma',
    ofLabel((logp, a, g) => a.mul(exp(g.mul(logp))).mul(neg(logp))),
  ],
  'gamma-plus-1': ['raises to gamma + 1', withNumber('gamma', (g) => g.add(1))],
  'clamped-probability': [
    'clamps the probability to [1e-7, 1 - 1e-7]',
    ofLabel((logp, a, g) => {
      const p = max(min(exp(logp), 1 - 1e-7), 1e-7);
      return a.mul(power(oneMinus(p), g)).mul(neg(log(p)));
    }),
  ],
  'log-probabilities-as-logits': [
    'feeds the log-probability of the label to a sigmoid',
    ofLabel((logp, a, g) => a.mul(exp(g.mul(neg(softplus(logp))))).mul(softplus(neg(logp)))),
  ],
  'mean-over-elements': ['divides by rows times classes', inMean('elements')],
  'ignored-rows-in-the-mean': ['counts ignored rows in the denominator', inMean('all')],
  'weight-detached': [
    'holds (1 - p_t)^gamma constant in the gradient of the logits',
    text<Names, 'class_alpha'>((operands, settings) => {
      const { logits, target, class_alpha, alpha, gamma } = operands;
      if (class_alpha || settings.ignore_index !== null || settings.denominator === 'elements') {
        return right(operands, settings);
      }
      const z = settings.class_axis === -1 ? logits : logits.moveAxis(1, -1);
      const logp = logProbabilities(z);
      const others = map((l, c, y) => select(c.eq(y), -Infinity, l), logp, z.indices(), target.column());
      const weight = map((l, g) => select(g.eq(0), 1, exp(g.mul(l))), others.logSumExp().hold(), gamma);
      return reduce(
        map((w, l, a) => a.mul(w.mul(neg(l))), weight, logp.take(target), alpha),
        settings,
      );
    }),
  ],
  'gamma-gradient-dropped': ['treats gamma as constant', { corrupt: scaledGradient('gamma', 0) }],
  'alpha-gradient-sign': ['gives alpha a gradient of the wrong sign', { corrupt: scaledGradient('alpha', -1) }],
});
