import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case } from '../case.ts';
import type { Coverage } from '../run/run-report.ts';
import { look } from './operand-view.ts';
import { type Constraint, factors, optionKey } from './options.ts';
import { type RegimeName, regimeNames } from './regime.ts';
import { regimes } from './regimes/index.ts';
import { regimeChoices } from './strata.ts';

/** The regimes that a case is in by its bits, whatever it is labelled; bad input is in no other one. */
export const regimesOf = (spec: LossSpec, c: Case): RegimeName[] => amongThose(applicableTo(spec), spec, c);

const applicableTo = (spec: LossSpec): RegimeName[] => regimeNames.filter((name) => regimes[name].applicable(spec));

function amongThose(applicable: readonly RegimeName[], spec: LossSpec, c: Case): RegimeName[] {
  const seen = look(spec, c);
  if (applicable.includes('bad_input') && regimes.bad_input.holds(seen)) return ['bad_input'];
  return applicable.filter((name) => name !== 'bad_input' && regimes[name].holds(seen));
}

/** How many of the cases, all of one dtype, reached each regime and each option that the constraint asks for. */
export function coverage(spec: LossSpec, dtype: Dtype, cases: readonly Case[], constraint: Constraint = {}): Coverage {
  const choices = regimeChoices(spec, dtype, constraint);
  const reached: Record<string, number> = Object.fromEntries(choices.map(({ regime }) => [regime, 0]));
  const all = factors(spec, dtype, constraint);
  const options: Record<string, number> = Object.fromEntries(all.flatMap((f) => f.options.map((o) => [o.key, 0])));
  const count = (into: Record<string, number>, key: string): void => {
    into[key] = (into[key] ?? 0) + 1;
  };
  const applicable = applicableTo(spec);
  for (const c of cases) {
    const its = amongThose(applicable, spec, c);
    for (const regime of its) count(reached, regime);
    if (its.includes('bad_input')) continue; // it says nothing of an option that it is not refused
    for (const factor of all) {
      if (factor.kind === 'reduction') count(options, `reduction=${c.reduction}`);
      else if (factor.kind === 'operand') count(options, `${c.operands[factor.name] ? '+' : '-'}${factor.name}`);
      else count(options, optionKey(factor.name, c.params[factor.name] ?? null, factor.options));
    }
  }
  return { regimes: reached, options };
}

/** The regimes and options that were asked for and never reached. */
export const uncovered = ({ regimes: reached, options }: Coverage): string[] =>
  [...Object.entries(reached), ...Object.entries(options)].filter(([, n]) => n === 0).map(([name]) => name);
