import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { type Constraint, type Factor, factors, type Option } from './options.ts';
import { type RegimeName, regimeNames } from './regime.ts';
import { regimes } from './regimes/index.ts';

/** A quota of one case: a regime and what every factor is set to, by the factor's name. */
export interface Stratum {
  readonly regime: RegimeName;
  readonly options: Readonly<Record<string, Option>>;
  /** Which of its regime's quota it is, from 0. */
  readonly turn?: number;
}

/** A regime with the factors whose options leave it possible. */
export interface RegimeChoice {
  readonly regime: RegimeName;
  readonly weight: number;
  /** How many strata it has at most, where that is said. */
  readonly quota?: number | undefined;
  readonly factors: readonly Factor[];
}

/** The regimes that a loss can be in under a constraint, in the order of regimeNames. */
export function regimeChoices(spec: LossSpec, dtype: Dtype, constraint: Constraint = {}): RegimeChoice[] {
  const all = factors(spec, dtype, constraint);
  return regimeNames
    .filter((name) => (constraint.regimes ?? regimeNames).includes(name) && regimes[name].applicable(spec))
    .map((name) => {
      const { admits, weight, quota } = regimes[name];
      const possible = (factor: Factor): Factor =>
        admits ? { ...factor, options: factor.options.filter((o) => admits(spec, factor.name, o)) } : factor;
      return { regime: name, weight, quota, factors: all.map(possible) };
    })
    .filter((choice) => choice.factors.every(({ options }) => options.length > 0));
}

/**
 * The strata to fill. `pairs`: in every applicable regime, every option at least once; of the options among each other,
 * as many pairs as that leaves room for. `each`: every regime and every option at least once. Regimes with a quota come
 * last, and have that many. Deterministic.
 */
export function strata(
  spec: LossSpec,
  dtype: Dtype,
  constraint: Constraint = {},
  cover: 'pairs' | 'each' = 'pairs',
): Stratum[] {
  const tally = new Tally();
  const out: Stratum[] = [];
  const add = (choice: RegimeChoice, missing: Set<string>, turn?: number): void => {
    const options = tally.row(choice.factors, missing);
    for (const { key } of Object.values(options)) missing.delete(key);
    out.push({ regime: choice.regime, options, ...(turn === undefined ? {} : { turn }) });
  };
  const all = regimeChoices(spec, dtype, constraint);
  const choices = all.filter(({ quota }) => quota === undefined);
  const keys = (choice: RegimeChoice): string[] => choice.factors.flatMap(({ options }) => options.map((o) => o.key));
  const overall = new Set(choices.flatMap(keys));
  for (const choice of choices) {
    const missing = cover === 'pairs' ? new Set(keys(choice)) : overall;
    do add(choice, missing);
    while (cover === 'pairs' && missing.size > 0);
  }
  for (const choice of choices) {
    while (cover === 'each' && keys(choice).some((key) => overall.has(key))) add(choice, overall);
  }
  for (const choice of all) for (let i = 0; i < (choice.quota ?? 0); i++) add(choice, overall, i);
  return out;
}

/** Which options, and which pairs of them, rows had so far. */
class Tally {
  private readonly used = new Map<string, number>();
  private readonly pairs = new Set<string>();

  /** A row that settles every factor: missing options first, then new pairs, then what was used least. */
  row(factors: readonly Factor[], missing: ReadonlySet<string>): Record<string, Option> {
    const row: Record<string, Option> = {};
    const open = (factor: Factor): number => factor.options.filter(({ key }) => missing.has(key)).length;
    for (const factor of [...factors].sort((a, b) => open(b) - open(a))) {
      const settled = Object.values(row);
      const newPairs = ({ key }: Option): number => settled.filter((o) => !this.pairs.has(`${o.key} ${key}`)).length;
      const rank = (o: Option): number[] => [missing.has(o.key) ? 1 : 0, newPairs(o), -(this.used.get(o.key) ?? 0)];
      row[factor.name] = factor.options.reduce((best, o) => (before(rank(best), rank(o)) ? o : best));
    }
    const chosen = Object.values(row);
    for (const a of chosen) {
      this.used.set(a.key, (this.used.get(a.key) ?? 0) + 1);
      for (const b of chosen) this.pairs.add(`${a.key} ${b.key}`);
    }
    return row;
  }
}

const before = (a: readonly number[], b: readonly number[]): boolean => {
  const i = a.findIndex((x, k) => x !== b[k]);
  return i >= 0 && a[i]! < b[i]!;
};
