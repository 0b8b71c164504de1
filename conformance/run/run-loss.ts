import { setImmediate as turn } from 'node:timers/promises';
import type { Dtype } from '../../reference/tensor/format.ts';
import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import type { LossReference } from '../acceptance/references.ts';
import { coverage, uncovered } from '../arbitraries/coverage.ts';
import type { Constraint } from '../arbitraries/options.ts';
import { shrinkCase } from '../arbitraries/shrink/shrink-case.ts';
import { type Case, caseFromJson } from '../case.ts';
import type { Description, LossSupport } from '../implementation.ts';
import { properties } from '../properties/index.ts';
import type { Evidence, Verdict } from '../verdict.ts';
import type { Answers, Subject } from './answers.ts';
import { ComparisonTable } from './comparison-table.ts';
import { curveOf } from './curve.ts';
import { type Explanation, explanationOf } from './diagnosis/explain.ts';
import { reread, underConvention } from './diagnosis/under-convention.ts';
import { constraintOf, drawBases } from './draw-bases.ts';
import { type Examiner, examinePlanned } from './examine.ts';
import type { Expectation } from './expectations.ts';
import { type Folded, fold } from './fold.ts';
import { Interrupted } from './interrupted.ts';
import { Judge } from './judge.ts';
import { activeExpectations, excuses, failsAsExpected, pinnedCases, today } from './match-expectations.ts';
import { nothingToDraw } from './nothing-to-draw.ts';
import { casesAhead, type Planned, planLaw } from './plan-law.ts';
import { profiles, type RunOptions } from './run-options.ts';
import type { LossResult, TestResult } from './run-report.ts';
import { shrink } from './shrink.ts';
import { spread } from './spread.ts';
import type { StatedLaw } from './stated-laws.ts';
import { testId } from './subjects.ts';
import { writeToken } from './token.ts';

export interface LossRun {
  readonly loss: LossResult;
  readonly tests: readonly TestResult[];
}

export interface LossTask {
  readonly subject: Subject;
  readonly dtype: Dtype;
  readonly laws: readonly StatedLaw[];
  readonly answers: Answers;
  readonly description: Description;
  readonly options: RunOptions;
  readonly referenceOf: (id: string) => LossReference | undefined;
  readonly context: Examiner['context'];
  /** By the id of a test, what it is asked before all that is drawn. */
  readonly asked?: ReadonlyMap<string, readonly Case[]>;
  readonly onTest: (test: TestResult) => void;
}

/** Laws that look at every base; the others look at a number of them that the profile sets. */
const onEveryBase: ReadonlySet<LawId> = new Set(['definition', 'gradient']);

/**
 * Everything about one loss, or form of it, in one dtype. Wrong answers that nobody expected are diagnosed. Where another
 * convention explains them, all laws are asked again under it: what fails under neither is told apart from what fails
 * under both. Where no case can be drawn, everything is unsupported.
 */
export async function runLoss(task: LossTask): Promise<LossRun> {
  const nothing = nothingToDraw(task);
  if (nothing) return nothing;
  const active = activeFor(task);
  const { loss, tests, drawn } = await askEverything(task, active);
  const isNews = tests.some((t) => t.verdict.verdict === 'fail' && !failsAsExpected(t, active));
  const explanation = isNews && tests.some(isWrongAnswer) ? await explanationOf(task, drawn) : {};
  const { convention } = explanation;
  const again = convention && (await askEverything(underConvention(task, convention, tests), active));
  const curve = task.options.curves ? await curveOf(task) : undefined;
  return {
    loss: { ...loss, ...(curve ? { curve } : {}) },
    tests: tests.map((t, i) => (again ? reread(t, again.tests[i]!, convention) : diagnosed(t, explanation))),
  };
}

async function askEverything(
  task: LossTask,
  active: readonly Expectation[],
): Promise<LossRun & { readonly drawn: readonly Case[] }> {
  const { subject, dtype, answers, description, options } = task;
  const { spec, form, support } = subject;
  const table = new ComparisonTable();
  const judge = new Judge({
    declaration: description.arithmetic[dtype] ?? plainDeclaration(dtype),
    specOf: subject.specOf,
    referenceOf: task.referenceOf,
    strict: options.strict,
    onComparison: (comparison) => table.add(comparison),
  });
  const examiner: Examiner = { subject, dtype, answers, judge, context: task.context };
  const constraint = constraintOf(subject, options);
  const drawn = drawBases(spec, {
    dtype,
    seed: options.seed,
    count: options.cases ?? profiles[options.profile].cases,
    // A number that the user asked for is theirs to raise.
    isFloor: options.cases === undefined,
    constraint,
  });
  const askedBefore = answers.asked;

  const plans = await planned(task, examiner, drawn, active);
  await answers.to([...drawn, ...plans.flatMap(({ stated, plan }) => casesAhead(stated, plan))], subject);

  const tests: TestResult[] = [];
  for (const { stated, id, plan } of plans) {
    await pause(options);
    table.open(onEveryBase.has(stated.law));
    const findings = await examinePlanned(examiner, stated, plan);
    table.open(false);
    const folded = fold(findings, properties[stated.law].existential ?? false, excuses(id, active));
    const { examined, broken, vacuous } = folded;
    const base = { id, loss: spec.id, ...(form ? { form } : {}), law: stated.law, dtype, examined, broken, vacuous };
    tests.push(
      folded.verdict === 'fail'
        ? await failed(examiner, stated, folded, base, constraint)
        : { ...base, verdict: quiet(folded, spec, support) },
    );
    task.onTest(tests.at(-1)!);
  }
  const covered = coverage(spec, dtype, drawn, constraint);
  return {
    tests,
    drawn,
    loss: {
      loss: spec.id,
      ...(form ? { form } : {}),
      dtype,
      origin: support.origin,
      cases: drawn.length,
      evaluated: answers.asked - askedBefore,
      comparisons: table.result(),
      coverage: covered,
      uncovered: uncovered(covered),
    },
  };
}

/** What every law is going to ask, of its pinned cases first. */
async function planned(
  task: LossTask,
  examiner: Examiner,
  drawn: readonly Case[],
  active: readonly Expectation[],
): Promise<{ readonly stated: StatedLaw; readonly id: string; readonly plan: readonly Planned[] }[]> {
  const { subject, dtype, laws, options } = task;
  const kept = counterexamplesOf(task);
  const inTurns = spread(drawn);
  const plans = [];
  for (const stated of laws) {
    await pause(options);
    const id = testId(subject, stated.law, dtype);
    const pinned = [
      ...pinnedCases({ id, loss: subject.spec.id, dtype }, active),
      ...kept,
      ...(task.asked?.get(id) ?? []),
    ];
    const onAll = onEveryBase.has(stated.law);
    const limit = onAll ? Infinity : profiles[options.profile].basesPerLaw;
    plans.push({ stated, id, plan: planLaw(examiner, stated, [...pinned, ...(onAll ? drawn : inTurns)], limit) });
  }
  return plans;
}

/** Ctrl-C is heard between two turns of the event loop only, and answers may come without one. */
async function pause({ interrupted }: RunOptions): Promise<void> {
  await turn();
  if (interrupted?.()) throw new Interrupted();
}

function activeFor({ options, description }: LossTask): Expectation[] {
  return activeExpectations(options.expectations, { version: description.version, today: today() });
}

/** Counterexamples of earlier runs, which are asked of every law. */
const counterexamplesOf = ({ options, dtype, subject }: LossTask): Case[] =>
  (options.counterexamples ?? [])
    .map((json) => caseFromJson(json))
    .filter((c) => c.loss === subject.spec.id && c.dtype === dtype);

async function failed(
  examiner: Examiner,
  stated: StatedLaw,
  folded: Folded,
  result: Omit<TestResult, 'verdict'>,
  constraint: Constraint,
): Promise<TestResult> {
  const failing = folded.failing!;
  const smallest = await shrink(examiner, stated, failing, (c) => shrinkCase(examiner.subject.spec, c, constraint));
  const { form } = examiner.subject;
  const replay = writeToken({
    law: stated.law,
    instance: failing.instance,
    ...(failing.round === undefined ? {} : { round: failing.round }),
    ...(form ? { form } : {}),
    base: smallest.base,
  });
  return { ...result, verdict: { verdict: 'fail', evidence: smallest.evidence }, regime: failing.base.regime, replay };
}

/**
 * A law that no case was about is unsupported where the implementation lacks something that the spec has (a gradient,
 * an optional operand, a parameter's values), and vacuous where it lacks nothing.
 */
function quiet({ verdict, why, examined, vacuous }: Folded, spec: LossSpec, support: LossSupport): Verdict {
  if (verdict === 'pass') return { verdict };
  if (verdict === 'unsupported') return { verdict, what: why };
  const lacking = examined + vacuous === 0 ? lacks(spec, support) : [];
  if (lacking.length > 0) return { verdict: 'unsupported', what: `what it is about: it has no ${lacking.join(', ')}` };
  return { verdict: 'vacuous', why };
}

function lacks(spec: LossSpec, support: LossSupport): string[] {
  const optional = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
  return [
    ...(support.wants.some((w) => w !== 'value') ? [] : ['gradients']),
    ...optional.filter((name) => support.optional && !support.optional.includes(name)),
    ...Object.keys(spec.params)
      .filter((name) => support.params[name] !== 'any')
      .map((name) => `other ${name}`),
  ];
}

/** A guard against log(0), or an exponential that overflows, is seen where there is an infinity or a NaN first. */
const isWrongAnswer = ({ law, verdict }: TestResult): boolean =>
  onEveryBase.has(law) &&
  verdict.verdict === 'fail' &&
  (isWrongNumber(verdict.evidence) || verdict.evidence.class === 'edge' || verdict.evidence.class === 'non_finite');

/** Another formula explains wrong numbers, not refusals and crashes. */
const isWrongNumber = (evidence: Evidence): boolean => evidence.class === 'value' || evidence.class === 'gradient';

function diagnosed(test: TestResult, { diagnosis }: Explanation): TestResult {
  const isExplained = isWrongAnswer(test) || (test.verdict.verdict === 'fail' && isWrongNumber(test.verdict.evidence));
  return isExplained && diagnosis ? { ...test, diagnosis } : test;
}
