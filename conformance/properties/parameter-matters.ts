import { formats } from '../../reference/tensor/format.ts';
import { inInterval } from '../../spec/language/domain.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Case } from '../case.ts';
import type { Evaluation, PropertyContext } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { read } from './support/answers.ts';
import { defineProperty, isFiniteAndValid, withoutValue } from './support/define-property.ts';
import { absolute, minus, saysNothing } from './support/estimate.ts';
import { denominatorOf } from './support/item-terms.ts';
import { reducedBy, related, valueOnly } from './support/related-case.ts';
import { shuffle } from './support/shuffle.ts';

/**
 * Several values are tried: `pass` where one makes the value differ by more than the permitted errors, `fail` where right
 * answers must differ and these are the same, else `vacuous`: then another base may show it. Values that the
 * implementation does not have are left out.
 */
export const parameterMatters = defineProperty('parameter_matters', {
  sentence: 'There is a case whose value this parameter changes.',
  existential: true,
  seesAllOutcomes: true,
  plan(base, { param }, context) {
    const candidates = otherValues(base, param, context);
    if (candidates.length === 0) return undefined;
    // Denominators show in a mean only.
    const start = valueOnly(param === 'denominator' ? reducedBy(context.spec, base, 'mean') : base);
    const others = shuffle(context.draw, candidates.length)
      .map((i) => related(start, { params: { [param]: candidates[i]! } }))
      .filter((c) => isFiniteAndValid(c, context.spec))
      .filter((c) => param !== 'denominator' || dividesByOther(start, c, context))
      .slice(0, mostValues);
    if (others.length === 0) return undefined;
    return {
      cases: [start, ...others],
      judge: ([first, ...rest]) => {
        const findings: Finding[] = [];
        for (const e of rest) {
          const finding = withoutValue([first!, e]) ?? judge(first!, e, param);
          // One is enough, and what is permitted of the others need not be known.
          if (finding.verdict === 'pass') return finding;
          findings.push(finding);
        }
        const of = (verdict: Finding['verdict']) => findings.find((f) => f.verdict === verdict);
        return of('fail') ?? of('vacuous') ?? findings[0]!;
      },
    };
  },
});
/**
 * Whether two means of the same items have other denominators; where they have not, and that is known, another base may say
 * more: a list without an item is rare. Of large cases the formula is not asked.
 */
function dividesByOther(a: Case, b: Case, context: PropertyContext): boolean {
  if (Object.values(a.operands).some(({ data }) => data.length > mostNumbers)) return true;
  const [x, y] = [denominatorOf(a, context), denominatorOf(b, context)];
  return !(x.radius === 0 && y.radius === 0 && x.value === y.value);
}
/** Of the operands whose denominators are compared. */
const mostNumbers = 64;

/** How many other values one base tries. */
const mostValues = 4;

function otherValues(base: Case, name: string, { spec }: PropertyContext): ParamValue[] {
  const param = spec.params[name];
  if (!param) throw new Error(`spec ${spec.id}: parameter_matters names ${name}, which is no parameter`);
  const { round } = formats[base.dtype];
  const value = base.params[name] ?? null;
  const own = (): ParamValue[] => {
    switch (param.kind) {
      case 'flag':
        return [true, false];
      case 'choice':
        return Object.keys(param.values);
      case 'integer':
        if (spec.ignore?.param !== name) return [...(param.values ?? param.tries)];
        // A label that occurs, so that an item becomes ignored.
        return [...new Set(base.operands[spec.ignore.operand]?.data ?? [])];
      case 'number':
        return [...param.tries, 1, 0.5, 2, ...(typeof value === 'number' ? [value * 2, value / 2] : [])]
          .map(round)
          .filter((v) => inInterval(v, param.domain));
    }
  };
  return own().filter((v) => v !== value);
}

function judge(start: Evaluation, other: Evaluation, param: string): Finding {
  const [a, b] = [read(start, 'value'), read(other, 'value')];
  const [from, to] = [start.permitted('value').reference, other.permitted('value').reference];
  let ignored: number | undefined;
  for (const [i, x] of a.entries()) {
    const gap = absolute(minus(x, b[i]!));
    if (saysNothing(gap)) continue;
    if (gap.value > gap.radius) return { verdict: 'pass' };
    if (gap.value === 0 && Math.abs(from[i]! - to[i]!) > gap.radius) ignored ??= i;
  }
  const values = `${start.case.params[param]} and ${other.case.params[param]}`;
  if (ignored === undefined) return { verdict: 'vacuous', why: `${param} = ${values} give the same here` };
  const message = `value[${ignored}] is ${a[ignored]!.value} for ${param} = ${values} alike, but must change`;
  return { verdict: 'fail', evidence: { class: 'value', case: start.case, message, output: 'value', index: ignored } };
}
