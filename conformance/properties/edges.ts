import { float64 } from '../../reference/tensor/format.ts';
import { ulp } from '../../reference/tensor/ulp.ts';
import type { Edge, Nested } from '../../spec/language/sample.ts';
import { type Want, withRespectTo } from '../case.ts';
import { caseDefect } from '../case-defect.ts';
import type { Evaluation, PropertyContext } from '../property.ts';
import type { Evidence, Finding } from '../verdict.ts';
import { outputOf, unanswered } from './support/answers.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { caseOfSample, numbersOfSample } from './support/sample-case.ts';

/** One round per edge of the spec. NaN is NaN, an infinity is that infinity, and a number is within its permitted error. */
export const edges = defineProperty('edges', {
  sentence: "Non-finite, empty and all-ignored input gives what the spec's edges say.",
  bases: 'any',
  seesAllOutcomes: true,
  rounds: (spec) => spec.edges.length,
  plan(base, _, context) {
    const edge = context.spec.edges[context.round ?? 0];
    if (!edge) return undefined;
    const gradients = Object.keys(edge.gradient ?? {}).map((name): Want => `gradient.${name}`);
    const wants: Want[] = ['value', ...gradients.filter((want) => base.wants.includes(want))];
    const at = caseOfSample(context.spec, edge, base.dtype, 'edge', wants);
    return ask({ at }, (e) => judge(e.at, edge, context));
  },
});

function judge(evaluation: Evaluation, edge: Edge, { spec, promises }: PropertyContext): Finding {
  const { outcome, case: of } = evaluation;
  const fail = (message: string, where: Partial<Evidence> = {}): Finding => ({
    verdict: 'fail',
    evidence: { class: 'edge', case: of, message: `${edge.title}: ${message}`, ...where },
  });
  if (edge.value === 'rejected') {
    if (outcome.status === 'rejected') return { verdict: 'pass' };
    if (outcome.status !== 'value') return unanswered(evaluation)!;
    const isBad = caseDefect(spec, of) !== undefined;
    if (isBad && promises && !promises.validates) return { verdict: 'unsupported', what: `refusing ${edge.title}` };
    return fail('an answer was given where there must be none', { class: 'accepted' });
  }
  const stopped = unanswered(evaluation);
  if (stopped) return stopped;
  let isOpen = false;
  for (const output of of.wants) {
    const written: Nested = output === 'value' ? edge.value : edge.gradient![withRespectTo(output)]!;
    for (const off of deviations(evaluation, output, written, `${spec.id}, edge "${edge.title}"`)) {
      if (off.bound === Infinity) isOpen = true;
      else return fail(`${output}[${off.index}] is ${off.got}, but must be ${off.expected}`, { output, ...off });
    }
  }
  return isOpen ? { verdict: 'vacuous', why: 'nothing bounds the error here' } : { verdict: 'pass' };
}

interface Deviation {
  readonly index: number;
  readonly got: number;
  readonly expected: number;
  readonly bound?: number;
}

/** Where the output is not what is written, and, of numbers, not within the permitted error or not known to be. */
function* deviations(evaluation: Evaluation, output: Want, written: Nested, what: string): Generator<Deviation> {
  const { shape, data } = outputOf(evaluation, output);
  const wanted = numbersOfSample(written, shape, what);
  for (const [index, expected] of wanted.entries()) {
    const got = data[index]!;
    if (Object.is(got, expected) || got === expected) continue;
    if (!Number.isFinite(expected) || !Number.isFinite(got)) {
      yield { index, got, expected };
      continue;
    }
    // The spec writes a double, which is half an ulp from what it means.
    const bound = evaluation.permitted(output).radius[index]! + ulp(expected, float64) / 2;
    if (bound === Infinity || !(Math.abs(got - expected) <= bound)) yield { index, got, expected, bound };
  }
}
