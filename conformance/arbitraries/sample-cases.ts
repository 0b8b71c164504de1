import * as fc from 'fast-check';
import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case } from '../case.ts';
import { CaseArbitrary } from './case-arbitrary.ts';
import type { Constraint } from './options.ts';
import { Random } from './random.ts';
import { regimes } from './regimes/index.ts';
import { type Stratum, strata } from './strata.ts';

export interface SampleOptions {
  readonly dtype: Dtype;
  /** A whole number; the same one gives the same cases. */
  readonly seed: number;
  readonly count: number;
  readonly constraint?: Constraint;
  /** How much must be covered before chance decides, as strata says. */
  readonly cover?: 'pairs' | 'each';
}

/** Fewer cases were asked for than there are strata to fill. */
export class TooFewCases extends RangeError {
  readonly minimum: number;
  constructor(spec: LossSpec, dtype: Dtype, count: number, minimum: number) {
    super(
      `${spec.id} in ${dtype}: ${count} cases cannot cover every regime and option, which takes at least ${minimum}`,
    );
    this.name = 'TooFewCases';
    this.minimum = minimum;
  }
}

/**
 * Cases that fill every stratum once, then cases by chance, and last the strata of regimes that have a quota, again and
 * again where there are many cases: what is before them is what it was before there were such regimes. Throws
 * TooFewCases where `count` is less than the number of strata, and a RangeError where nothing of the loss is supported.
 */
export function sampleCases(spec: LossSpec, options: SampleOptions): Case[] {
  const { dtype, seed, count, constraint = {}, cover = 'pairs' } = options;
  if (!Number.isSafeInteger(seed)) throw new RangeError(`the seed must be a whole number, not ${seed}`);
  const cases = new CaseArbitrary(spec, dtype, constraint);
  const quotas = strata(spec, dtype, constraint, cover);
  if (!(count >= quotas.length)) throw new TooFewCases(spec, dtype, count, quotas.length);
  const [first, last] = [false, true].map((isLast) =>
    quotas.filter(({ regime }) => (regimes[regime].quota !== undefined) === isLast),
  ) as [Stratum[], Stratum[]];
  const repeats = last.length === 0 ? 0 : Math.max(last.length, Math.floor(count * shareOfLast));
  const ending = Array.from({ length: repeats }, (_, i) => last[i % last.length]!);
  return fc.sample(new Plan(cases, first, ending, count), { seed, numRuns: 1 })[0]!;
}

/** Of many cases, those of regimes that have a quota. */
const shareOfLast = 0.02;

/** All cases of one run as one value, so that one seed and one stream give them all. */
class Plan extends fc.Arbitrary<Case[]> {
  private readonly cases: CaseArbitrary;
  private readonly first: readonly Stratum[];
  private readonly last: readonly Stratum[];
  private readonly count: number;
  constructor(cases: CaseArbitrary, first: readonly Stratum[], last: readonly Stratum[], count: number) {
    super();
    this.cases = cases;
    this.first = first;
    this.last = last;
    this.count = count;
  }
  override generate(source: fc.Random): fc.Value<Case[]> {
    const random = new Random(source);
    const chance = this.count - this.last.length;
    const stratum = (i: number): Stratum | undefined => (i < chance ? this.first[i] : this.last[i - chance]);
    const drawn = Array.from({ length: this.count }, (_, i) => this.cases.draw(random, stratum(i)));
    return new fc.Value(drawn, undefined);
  }
  override canShrinkWithoutContext(_: unknown): _ is Case[] {
    return false;
  }
  override shrink(): fc.Stream<fc.Value<Case[]>> {
    return fc.Stream.nil();
  }
}
