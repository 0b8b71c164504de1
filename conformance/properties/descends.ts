import { formats } from '../../reference/tensor/format.ts';
import type { TypedTensor, Want } from '../case.ts';
import type { Evaluation } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { read, referenceOf } from './support/answers.ts';
import { conclude } from './support/conclude.ts';
import { contracted } from './support/contracted.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { type Estimate, minus, saysNothing, total } from './support/estimate.ts';
import { digitsOf } from './support/exact-steps.ts';
import { gradientsOf, related, valueOnly } from './support/related-case.ts';
import { bothSides, slopeAlong } from './support/steps.ts';

/**
 * Of the two ends of a small step, the one that the implementation's own gradient points away from must have the lower
 * value. Judged only where every right answer agrees: the sign of the reference's gradient along the step is certain,
 * and the reference falls by more than the permitted errors. A witness names its step, and answers for it being small.
 */
export const descends = defineProperty('descends', {
  sentence: 'A small step against the gradient lowers the value.',
  plan(base, { in: names }, context) {
    const wants = gradientsOf(base, names);
    if (wants.length < names.length) return undefined;
    const at = related(base, { wants: ['value', ...wants] });
    if (context.to) {
      const to = related(valueOnly(base), { operands: context.to as Record<string, TypedTensor> });
      return ask({ at, to }, (e) => judgeWitness(e.at, e.to, wants));
    }
    const digits = digitsOf(formats[base.dtype]);
    const sides = bothSides(base, wants, -Math.floor(digits / context.draw.pick([3, 2.5])), context.spec, context.draw);
    if (!sides) return undefined;
    return ask({ at, before: valueOnly(sides.before), after: valueOnly(sides.after) }, (e) =>
      judge(e.at, e.before, e.after, wants),
    );
  },
});

const law = 'a step against the gradient must lower the value';
type Outputs = (e: Evaluation, want: Want) => Estimate[];

const slope = (outputs: Outputs, at: Evaluation, from: Evaluation, to: Evaluation, wants: readonly Want[]): Estimate =>
  total(wants.map((want) => slopeAlong(outputs(at, want), want, from.case, to.case)));
const numberOf = (outputs: Outputs, e: Evaluation, cotangent: Evaluation): Estimate =>
  contracted(outputs(e, 'value'), cotangent.case);

function judge(at: Evaluation, before: Evaluation, after: Evaluation, wants: readonly Want[]): Finding {
  const own = slope(read, at, before, after, wants);
  const exact = slope(referenceOf, at, before, after, wants);
  // A right gradient may differ from the reference's by the permitted error.
  if (saysNothing(own) || saysNothing(exact) || Math.abs(exact.value) <= own.radius + exact.radius) {
    return { verdict: 'vacuous', why: 'the gradient along the step is not certainly up or down' };
  }
  const low = exact.value > 0 ? before : after;
  const drop = minus(numberOf(referenceOf, at, at), numberOf(referenceOf, low, at));
  const slack = numberOf(read, at, at).radius + numberOf(read, low, at).radius;
  if (saysNothing(drop) || !(drop.value > slack + drop.radius)) {
    return { verdict: 'vacuous', why: 'the step lowers the value by no more than the permitted errors' };
  }
  const downhill = own.value > 0 ? before : after;
  const [from, to] = [numberOf(read, at, at), numberOf(read, downhill, at)];
  if (downhill === low && to.value < from.value) return { verdict: 'pass' };
  return rises(at, to, from, wants);
}

function judgeWitness(at: Evaluation, to: Evaluation, wants: readonly Want[]): Finding {
  const own = slope(read, at, at, to, wants);
  if (!(own.value + own.radius < 0))
    return { verdict: 'vacuous', why: 'the witness does not step against the gradient' };
  const [there, here] = [numberOf(read, to, at), numberOf(read, at, at)];
  return conclude([{ got: there, asked: 'at most', of: here, output: wants[0]!, index: 0 }], at.case, law);
}

function rises(at: Evaluation, to: Estimate, from: Estimate, wants: readonly Want[]): Finding {
  const message = `against the gradient the value goes from ${from.value} to ${to.value}: ${law}`;
  return {
    verdict: 'fail',
    evidence: { class: 'gradient', case: at.case, message, output: wants[0]!, got: to.value, expected: from.value },
  };
}
