import { describe, expect, it } from 'vitest';
import { keras } from '../../../spec/dialects/keras.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { caseToJson } from '../../case.ts';
import type { Implementation } from '../../implementation.ts';
import { referenceImplementation } from '../../implementations/reference.ts';
import { run } from '../run.ts';
import { failing, type RunReport } from '../run-report.ts';

/** Correct, and of Keras' conventions, whatever is asked; `but` may spoil an answer. */
function kerasLike(but: (value: Float64Array) => Float64Array = (x) => x): Implementation {
  const reference = referenceImplementation();
  return {
    ...reference,
    describe: async () => {
      const description = await reference.describe();
      const own = Object.entries(description.losses).flatMap(([id, support]) => {
        const entry = keras.losses[id];
        if (!entry) return [];
        const params = Object.entries(support.params).filter(([name]) => !(name in entry.params));
        return [[id, { ...support, params: Object.fromEntries(params) }]];
      });
      return { ...description, name: 'keras-like', losses: Object.fromEntries(own) };
    },
    evaluate: async (cases) => {
      const asked = cases.map((c) => ({ ...c, params: { ...c.params, ...keras.losses[c.loss]!.params } }));
      const outcomes = await reference.evaluate(asked);
      return outcomes.map((outcome) => {
        if (outcome.status !== 'value' || !outcome.outputs.value) return outcome;
        const { value } = outcome.outputs;
        return {
          ...outcome,
          outputs: { ...outcome.outputs, value: { ...value, data: but(value.data) } },
        };
      });
    },
  };
}

const report = (implementation: Implementation, select: string, more: object = {}): Promise<RunReport> =>
  run(implementation, {
    specs: Object.values(specs),
    profile: 'smoke',
    seed: 1,
    dtypes: ['f64'],
    strict: false,
    expectations: [],
    select,
    ...more,
  });
const failingOf = ({ tests }: RunReport) => tests.filter(({ verdict }) => failing.has(verdict.verdict));

describe('a correct implementation of the conventions of a library', () => {
  const laws = '{mse,bce}/{definition,gradient,edges,reductions_agree}';
  it('fails by convention only, whatever the law', async () => {
    const found = failingOf(await report(kerasLike(), laws));
    expect(found.map(({ law, loss }) => `${loss}/${law}`)).toEqual(
      expect.arrayContaining(['mse/definition', 'mse/reductions_agree', 'bce/definition', 'bce/edges']),
    );
    for (const { verdict } of found) {
      expect(verdict).toMatchObject({ verdict: 'other_convention', dialects: expect.arrayContaining(['keras']) });
    }
    expect(failingOf(await report(kerasLike(), laws, { dialect: keras }))).toEqual([]);
  });
  it('is told what is broken under that convention, too', async () => {
    const spoiled = kerasLike((value) => value.map((x) => (x === Infinity ? Number.NaN : x)));
    const found = failingOf(await report(spoiled, 'mse/{definition,reductions_agree}'));
    expect(found.map(({ law, verdict }) => [law, verdict.verdict])).toEqual([
      ['definition', 'fail'],
      ['reductions_agree', 'other_convention'],
    ]);
    expect(found[0]!.diagnosis).toMatch(/^denominator = count, .*; and broken under that convention, too$/);
  });

  it('is told so of an answer that no other draw would find', async () => {
    const operands = { prediction: [12345], target: [0] };
    const counterexamples = [caseToJson(caseOf(specs.mse!, { operands, reduction: 'none' }, 'f64', ['value']))];
    const spoiled = kerasLike((value) => value.map((x) => (x === 12345 ** 2 ? -1 : x)));
    const found = failingOf(await report(spoiled, 'mse/{definition,non_negative}', { counterexamples }));
    expect(found.map(({ law, verdict }) => [law, verdict.verdict])).toEqual([
      ['definition', 'fail'],
      ['non_negative', 'fail'],
    ]);
  });
});
