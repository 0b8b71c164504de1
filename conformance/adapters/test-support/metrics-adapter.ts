import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect } from 'vitest';
import type { Dialect } from '../../../spec/language/dialect.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { LossSupport } from '../../implementation.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from './examples.ts';
import { findPython } from './find-python.ts';
import { unknownNames } from './unknown-names.ts';

/** The adapter beside a test, of a library in Python that has metrics: means without gradients, of float32. */
export function metricsAdapter(library: string, dialect: Dialect, test: string) {
  const { python, reason } = findPython('numpy', library);
  beforeEach(({ skip }) => skip(!python, reason));
  const script = fileURLToPath(new URL('adapter.py', test));
  const adapter = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
  afterAll(() => adapter.close());

  return {
    /** Has these losses, all of the dialect among them, and names only what the spec has; returns what it says of them. */
    async expectMeansOf(losses: readonly string[]): Promise<Readonly<Record<string, LossSupport>>> {
      const description = await adapter.describe();
      expect(Object.keys(description.losses).sort()).toEqual([...losses].sort());
      expect(losses).toEqual(expect.arrayContaining(Object.keys(dialect.losses)));
      expect(unknownNames(description)).toEqual([]);
      for (const [name, { wants, reductions }] of Object.entries(description.losses))
        expect([wants, reductions], name).toEqual([['value'], ['mean']]);
      return description.losses;
    },

    /** The examples of the spec that it answers, and which of them wrongly: some things it lacks are found out by asking only. */
    async examplesOf(loss: string): Promise<{ readonly answered: number; readonly wrong: readonly string[] }> {
      const { asked, wrong } = await askExamples(adapter, loss, dialect, 'f32');
      const lacking = wrong.filter((text) => text.includes('"status":"unsupported"'));
      return { answered: asked - lacking.length, wrong: wrong.filter((text) => !lacking.includes(text)) };
    },

    /** Its value of a case, or the status of what it says instead. */
    async answerTo(loss: string, given: Sample): Promise<number | string | undefined> {
      const [outcome] = await adapter.evaluate([caseOf(specs[loss]!, given, 'f32', ['value'])]);
      return outcome?.status === 'value' ? outcome.outputs.value!.data[0] : outcome?.status;
    },
  };
}
