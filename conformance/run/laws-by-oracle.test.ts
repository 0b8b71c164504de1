import { describe, expect, test } from 'vitest';
import { size } from '../../reference/tensor/shape.ts';
import type { Condition, LawArguments, LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs } from '../../spec/losses/index.ts';
import { sampleCases } from '../arbitraries/sample-cases.ts';
import { valueShape } from '../arbitraries/value-shape.ts';
import { type Case, caseId, typedTensor } from '../case.ts';
import { conditionHolds } from '../properties/condition.ts';
import { drawFrom } from '../properties/draw.ts';
import { confirmWitness, examine, matrix, type Tools } from '../properties/matrix.ts';
import { isFiniteAndValid } from '../properties/support/define-property.ts';
import { formulaContext } from './formula-context.ts';
import { evaluateByOracle } from './oracle-evaluation.ts';

const tools: Tools = formulaContext((id) => specs[id], { deterministic: true, validates: true });
const byOracle = async (cases: readonly Case[]) => cases.map((c) => evaluateByOracle(specs[c.loss]!, c));

/** What the oracle cannot be asked: it is the reference, always the same, and sees finite input in its domain only. */
const notOfTheOracle = new Set<LawId>([
  'definition',
  'gradient',
  'finite',
  'gradient_finite',
  'deterministic',
  'edges',
  'nan_propagates',
  'bad_input_refused',
]);

/** Small ordinary cases with every option. */
function basesOf(spec: LossSpec): Case[] {
  const constraint = { regimes: ['ordinary', 'tie', 'ignored'] as const };
  return sampleCases(spec, { dtype: 'f64', seed: 7, count: 400, constraint })
    .filter((c) => Object.values(c.operands).every((x) => x.data.length <= 24 && x.data.every(Number.isFinite)))
    .sort((a, b) => sizeOf(b) - sizeOf(a));
}
/** The case with the parameters that a condition asks for, as far as it names values. */
function meeting(when: Condition | undefined, c: Case): Case {
  const named = Object.entries(when?.params ?? {}).flatMap(([name, wanted]) => {
    if (wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted)) return [];
    return [[name, Array.isArray(wanted) ? wanted[0] : wanted]];
  });
  const spec = specs[c.loss]!;
  const met = { ...c, params: { ...c.params, ...Object.fromEntries(named) } };
  if (!isFiniteAndValid(met, spec)) return c;
  // A parameter may say what an item is, and so how many terms there are.
  const shape = valueShape(spec, met);
  if (shape.join() === c.cotangent.shape.join()) return met;
  return { ...met, cotangent: typedTensor(c.dtype, new Float64Array(size(shape)).fill(1), shape) };
}
const sizeOf = (c: Case): number => Object.values(c.operands).reduce((n, x) => n + x.data.length, 0);

describe.each(Object.values(specs))('$id', (spec) => {
  const bases = basesOf(spec);
  const row = matrix([spec]);
  const stated = row
    .filter(({ law }) => !notOfTheOracle.has(law))
    .flatMap(({ law, instances }) => instances.map((instance, i) => ({ law, i, ...instance })));

  test.each(stated)('$law ($i) holds of the exact values', async ({ law, args, when }) => {
    let verdict: string | undefined;
    for (const base of bases.map((c) => meeting(when, c))) {
      if (verdict === 'pass' || !conditionHolds(when, base)) continue;
      const finding = await examineOnce(law, base, args, spec);
      verdict = finding?.verdict ?? verdict;
      expect(finding?.verdict === 'fail' ? finding.evidence : undefined).toBeUndefined();
    }
    expect(verdict).toBe('pass');
  });

  const witnesses = row.flatMap(({ law, witnesses }) => witnesses.map((witness) => ({ law, witness })));
  test.each(witnesses)('$law is broken where it is said to be: $witness.because', async ({ law, witness }) => {
    expect((await confirmWitness(spec, law, witness, byOracle, tools))?.verdict).toBe('fail');
  });
});

const examineOnce = (law: LawId, base: Case, args: LawArguments[LawId], spec: LossSpec) =>
  examine(law, base, args, { ...tools, spec, draw: drawFrom(() => `${caseId(base)} ${law}`) }, byOracle);
