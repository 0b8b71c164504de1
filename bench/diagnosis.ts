// Whether failures are explained rightly: every mutant is presented as an anonymous implementation in float32 with sums
// in pairs: `npm run diagnosis [-- seed [loss ...]]`. Candidates are judged one by one, so that what is found beside the
// mutant itself is what would be found if it were withheld. Exits 1 where less than nine in ten are named, or one that is
// withheld would be taken for another.
import { plainDeclaration } from '../conformance/acceptance/declaration.ts';
import { references } from '../conformance/acceptance/references.ts';
import { type Case, type TypedTensor, typedTensor } from '../conformance/case.ts';
import { mutants } from '../conformance/mutants/index.ts';
import type { Mutant } from '../conformance/mutants/mutant.ts';
import { mutantImplementation } from '../conformance/mutants/mutant-implementation.ts';
import { isFiniteAndValid } from '../conformance/properties/support/define-property.ts';
import { answersOf, borneOut } from '../conformance/run/diagnosis/bear-out.ts';
import type { Candidate } from '../conformance/run/diagnosis/candidate.ts';
import { conventions } from '../conformance/run/diagnosis/conventions.ts';
import { diagnose, parted } from '../conformance/run/diagnosis/diagnose.ts';
import { mistakes } from '../conformance/run/diagnosis/mistakes.ts';
import { drawBases } from '../conformance/run/draw-bases.ts';
import { Judge, type JudgeOptions } from '../conformance/run/judge.ts';
import type { LossSpec } from '../spec/language/loss-spec.ts';
import type { ParamValue } from '../spec/language/param.ts';
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
  const drawn = (from: number, count: number): Case[] =>
    drawBases(spec, { dtype, seed: from, count, isFloor: true }).filter((c) => isFiniteAndValid(c, spec));
  const [cases, further] = [drawn(Number(seed), 60), drawn(Number(seed) + 1, 120)];
  const judge = new Judge(options);
  const candidates = candidatesOf(spec, cases, options, judge);
  const wide: JudgeOptions = { ...options, declaration: plainDeclaration('f64') };
  const inFloat64 = candidatesOf(spec, cases.map(widened), wide, new Judge(wide));
  for (const mutant of own) await present(mutant, { cases, further }, judge, { candidates, inFloat64 });
}
const { presented, named, first, unnamed, mistaken, invisible } = count;
console.log(
  `${presented} mutants: ${named} named, ${first} of them first; ${unnamed} not named; ${invisible} right on every case drawn`,
);
console.log(
  `withheld: ${presented - mistaken} have no known cause or another name for the same numbers; ${mistaken} were taken for another`,
);
process.exitCode = named < 0.9 * presented || mistaken > 0 ? 1 : 0;

function candidatesOf(spec: LossSpec, cases: readonly Case[], judging: JudgeOptions, judge: Judge): Candidate[] {
  return [...conventions(spec, cases, judging, judge), ...mistakes(mutants, spec.id, judging, judge)];
}

/**
 * Whether two formulas are one: in float64, on these cases, as far as its rounding lets it be told. Another name is no
 * other cause.
 */
function areSame(a: Candidate, b: Candidate, cases: readonly Case[]): boolean {
  return cases.every((c) =>
    c.wants.every((want) => {
      const [x, y] = [a.permitted(c, want), b.permitted(c, want)];
      return x.reference.every((v, i) => {
        const w = y.reference[i]!;
        const radius = x.radius[i]! + y.radius[i]!;
        return Object.is(v, w) || radius === Infinity || Math.abs(v - w) <= radius;
      });
    }),
  );
}

/** The same question in float64; 1e-7, which was rounded to float32, is 1e-7 again. */
function widened(c: Case): Case {
  const wide = (t: TypedTensor): TypedTensor => (t.dtype === 'f32' ? typedTensor('f64', t.data, t.shape) : t);
  const short = (value: ParamValue): ParamValue => {
    const shortest = typeof value === 'number' ? Number(value.toPrecision(7)) : value;
    return typeof shortest === 'number' && Math.fround(shortest) === value ? shortest : value;
  };
  return {
    ...c,
    dtype: 'f64',
    operands: mapValues(c.operands, wide),
    cotangent: wide(c.cotangent),
    params: mapValues(c.params, short),
  };
}
function mapValues<T>(record: Readonly<Record<string, T>>, f: (x: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, x]) => [name, f(x)]));
}

async function present(
  mutant: Mutant,
  { cases, further }: Readonly<Record<'cases' | 'further', readonly Case[]>>,
  judge: Judge,
  { candidates, inFloat64 }: Readonly<Record<'candidates' | 'inFloat64', readonly Candidate[]>>,
): Promise<void> {
  const ask = (asked: readonly Case[]) => mutantImplementation(mutant, { order: 'pairwise' }).evaluate(asked);
  const answered = answersOf(cases, await ask(cases));
  const told = parted(answered, judge);
  if (told.wrong.length === 0) {
    count.invisible++;
    return;
  }
  count.presented++;
  const found = await borneOut(diagnose(told, judge, candidates), judge, further, ask);
  const at = found.findIndex(({ says }) => says === mutant.mistake);
  if (at >= 0) count.named++;
  if (at === 0) count.first++;
  if (at < 0) {
    count.unnamed++;
    console.log(
      `${mutant.id}: not named${found.length > 0 ? `, but ${found.map(({ says }) => says).join('; ')}` : ''}`,
    );
  }
  const [itself, ...others] = [mutant.mistake, ...found.map(({ says }) => says)].map(
    (name) => inFloat64.find(({ says }) => says === name)!,
  ) as [Candidate, ...Candidate[]];
  const asked = answered.map((a) => widened(a.case));
  const mistaken = others.filter((other) => other.says !== itself.says && !areSame(other, itself, asked));
  if (mistaken.length > 0) {
    count.mistaken++;
    console.log(`${mutant.id} (${mutant.mistake}): also ${mistaken.map(({ says }) => says).join('; ')}`);
  }
}
