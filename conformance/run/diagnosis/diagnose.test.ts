import { describe, expect, it } from 'vitest';
import type { Dtype } from '../../../reference/tensor/format.ts';
import { specs } from '../../../spec/losses/index.ts';
import { plainDeclaration } from '../../acceptance/declaration.ts';
import { references } from '../../acceptance/references.ts';
import type { Case } from '../../case.ts';
import type { Implementation } from '../../implementation.ts';
import { referenceImplementation } from '../../implementations/reference.ts';
import { mutants } from '../../mutants/index.ts';
import { mutantImplementation } from '../../mutants/mutant-implementation.ts';
import { isFiniteAndValid } from '../../properties/support/define-property.ts';
import { drawBases } from '../draw-bases.ts';
import { Judge, type JudgeOptions } from '../judge.ts';
import { answersOf, borneOut } from './bear-out.ts';
import type { Candidate } from './candidate.ts';
import { conventions } from './conventions.ts';
import { constantRatio, diagnose, parted } from './diagnose.ts';
import { mistakes } from './mistakes.ts';

const optionsIn = (dtype: Dtype): JudgeOptions => ({
  declaration: plainDeclaration(dtype),
  specOf: (id) => specs[id],
  referenceOf: (id) => references[id],
  strict: false,
});
const options = optionsIn('f32');
const judge = new Judge(options);
const casesOf = (loss: string, dtype: Dtype = 'f32', drawn = { seed: 3, count: 60 }): Case[] =>
  drawBases(specs[loss]!, { dtype, ...drawn, isFloor: true }).filter((c) => isFiniteAndValid(c, specs[loss]!));

async function answers(implementation: Implementation, cases: readonly Case[], asked = (c: Case) => c) {
  return answersOf(cases, await implementation.evaluate(cases.map(asked)));
}
/** What explains a mutant, which adds in another order than the candidates do. */
async function explained(id: string, known = mutants, dtype: Dtype = 'f32') {
  const mutant = mutants.find((m) => m.id === id)!;
  const cases = casesOf(mutant.loss, dtype);
  const own = new Judge(optionsIn(dtype));
  const answered = await answers(mutantImplementation(mutant, { order: 'pairwise' }), cases);
  const candidates = [
    ...conventions(specs[mutant.loss]!, cases, optionsIn(dtype), own),
    ...mistakes(known, mutant.loss, optionsIn(dtype), own),
  ];
  const fitting = diagnose(parted(answered, own), own, candidates);
  const further = casesOf(mutant.loss, dtype, { seed: 4, count: 120 });
  const presented = mutantImplementation(mutant, { order: 'pairwise' });
  const found = await borneOut(fitting, own, further, (asked) => presented.evaluate(asked));
  const says = (those: readonly Candidate[]): string[] => those.map((c) => c.says);
  return { fitting: says(fitting), found: says(found), answered };
}

describe('a diagnosis', () => {
  it.each([
    ['mse/half', 'returns half the squared error'],
    ['huber/line-not-lowered', 'subtracts delta instead of half of it from the line'],
  ])('names the mistake of %s, and nothing where it does not know it', async (id, says) => {
    expect((await explained(id)).found).toEqual([says]);
    const others = mutants.filter((m) => m.id !== id);
    expect((await explained(id, others)).found).toEqual([]);
  });
  it('does not name a mistake that permits the answers, but is wrong where they are right', async () => {
    const others = mutants.filter(({ id }) => id !== 'gan_discriminator/naive-softplus');
    const { fitting, found } = await explained('gan_discriminator/naive-softplus', others);
    expect(fitting).toEqual(['computes log(1 - sigmoid(z)), which is infinite for sure logits']);
    expect(found).toEqual([]);
  });
  it('keeps what no further case speaks against', async () => {
    const half = mistakes(mutants, 'mse', options, judge).filter(
      ({ says }) => says === 'returns half the squared error',
    );
    expect(await borneOut(half, judge, [], async () => [])).toEqual(half);
  });
  it('knows what a mistake in outputs makes of an overflow', async () => {
    const dropped = mutants.find(({ id }) => id === 'mse/weight-gradient-dropped')!;
    const answered = await answers(mutantImplementation(dropped), casesOf('mse', 'f32', { seed: 4, count: 120 }));
    const [candidate] = mistakes([dropped], 'mse', options, judge);
    expect(answered.some(({ outcome }) => outcome.outputs['gradient.weight']?.data.some(Number.isNaN))).toBe(true);
    expect(answered.filter(({ case: c, outcome }) => !candidate!.accepts(c, outcome))).toEqual([]);
  });
  it('knows mistakes in outputs, and in precision', async () => {
    const corrupted = mutants.find((m) => m.loss === 'mse' && m.corrupt)!;
    expect((await explained(corrupted.id)).found).toEqual([corrupted.mistake]);
    const narrow = mutants.find((m) => m.precision === 'f32')!;
    expect((await explained(narrow.id, mutants, 'f64')).found).toEqual([narrow.mistake]);
  });
  it('finds nothing wrong with what is right', async () => {
    const cases = casesOf('mse');
    const answered = await answers(referenceImplementation({ order: 'pairwise' }), cases);
    expect(diagnose(parted(answered, judge), judge, mistakes(mutants, 'mse', options, judge))).toEqual([]);
    expect(constantRatio(parted(answered, judge), judge)).toBeUndefined();
  });
  it('names another convention and the dialects that have it', async () => {
    // Everything is asked with the default, and answered with another value.
    const cases = casesOf('mse');
    const byCount = (c: Case): Case => ({ ...c, params: { ...c.params, denominator: 'count' } });
    const answered = await answers(referenceImplementation(), cases, byCount);
    const [first] = diagnose(parted(answered, judge), judge, conventions(specs.mse!, cases, options, judge));
    expect(first).toMatchObject({ kind: 'convention' });
    expect(first!.says).toMatch(/^denominator = count, as --dialect .*keras.* has it$/);
  });
  it('calls a value that is taken whatever is asked for a mistake', async () => {
    const byCount = (c: Case): Case => ({ ...c, params: { ...c.params, denominator: 'count' } });
    const cases = casesOf('mse').flatMap((c) => [c, byCount(c)]);
    const answered = await answers(referenceImplementation(), cases, byCount);
    const [first] = diagnose(parted(answered, judge), judge, conventions(specs.mse!, cases, options, judge));
    expect(first).toMatchObject({ kind: 'mistake', says: 'takes denominator = count, whatever is asked for' });
  });
  it('says by which factor an output is off, if it always is', async () => {
    const { answered } = await explained('mse/half', []);
    expect(constantRatio(parted(answered, judge), judge)).toContain('value is 0.5 times what it must be');
    expect(constantRatio(parted((await explained('mse/root', [])).answered, judge), judge)).toBeUndefined();
  });
});
