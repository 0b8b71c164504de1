import { loadLosses } from '../losses/load-losses.ts';
import { properties } from '../properties/index.ts';
import { counterexample } from '../report/counterexample.ts';
import { type Style, styleFor } from '../report/style.ts';
import { type FailureOptions, failure } from '../report/terminal/failure.ts';
import { labelled, wrap } from '../report/wrap.ts';
import { replay } from '../run/replay.ts';
import type { TestResult } from '../run/run-report.ts';
import { type Replay, readToken } from '../run/token.ts';
import { UsageError } from '../run/usage-error.ts';
import { chooseImplementation } from './choose-implementation.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { ReplayWords } from './replay.ts';
import { started } from './started.ts';

/** Asks one failure again, shows what is found, and resolves to 0 where the law holds now and to 1 where it is broken. */
export async function replayToken(
  text: string,
  name: string | undefined,
  words: ReplayWords,
  { io, command }: Context,
): Promise<ExitCode> {
  const token = tokenOf(text);
  const losses = await loadLosses(words.loss);
  const chosen = await chooseImplementation(name, command, words, losses);
  try {
    const description = await started(chosen.implementation, io);
    const test = await replay(chosen.implementation, token, { strict: words.strict, losses });
    const style = styleFor(io.stdout);
    const heading = `${style('bold', test.id)} on ${description.name} ${description.version}`;
    io.stdout.write(
      `${[heading, ...shown(test, token, { style, specOf: (id) => losses.specs[id], implementation: description }), '', ...ending(test, style)].join('\n')}\n`,
    );
    return codes[test.verdict.verdict] ?? exitCodes.incomplete;
  } finally {
    await chosen.implementation.close();
  }
}

/** What says nothing, or could not be asked, is neither a pass nor a failure. */
const codes: Partial<Record<TestResult['verdict']['verdict'], ExitCode>> = {
  pass: exitCodes.conformant,
  fail: exitCodes.failures,
};

function tokenOf(text: string): Replay {
  try {
    return readToken(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function shown(test: TestResult, { base }: Replay, options: Omit<FailureOptions, 'sentence'>): string[] {
  const { sentence } = properties[test.law];
  if (test.verdict.verdict === 'fail') {
    const { replay: _, ...rest } = test;
    return failure(rest, { ...options, sentence: () => sentence });
  }
  return [
    ...labelled(test.law, sentence, 2, test.law.length + 2, options.style('bold', test.law)),
    ...counterexample(base, options.specOf),
  ];
}

function ending({ verdict }: TestResult, style: Style): string[] {
  switch (verdict.verdict) {
    case 'pass':
      return [style('green', 'The law holds for this case.')];
    case 'fail':
      return [style('red', 'The law is broken.')];
    case 'vacuous':
      return wrap(`Nothing can be said: ${verdict.why}.`);
    case 'unsupported':
      return wrap(`It could not be asked: ${verdict.what}.`);
    default:
      return wrap(`Nothing was found out: ${'reason' in verdict ? verdict.reason : verdict.verdict}.`);
  }
}
