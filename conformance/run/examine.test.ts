import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { references } from '../acceptance/references.ts';
import type { Implementation } from '../implementation.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { Answers } from './answers.ts';
import { drawBases } from './draw-bases.ts';
import { type Examiner, examine, examinePlanned } from './examine.ts';
import { formulaContext } from './formula-context.ts';
import { Judge } from './judge.ts';
import { casesAhead, planLaw } from './plan-law.ts';
import { type StatedLaw, statedLaws } from './stated-laws.ts';
import { subjects } from './subjects.ts';

const huber = specs.huber!;
const bases = drawBases(huber, { dtype: 'f64', seed: 3, count: 60, isFloor: true });

async function examinerOf(implementation: Implementation): Promise<Examiner> {
  const description = await implementation.describe();
  const subject = subjects(description, [huber])[0]!;
  return {
    subject,
    dtype: 'f64',
    answers: new Answers(implementation),
    judge: new Judge({
      declaration: plainDeclaration('f64'),
      specOf: (id) => specs[id],
      referenceOf: (id) => references[id],
      strict: false,
    }),
    context: formulaContext(subject.specOf, description),
  };
}
const lawOf = (examiner: Examiner, law: string): StatedLaw =>
  statedLaws(examiner.subject).find((stated) => stated.law === law)!;

describe('a law that there is a case', () => {
  it('is done with an instance at the first base that is one', async () => {
    const examiner = await examinerOf(referenceImplementation());
    const stated = lawOf(examiner, 'parameter_matters');
    expect(planLaw(examiner, stated, bases, 6)).toHaveLength(6 * stated.instances.length);
    const findings = await examine(examiner, stated, bases, 6);
    for (const instance of stated.instances.keys()) {
      const verdicts = findings.filter((f) => f.instance === instance).map(({ finding }) => finding.verdict);
      expect(verdicts.indexOf('pass')).toBe(verdicts.length - 1);
      expect(verdicts).toContain('pass');
    }
    expect(findings.length).toBeLessThan(6 * stated.instances.length);
  });
  it('looks at every base where none is one', async () => {
    const right = referenceImplementation();
    const deaf: Implementation = {
      ...right,
      evaluate: async (cases, form) =>
        await right.evaluate(
          cases.map((c) => ({ ...c, params: { ...c.params, delta: 1 } })),
          form,
        ),
    };
    const examiner = await examinerOf(deaf);
    const stated = lawOf(examiner, 'parameter_matters');
    const delta = stated.instances.findIndex(({ args }) => (args as { readonly param: string }).param === 'delta');
    const findings = (await examine(examiner, stated, bases, 6)).filter(({ instance }) => instance === delta);
    expect(findings).toHaveLength(6);
    expect(findings.map(({ finding }) => finding.verdict)).not.toContain('pass');
  });
});

describe('what is asked ahead', () => {
  it('answers every question of a law, but for one that wants its answers afresh', async () => {
    const examiner = await examinerOf(referenceImplementation());
    const stated = lawOf(examiner, 'reductions_agree');
    const planned = planLaw(examiner, stated, bases, 6);
    await examiner.answers.to(casesAhead(stated, planned), examiner.subject);
    const asked = examiner.answers.asked;
    expect(asked).toBeGreaterThan(0);
    const findings = await examinePlanned(examiner, stated, planned);
    expect(findings.map(({ finding }) => finding.verdict)).toContain('pass');
    expect(examiner.answers.asked).toBe(asked);
    const again = lawOf(examiner, 'deterministic');
    expect(casesAhead(again, planLaw(examiner, again, bases, 6))).toEqual([]);
  });
});
