import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import type { Implementation, LossSupport } from '../implementation.ts';
import { moduleImplementation } from '../implementations/module.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { run } from './run.ts';
import type { RunOptions } from './run-options.ts';
import { exitCode, type RunReport } from './run-report.ts';

const report = async (implementation: Implementation, more: Partial<RunOptions> = {}): Promise<RunReport> =>
  await run(implementation, {
    specs: ['huber', 'mae', 'mse'].map((id) => specs[id]!),
    profile: 'smoke',
    seed: 1,
    dtypes: ['f64'],
    strict: false,
    expectations: [],
    ...more,
  });
const verdicts = ({ tests }: RunReport, loss: string): string[] => [
  ...new Set(tests.filter((t) => t.loss === loss).map(({ verdict }) => verdict.verdict)),
];

/** The reference, which says something else of huber. */
function declaring(huber: Partial<LossSupport>): Implementation {
  const right = referenceImplementation();
  return {
    ...right,
    describe: async () => {
      const { losses, ...rest } = await right.describe();
      return { ...rest, losses: { ...losses, huber: { ...losses.huber!, ...huber } } };
    },
  };
}

describe('a loss of which nothing that is declared can be asked', () => {
  it.each<[what: string, huber: Partial<LossSupport>]>([
    ['it declares no reduction that the spec has', { reductions: [] }],
    ['it declares no value of delta that the spec has', { params: { delta: [-1] } }],
  ])('is unsupported, since %s, and the others are run', async (what, huber) => {
    const seen: string[] = [];
    const found = await report(declaring(huber), { onTest: ({ loss }) => seen.push(loss) });
    const own = found.tests.filter(({ loss }) => loss === 'huber');
    expect(own.length).toBeGreaterThan(20);
    expect(own.every(({ verdict }) => verdict.verdict === 'unsupported' && verdict.what === what)).toBe(true);
    expect(verdicts(found, 'mse')).toEqual(['pass']);
    expect(seen).toHaveLength(found.tests.length);
    expect(found.losses.map(({ loss, cases }) => [loss, cases > 0])).toEqual([
      ['huber', false],
      ['mae', true],
      ['mse', true],
    ]);
    expect([found.status, exitCode(found)]).toEqual(['complete', 0]);
  });
  it('fails the run where it is required', async () => {
    expect(exitCode(await report(declaring({ reductions: [] }), { require: 'huber' }))).toBe(1);
  });
});

describe('a module with functions that answer no example', () => {
  it('is asked about them, and says what it says', async () => {
    const path = new URL('../implementations/module/fakes/broken.mjs', import.meta.url);
    const module = moduleImplementation(fileURLToPath(path));
    const found = await report(module, { select: '*/{definition,finite}' });
    await module.close();
    expect(verdicts(found, 'mse')).toEqual(['pass']);
    expect(verdicts(found, 'mae')).toEqual(['unsupported']);
    const [failure] = found.tests.filter(({ loss }) => loss === 'huber');
    expect(failure?.verdict).toMatchObject({ verdict: 'fail', evidence: { class: 'adapter_error' } });
    expect(JSON.stringify(failure?.verdict)).toMatch(/TypeError: p.minus is not a function\\n +at .*broken\.mjs:6/);
    expect([found.status, exitCode(found)]).toEqual(['complete', 1]);
  });
});
