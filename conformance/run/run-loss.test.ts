import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import type { ModuleLoss, UserModule } from '../implementations/module/user-module.ts';
import { functions } from '../library/functions.ts';
import type { Evidence } from '../verdict.ts';
import type { Expectation } from './expectations.ts';
import { run } from './run.ts';
import type { TestResult } from './run-report.ts';

/** What the definition says of the one loss of a module. */
async function definition(module: UserModule, expectations: readonly Expectation[] = []): Promise<TestResult> {
  const [loss] = Object.keys(module.losses) as [string];
  const { tests } = await run(await functions('mine', module), {
    specs: [specs[loss]!],
    profile: 'smoke',
    seed: 631098,
    dtypes: ['f64'],
    strict: false,
    expectations,
    select: `${loss}/definition`,
  });
  return tests[0]!;
}
const classOf = ({ verdict }: TestResult): Evidence['class'] | undefined =>
  verdict.verdict === 'fail' ? verdict.evidence.class : undefined;
const sum = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);

it('a diagnosis names what makes an infinity of finite numbers', async () => {
  // The mean of log(sum(exp z)) - z[y], which is right until an exponential overflows.
  const naive: ModuleLoss = ({ logits, target }) => {
    const each = (logits as number[][][]).flatMap((classes, n) =>
      (target as number[][])[n]!.map((label, k) => {
        const z = classes.map((of) => of[k]!);
        return Math.log(sum(z.map(Math.exp))) - z[label]!;
      }),
    );
    return sum(each) / each.length;
  };
  const support = { optional: [], params: {}, reductions: ['mean'] } as const;
  const test = await definition({ losses: { cross_entropy: naive }, describe: { losses: { cross_entropy: support } } });
  expect(classOf(test)).toBe('non_finite');
  expect(test.diagnosis).toMatch(/does not shift by the maximum/);
});

describe('an expectation of a failure', () => {
  /** Half of a binary cross-entropy that is capped at 100. */
  const halved: ModuleLoss = ({ probability, target }, { reduction }) => {
    const log = (x: number): number => Math.max(Math.log(x), -100);
    const y = target as number[];
    const each = (probability as number[]).map((p, i) => -(y[i]! * log(p) + (1 - y[i]!) * log(1 - p)) / 2);
    if (reduction === 'none') return each;
    return reduction === 'sum' ? sum(each) : sum(each) / each.length;
  };
  const module = { losses: { bce: halved }, describe: { losses: { bce: { optional: [], params: {} } } } };
  const expecting = (classes: Expectation['classes']): Expectation[] => [
    { id: 'bce/definition', status: 'fails', reason: 'capped at 100', issue: 'unreported', classes },
  ];
  it.each([
    [['edge'], 'value'],
    [['value', 'non_finite'], 'edge'],
  ] as const)('of the classes %j does not hide that of the class %s', async (classes, hidden) => {
    expect(classOf(await definition(module, expecting([...classes])))).toBe(hidden);
  });
  it('of all classes is met', async () => {
    const test = await definition(module, expecting(['edge', 'value', 'non_finite']));
    expect(test.verdict.verdict).toBe('expected_failure');
  });
});
