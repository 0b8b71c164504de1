// Whether failures are explained rightly: every mutant is presented as an anonymous implementation in float32 with sums
// in pairs: `npm run diagnosis [-- seed [loss ...]]`. Candidates are judged one by one, so that what is found beside the
// mutant itself is what would be found if it were withheld. Exits 1 where less than nine in ten are named, or one that is
// withheld would be taken for another.
import { plainDeclaration } from '../conformance/acceptance/declaration.ts';
import { references } from '../conformance/acceptance/references.ts';
import { mutants } from '../conformance/mutants/index.ts';
import type { Mutant } from '../conformance/mutants/mutant.ts';
import { mutantImplementation } from '../conformance/mutants/mutant-implementation.ts';
import { isFiniteAndValid } from '../conformance/properties/support/define-property.ts';
import type { Candidate } from '../conformance/run/diagnosis/candidate.ts';
import { conventions } from '../conformance/run/diagnosis/conventions.ts';
import { type Answered, diagnose, parted } from '../conformance/run/diagnosis/diagnose.ts';
import { mistakes } from '../conformance/run/diagnosis/mistakes.ts';
import { drawBases } from '../conformance/run/draw-bases.ts';
import { Judge, type JudgeOptions } from '../conformance/run/judge.ts';
import { specs } from '../spec/losses/index.ts';

const [seed = '1', ...losses] = process.argv.slice(2);
const dtype = 'f32';
const options: JudgeOptions = {
  declaration: plainDeclaration(dtype),
  specOf: (id) => specs[id],
  referenceOf: (id) => references[id],
  strict: false,
};
const count = { presented: 0, named: 0, first: 0, unnamed: 0, mistaken: 0, invisible: 0 };
for (const id of new Set(mutants.map(({ loss }) => loss))) {
  if (losses.length > 0 && !losses.includes(id)) continue;
  const spec = specs[id]!;
  const own = mutants.filter(({ loss }) => loss === id);
  const cases = drawBases(spec, { dtype, seed: Number(seed), count: 60, isFloor: true }).filter((c) =>
    isFiniteAndValid(c, spec),
  );
  const judge = new Judge(options);
  const candidates = [...conventions(spec, cases, judge), ...mistakes(own, id, options, judge)];
  for (const mutant of own) await present(mutant, cases, judge, candidates);
}
const { presented, named, first, unnamed, mistaken, invisible } = count;
console.log(
  `${presented} mutants: ${named} named, ${first} of them first; ${unnamed} not named; ${invisible} right on every case drawn`,
);
console.log(
  `withheld: ${presented - mistaken} have no known cause or another name for the same numbers; ${mistaken} were taken for another`,
);
process.exitCode = named < 0.9 * presented || mistaken > 0 ? 1 : 0;

/** Whether two formulas are one on all of these cases: another name is no other cause. */
function areSame(a: Candidate, b: Candidate, answered: readonly Answered[]): boolean {
  return answered.every(({ case: c }) =>
    c.wants.every((want) => {
      const [x, y] = [a.permitted(c, want).reference, b.permitted(c, want).reference];
      return x.every((v, i) => Object.is(v, y[i]) || Math.abs(v - y[i]!) <= 1e-9 * Math.abs(v));
    }),
  );
}

async function present(
  mutant: Mutant,
  cases: ReturnType<typeof drawBases>,
  judge: Judge,
  candidates: readonly Candidate[],
): Promise<void> {
  const outcomes = await mutantImplementation(mutant, { order: 'pairwise' }).evaluate(cases);
  const answered = cases.flatMap((c, i): Answered[] => {
    const outcome = outcomes[i]!;
    return outcome.status === 'value' ? [{ case: c, outcome }] : [];
  });
  const told = parted(answered, judge);
  if (told.wrong.length === 0) {
    count.invisible++;
    return;
  }
  count.presented++;
  const found = diagnose(told, judge, candidates);
  const at = found.findIndex(({ says }) => says === mutant.mistake);
  if (at >= 0) count.named++;
  if (at === 0) count.first++;
  if (at < 0) {
    count.unnamed++;
    console.log(
      `${mutant.id}: not named${found.length > 0 ? `, but ${found.map(({ says }) => says).join('; ')}` : ''}`,
    );
  }
  const itself = candidates.find(({ says }) => says === mutant.mistake)!;
  const others = found.filter((other) => other !== itself && !areSame(other, itself, answered));
  if (others.length > 0) {
    count.mistaken++;
    console.log(`${mutant.id} (${mutant.mistake}): also ${others.map(({ says }) => says).join('; ')}`);
  }
}
