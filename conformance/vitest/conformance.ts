import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Dtype } from '../../reference/tensor/format.ts';
import { specs } from '../../spec/losses/index.ts';
import { suiteVersion } from '../../spec/version.ts';
import { defaultSeed } from '../cli/package-info.ts';
import { runOptions } from '../cli/run-options.ts';
import type { Implementation } from '../implementation.ts';
import type { ModuleLoss, UserModule } from '../implementations/module/user-module.ts';
import { properties } from '../properties/index.ts';
import { plainStyle } from '../report/style.ts';
import { failure } from '../report/terminal/failure.ts';
import { type Item, planOf } from '../run/plan.ts';
import type { Profile } from '../run/run-options.ts';
import type { TestResult } from '../run/run-report.ts';
import { localWorker } from '../run/worker.ts';
import { functions } from './functions.ts';

/** What is asked: functions of this process, a module or a command in one of its own, or anything that answers cases. */
export type Subject =
  | { readonly losses: Readonly<Record<string, ModuleLoss>>; readonly describe?: UserModule['describe'] }
  | { readonly module: string }
  | { readonly command: readonly [string, ...string[]] }
  | Implementation;

/** As the options of `lossproof run`. */
export interface ConformanceOptions {
  readonly select?: string;
  readonly skip?: string;
  readonly dialect?: string;
  readonly dtypes?: readonly Dtype[];
  readonly cases?: number;
  readonly seed?: number;
  readonly profile?: Profile;
  readonly strict?: boolean;
  /** Of all laws of one loss in one type, in milliseconds; two minutes if not said. */
  readonly timeout?: number;
}

/**
 * Registers one test for each law of each loss that the subject has, in the suite of whoever calls it:
 * `await conformance({ losses: { huber } })` at the top of a test file. A law that the subject cannot be asked about is
 * skipped, with the reason. Throws a UsageError where a pattern matches nothing, and what keeps the subject from starting.
 */
export async function conformance(subject: Subject, options: ConformanceOptions = {}): Promise<void> {
  const implementation = await implementationOf(subject);
  const description = await implementation.describe();
  const { timeout = 120_000, dtypes, seed = defaultSeed, profile = 'smoke', strict = false, ...words } = options;
  const chosen = runOptions(
    { ...words, ...(dtypes ? { dtype: [...dtypes] } : {}), seed, profile, strict, expect: false },
    description,
    undefined,
  ).options;
  const plan = planOf(description, chosen);
  const worker = localWorker(implementation, description, plan, chosen);
  describe(`${description.name} conforms`, () => {
    afterAll(async () => await implementation.close());
    plan.items.forEach((item, index) => {
      describe(titleOf(item), () => {
        const found = new Map<string, TestResult>();
        beforeAll(async () => {
          for (const test of (await worker.run(index, () => {})).tests) found.set(test.law, test);
        }, timeout);
        for (const { law } of item.laws) {
          it(`${law}: ${properties[law].sentence}`, ({ skip }) => {
            const test = found.get(law)!;
            const { verdict } = test;
            if (verdict.verdict === 'unsupported') skip(`unsupported: ${verdict.what}`);
            if (verdict.verdict === 'vacuous') skip(`says nothing here: ${verdict.why}`);
            if (verdict.verdict !== 'pass') throw new Error(explained(test));
          });
        }
      });
    });
  });
}

const titleOf = ({ subject: { spec, form }, dtype }: Item): string =>
  `${spec.id}${form === undefined ? '' : `@${form}`} in ${dtype}`;

/** The failure as `lossproof run` prints it. */
const explained = (test: TestResult): string =>
  failure(test, { style: plainStyle, sentence: (law) => properties[law].sentence, specOf: (id) => specs[id] }).join(
    '\n',
  );

async function implementationOf(subject: Subject): Promise<Implementation> {
  if ('losses' in subject) {
    return await functions('these functions', { losses: subject.losses, describe: subject.describe ?? {} });
  }
  if ('module' in subject) {
    const { moduleImplementation } = await import('../implementations/module.ts');
    return moduleImplementation(subject.module);
  }
  if ('command' in subject) {
    const { processImplementation } = await import('../implementations/process.ts');
    return processImplementation(subject.command, { version: suiteVersion });
  }
  return subject;
}
