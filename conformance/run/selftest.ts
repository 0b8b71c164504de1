import type { Dtype } from '../../reference/tensor/format.ts';
import type { LawId } from '../../spec/language/law.ts';
import { specs } from '../../spec/losses/index.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { references } from '../acceptance/references.ts';
import type { Case } from '../case.ts';
import type { Implementation } from '../implementation.ts';
import type { Mutant } from '../mutants/mutant.ts';
import { mutantImplementation } from '../mutants/mutant-implementation.ts';
import { properties } from '../properties/index.ts';
import type { Evidence } from '../verdict.ts';
import { Answers } from './answers.ts';
import { drawBases } from './draw-bases.ts';
import { type Examiner, examine } from './examine.ts';
import { fold } from './fold.ts';
import { formulaContext } from './formula-context.ts';
import { Judge } from './judge.ts';
import { run } from './run.ts';
import { type Profile, profiles } from './run-options.ts';
import type { TestResult } from './run-report.ts';
import { spread } from './spread.ts';
import { type StatedLaw, statedLaws } from './stated-laws.ts';
import { subjects, testId } from './subjects.ts';

/** The law that found a mutant, and how often among the bases that were looked at until then. */
export interface Kill {
  readonly id: string;
  readonly loss: string;
  readonly law: LawId;
  readonly dtype: Dtype;
  readonly regime: string;
  readonly examined: number;
  readonly broken: number;
  readonly evidence: Evidence;
}

/** How a mutant ended: killed, or why it survived. */
export interface MutantResult {
  readonly mutant: Mutant;
  readonly killedBy?: Kill;
  readonly survived?: string;
}

export interface SelftestResult {
  readonly mutants: readonly MutantResult[];
  /** Failures of right implementations. */
  readonly falseAlarms: readonly { readonly name: string; readonly test: TestResult }[];
  /** false where it was interrupted. */
  readonly complete: boolean;
}

export interface SelftestOptions {
  readonly mutants: readonly Mutant[];
  /** Implementations in which nothing must be found. */
  readonly right: readonly { readonly name: string; readonly implementation: Implementation }[];
  readonly dtype: Dtype;
  readonly seed: number;
  readonly profile: Profile;
  readonly onDone?: (what: string, done: number, total: number) => void;
  readonly interrupted?: () => boolean;
}

/** Only a law's verdict on an answer kills: not an exception, a refusal or a wrong shape. */
const killing: ReadonlySet<Evidence['class']> = new Set([
  'value',
  'gradient',
  'edge',
  'non_finite',
  'nondeterministic',
]);

/** Bases are looked at in portions, since most mutants fall at once. */
const portion = 24;
/** A mutant dies at the first case that shows it, so that many to draw from cost little, however little is asked of the rest. */
const forMutants = (profile: Profile) => (profile === 'smoke' ? profiles.standard : profiles[profile]);
/** Laws that look at every base, and first. */
const onEveryBase: ReadonlySet<LawId> = new Set(['definition', 'gradient']);

/**
 * Presents every mutant to the suite as an implementation. The laws look at it in the order of the spec, the
 * definition first, until one is broken. The right implementations go through a whole run.
 */
export async function selftest(options: SelftestOptions): Promise<SelftestResult> {
  const { mutants, right, dtype, seed, profile, interrupted } = options;
  const total = mutants.length + right.length;
  const results: MutantResult[] = [];
  for (const loss of new Set(mutants.map((m) => m.loss))) {
    const spec = specs[loss]!;
    const bases = spread(drawBases(spec, { dtype, seed, count: forMutants(profile).cases, isFloor: true }));
    const judge = new Judge({
      declaration: plainDeclaration(dtype),
      specOf: (id) => specs[id],
      referenceOf: (id) => references[id],
      strict: false,
    });
    for (const mutant of mutants.filter((m) => m.loss === loss)) {
      if (interrupted?.()) return { mutants: results, falseAlarms: [], complete: false };
      results.push({ mutant, ...(await fateOf(mutant, bases, judge, options)) });
      options.onDone?.(mutant.id, results.length, total);
    }
  }
  const falseAlarms: SelftestResult['falseAlarms'][number][] = [];
  const losses = [...new Set(mutants.map((m) => m.loss))];
  for (const [i, { name, implementation }] of right.entries()) {
    if (interrupted?.()) return { mutants: results, falseAlarms, complete: false };
    // A control need not have every loss.
    const has = Object.keys((await implementation.describe()).losses);
    const own = losses.filter((id) => has.some((key) => key === id || key.startsWith(`${id}@`)));
    if (own.length === 0) continue;
    const report = await run(implementation, {
      specs: own.map((id) => specs[id]!),
      profile,
      seed,
      dtypes: [dtype],
      strict: false,
      expectations: [],
    });
    for (const test of report.tests) if (test.verdict.verdict === 'fail') falseAlarms.push({ name, test });
    options.onDone?.(name, mutants.length + i + 1, total);
  }
  return { mutants: results, falseAlarms, complete: true };
}

async function fateOf(
  mutant: Mutant,
  bases: readonly Case[],
  judge: Judge,
  options: SelftestOptions,
): Promise<Omit<MutantResult, 'mutant'>> {
  try {
    return await attack(mutant, bases, judge, options);
  } catch (error) {
    return { survived: `it threw, which is no verdict of a law: ${(error as Error).message}` };
  }
}

async function attack(
  mutant: Mutant,
  bases: readonly Case[],
  judge: Judge,
  { dtype, profile }: SelftestOptions,
): Promise<Omit<MutantResult, 'mutant'>> {
  const implementation = mutantImplementation(mutant);
  const description = await implementation.describe();
  const subject = subjects(description, [specs[mutant.loss]!])[0]!;
  const examiner: Examiner = {
    subject,
    dtype,
    answers: new Answers(implementation),
    judge,
    context: formulaContext(subject.specOf, description),
  };
  let seen = 'no law found anything wrong';
  const by = async (stated: StatedLaw, some: readonly Case[], limit: number): Promise<Kill | undefined> => {
    const findings = await examine(examiner, stated, some, limit);
    const { failing, examined, broken } = fold(findings, properties[stated.law].existential ?? false);
    if (!failing) return undefined;
    const { evidence } = failing.finding;
    if (!killing.has(evidence.class)) {
      seen = `what was seen (${evidence.class}) is no verdict of a law`;
      return undefined;
    }
    const id = testId(subject, stated.law, dtype);
    return { id, loss: mutant.loss, law: stated.law, dtype, regime: failing.base.regime, examined, broken, evidence };
  };
  const laws = statedLaws(subject);
  for (let from = 0; from < bases.length; from += portion) {
    for (const stated of laws.filter(({ law }) => onEveryBase.has(law))) {
      const killedBy = await by(stated, bases.slice(from, from + portion), portion);
      if (killedBy) return { killedBy };
    }
  }
  for (const stated of laws.filter(({ law }) => !onEveryBase.has(law))) {
    const killedBy = await by(stated, bases, forMutants(profile).basesPerLaw);
    if (killedBy) return { killedBy };
  }
  return { survived: seen };
}
