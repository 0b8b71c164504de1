import type { Dtype } from '../../reference/tensor/format.ts';
import { defaultSeed } from '../cli/package-info.ts';
import { runOptions } from '../cli/run-options.ts';
import type { Description } from '../implementation.ts';
import { loadLosses } from '../losses/load-losses.ts';
import type { Losses } from '../losses/losses.ts';
import { run as runOn } from '../run/run.ts';
import type { Profile, RunOptions } from '../run/run-options.ts';
import type { RunReport, TestResult } from '../run/run-report.ts';
import { chosen, type Subject } from './subject.ts';

/** What is asked, in the words of `lossproof run`. */
export interface Settings {
  /** Globs over test ids `loss/law/dtype`. */
  readonly select?: string;
  readonly skip?: string;
  readonly require?: string;
  /** The conventions of a library. */
  readonly dialect?: string;
  /** float32 where it is declared, else the first that is. */
  readonly dtypes?: readonly Dtype[];
  /** Base cases a loss and dtype, instead of what the profile says. */
  readonly cases?: number;
  readonly seed?: number;
  readonly profile?: Profile;
  /** Only the most accurate algorithm is accepted. */
  readonly strict?: boolean;
  /** The file of known deviations; that of onnxruntime comes with the suite, and false leaves it out. */
  readonly expect?: string | false;
}

/** And what only a program that waits for the whole run can say. */
export interface RunSettings extends Settings {
  /** Folders of losses of one's own, each with spec.ts and reference.ts. */
  readonly loss?: readonly string[];
  /** Seconds for which a module or a command may be silent while an answer is due; ten if not said. */
  readonly timeout?: number;
  /** The curve of each loss as well, for an HTML page. */
  readonly curves?: boolean;
  /** Called after each test. */
  readonly onTest?: (result: TestResult, done: number, total: number) => void;
  /** Ends the run between two questions; the report then says that it was interrupted. */
  readonly signal?: AbortSignal;
}

/**
 * Asks a subject what `lossproof run` asks, in this process, and resolves to the report. Throws a UsageError for a pattern
 * that matches nothing and a name that is not known, and what keeps the subject from starting; never for what it answers.
 */
export async function run(subject: Subject, settings: RunSettings = {}): Promise<RunReport> {
  const { loss: folders, timeout, curves, onTest, signal, ...words } = settings;
  const losses = await loadLosses(folders);
  const {
    implementation,
    expectations,
    words: replayWith,
  } = await chosen(subject, {
    losses,
    ...(folders ? { folders } : {}),
    ...(timeout === undefined ? {} : { silence: timeout }),
  });
  try {
    const options = optionsOf(words, await implementation.describe(), expectations, losses);
    const report = await runOn(implementation, {
      ...options,
      ...(curves ? { curves } : {}),
      ...(onTest ? { onTest } : {}),
      interrupted: () => signal?.aborted ?? false,
    });
    return { ...report, ...(replayWith === '' ? {} : { replayWith }) };
  } finally {
    await implementation.close();
  }
}

/** The options of a run, checked against what the implementation has. */
export function optionsOf(
  { dtypes, seed = defaultSeed, profile = 'smoke', strict = false, ...words }: Settings,
  description: Description,
  expectations: string | undefined,
  losses?: Losses,
): RunOptions {
  const given = { ...words, ...(dtypes ? { dtype: [...dtypes] } : {}), seed, profile, strict };
  return runOptions(given, description, expectations, losses).options;
}
