import { formats } from '../../reference/tensor/format.ts';
import type { Want } from '../case.ts';
import type { Evaluation } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { read, referenceOf } from './support/answers.ts';
import { conclude } from './support/conclude.ts';
import { contracted } from './support/contracted.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { absolute, type Estimate, minus, saysNothing, total } from './support/estimate.ts';
import { digitsOf } from './support/exact-steps.ts';
import { gradientsOf, related, valueOnly } from './support/related-case.ts';
import { bothSides, slopeAlong } from './support/steps.ts';

/**
 * F(x + h v) - F(x - h v) of the implementation's own values against its own gradient along that step, F contracted with
 * the cotangent. The allowance is the permitted error of both values, that of the gradient along the step, and what the
 * reference's own difference misses of the reference's own gradient: truncation and kinks. So it follows from the
 * triangle inequality alone that no answer fails whose values and gradients are within their permitted errors.
 */
export const selfConsistent = defineProperty('self_consistent', {
  sentence: "The gradient agrees with central differences of the implementation's own values.",
  plan(base, _, { spec, draw }) {
    const all = gradientsOf(base);
    if (all.length === 0) return undefined;
    const wants = draw.below(2) === 0 ? all : [draw.pick(all)];
    const digits = digitsOf(formats[base.dtype]);
    const exponent = -Math.floor(digits / draw.pick([3, 4]));
    const sides = bothSides(base, wants, exponent, spec, draw);
    if (!sides) return undefined;
    const at = related(base, { wants });
    return ask({ at, before: valueOnly(sides.before), after: valueOnly(sides.after) }, (e) =>
      judge(e.at, e.before, e.after, wants),
    );
  },
});

function judge(at: Evaluation, before: Evaluation, after: Evaluation, wants: readonly Want[]): Finding {
  const along = (outputs: (e: Evaluation, want: Want) => Estimate[]): Estimate =>
    total(wants.map((want) => slopeAlong(outputs(at, want), want, before.case, after.case)));
  const change = (outputs: (e: Evaluation, want: Want) => Estimate[]): Estimate =>
    minus(contracted(outputs(after, 'value'), after.case), contracted(outputs(before, 'value'), before.case));

  const slope = along(read);
  const missed = absolute(minus(change(referenceOf), along(referenceOf)));
  if (saysNothing(missed)) return { verdict: 'vacuous', why: 'the reference has no finite difference here' };
  const expected = { value: slope.value, radius: slope.radius + missed.value + missed.radius };
  const found = change(read);
  // A gradient of NaN is what is wrong, and no number to expect of the values.
  const [got, of] = Number.isNaN(slope.value) ? [expected, found] : [found, expected];
  const law = 'the change of the value between the two ends of a step must be the gradient along it';
  const finding = conclude([{ got, asked: 'equal', of, output: wants[0]!, index: 0 }], at.case, law);
  if (finding.verdict === 'pass' && got.radius + of.radius >= Math.abs(slope.value)) {
    return { verdict: 'vacuous', why: 'the step is too small or too large here: a gradient of 0 would pass, too' };
  }
  return finding;
}
