import type { Dtype } from '../../reference/tensor/format.ts';
import type { LawId } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs as everySpec } from '../../spec/losses/index.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { references } from '../acceptance/references.ts';
import type { Constraint } from '../arbitraries/options.ts';
import type { Case } from '../case.ts';
import type { Description } from '../implementation.ts';
import type { Perturbation } from '../mutants/perturbations.ts';
import { properties } from '../properties/index.ts';
import type { Evidence } from '../verdict.ts';
import { Answers } from './answers.ts';
import { drawBases } from './draw-bases.ts';
import { examine } from './examine.ts';
import { fold } from './fold.ts';
import { formulaContext } from './formula-context.ts';
import { Judge } from './judge.ts';
import { profiles } from './run-options.ts';
import { spread } from './spread.ts';
import { statedLaws } from './stated-laws.ts';
import { subjects } from './subjects.ts';

/** Whether one law of one loss can fail at all: by which perturbation it was broken, if by any. */
export interface LawAdequacy {
  readonly loss: string;
  readonly law: LawId;
  readonly brokenBy?: { readonly perturbation: string; readonly class: Evidence['class']; readonly regime: string };
}

export interface AdequacyOptions {
  readonly specs: readonly LossSpec[];
  readonly perturbations: readonly Perturbation[];
  /** Which pairs of loss and law are looked at. */
  readonly selected?: (loss: string, law: LawId) => boolean;
  readonly dtype: Dtype;
  readonly seed: number;
  readonly onLoss?: (loss: string, done: number, total: number) => void;
  readonly interrupted?: () => boolean;
}

/** What an implementation that answers can be found guilty of. */
const countsAsBroken: ReadonlySet<Evidence['class']> = new Set([
  'value',
  'gradient',
  'edge',
  'non_finite',
  'nondeterministic',
  'accepted',
]);

/** For every law that holds of a loss, the first perturbation of its reference that this law notices. */
export async function lawAdequacy(options: AdequacyOptions): Promise<LawAdequacy[]> {
  const { specs, onLoss, interrupted } = options;
  const found: LawAdequacy[] = [];
  for (const [i, spec] of specs.entries()) {
    if (interrupted?.()) break;
    found.push(...(await adequacyOf(spec, options)));
    onLoss?.(spec.id, i + 1, specs.length);
  }
  return found;
}

/** Most laws notice at once, so every perturbation is tried on a few bases before any is on many. */
const portions = [2, 8, 32];
/** Whether a law can fail shows in small cases as in large ones. */
const most = 200;

async function adequacyOf(
  spec: LossSpec,
  { perturbations, selected, dtype, seed }: AdequacyOptions,
): Promise<LawAdequacy[]> {
  const specOf = (id: string): LossSpec | undefined => (id === spec.id ? spec : everySpec[id]);
  const judge = new Judge({
    declaration: plainDeclaration(dtype),
    specOf,
    referenceOf: (id) => references[id],
    strict: false,
  });
  const perturbed = await Promise.all(
    perturbations.map(async ({ id, of }) => {
      const implementation = of(spec);
      const description: Description = await implementation.describe();
      const subject = subjects(description, [spec])[0]!;
      const context = formulaContext(specOf, description);
      return { id, examiner: { subject, dtype, answers: new Answers(implementation), judge, context } };
    }),
  );
  const { subject } = perturbed[0]!.examiner;
  const draw = (constraint: Constraint): Case[] => {
    const drawn = drawBases(spec, { dtype, seed, count: profiles.smoke.cases, isFloor: true, constraint });
    return spread(drawn.filter((c) => Object.values(c.operands).every((x) => x.data.length <= most)));
  };
  // A law may be stated for another value of a convention only, which nothing draws unless it is declared.
  const bases = [...draw({}), ...draw({ support: subject.support })];
  const laws = statedLaws(subject).filter(({ law }) => selected?.(spec.id, law) ?? true);
  const broken = new Map<LawId, NonNullable<LawAdequacy['brokenBy']>>();
  for (const portion of portions) {
    for (const { id, examiner } of perturbed) {
      for (const stated of laws) {
        if (broken.has(stated.law)) continue;
        const findings = await examine(examiner, stated, bases, portion);
        const { failing } = fold(findings, properties[stated.law].existential ?? false);
        if (!failing || !countsAsBroken.has(failing.finding.evidence.class)) continue;
        const { evidence } = failing.finding;
        broken.set(stated.law, { perturbation: id, class: evidence.class, regime: failing.base.regime });
      }
    }
  }
  return laws.map(({ law }) => {
    const by = broken.get(law);
    return { loss: spec.id, law, ...(by ? { brokenBy: by } : {}) };
  });
}
