import * as fc from 'fast-check';
import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case } from '../case.ts';
import { generateCase } from './generate-case.ts';
import type { Constraint } from './options.ts';
import { Random } from './random.ts';
import { shrinkCase } from './shrink/shrink-case.ts';
import { type RegimeChoice, regimeChoices, type Stratum } from './strata.ts';

/**
 * Cases of one loss in one dtype, as one Arbitrary: the regime by its weight, every option alike, or what a given
 * stratum says. Any case of the loss shrinks without a context, so stored ones and `examples` do, too.
 */
export class CaseArbitrary extends fc.Arbitrary<Case> {
  readonly spec: LossSpec;
  readonly dtype: Dtype;
  readonly constraint: Constraint;
  private readonly choices: readonly RegimeChoice[];

  constructor(spec: LossSpec, dtype: Dtype, constraint: Constraint = {}) {
    super();
    this.spec = spec;
    this.dtype = dtype;
    this.constraint = constraint;
    this.choices = regimeChoices(spec, dtype, constraint);
    if (this.choices.length === 0) {
      throw new RangeError(`${spec.id} in ${dtype}: what is supported leaves no case to draw`);
    }
  }

  override generate(source: fc.Random): fc.Value<Case> {
    return new fc.Value(this.draw(new Random(source)), undefined);
  }
  /** One case, of the stratum where it is given. */
  draw(random: Random, stratum: Stratum = this.stratum(random)): Case {
    return generateCase(random, this.spec, this.dtype, stratum, this.constraint);
  }
  private stratum(random: Random): Stratum {
    const { regime, factors } = random.weighted(this.choices);
    const options = factors.map(({ name, options }) => [name, random.pick(options)]);
    return { regime, options: Object.fromEntries(options) };
  }

  override canShrinkWithoutContext(value: unknown): value is Case {
    return typeof value === 'object' && value !== null && 'loss' in value && value.loss === this.spec.id;
  }
  override shrink(value: Case): fc.Stream<fc.Value<Case>> {
    return fc.stream(shrinkCase(this.spec, value, this.constraint)).map((c) => new fc.Value(c, undefined));
  }
}
