import { formats } from '../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Case } from '../../case.ts';
import { caseDefect } from '../../case-defect.ts';
import { supportsValue } from '../../implementation.ts';
import { defaultsOf } from '../../settings.ts';
import type { Constraint } from '../options.ts';
import { CaseCost, cheaper } from './case-cost.ts';
import { plainerNumbers } from './plainer-numbers.ts';
import { fewerAxes, fewerOperands, fewerSlices, lessAsked, plainerParams } from './smaller-structures.ts';

/**
 * Cases that are a little simpler than this one, the largest steps first. Each costs strictly less, is in the dtype, is
 * supported as this one is, and is bad input exactly where this one is; the regime's label stays, whether or not the
 * case is still in it.
 */
export function* shrinkCase(spec: LossSpec, c: Case, constraint: Constraint = {}): Generator<Case> {
  const { support } = constraint;
  const format = formats[c.dtype];
  const defaults: Record<string, Case['params'][string]> = { ...defaultsOf(spec), ...constraint.defaults };
  for (const [name, value] of Object.entries(defaults)) {
    if (spec.params[name]?.kind === 'number' && typeof value === 'number') defaults[name] = format.round(value);
  }
  const reductions = spec.reductions.filter((r) => !support || support.reductions.includes(r));
  const cost = new CaseCost(spec, defaults, c.dtype);
  const own = cost.of(c);
  const bad = isBad(spec, c);
  const supported = (candidate: Case): boolean =>
    Object.entries(candidate.params).every(
      ([name, value]) =>
        Object.is(value, c.params[name]) ||
        !support ||
        supportsValue(support.params[name], value, defaults[name] ?? null, format),
    );
  for (const candidate of candidates(spec, c, defaults, reductions)) {
    if (cheaper(cost.of(candidate), own) && supported(candidate) && isBad(spec, candidate) === bad) yield candidate;
  }
}

function* candidates(
  spec: LossSpec,
  c: Case,
  defaults: Case['params'],
  reductions: LossSpec['reductions'],
): Generator<Case> {
  yield* fewerSlices(spec, c);
  yield* fewerAxes(spec, c);
  yield* fewerOperands(spec, c);
  yield* plainerParams(spec, c, defaults);
  yield* lessAsked(spec, c, reductions);
  yield* plainerNumbers(spec, c);
}

const isBad = (spec: LossSpec, c: Case): boolean => caseDefect(spec, c) !== undefined;
