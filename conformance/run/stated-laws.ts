import type { Condition, LawArguments, LawId } from '../../spec/language/law.ts';
import type { Subject } from './answers.ts';

/** One law of the subject, as its spec states it. */
export interface StatedLaw {
  readonly law: LawId;
  readonly instances: readonly {
    readonly args: LawArguments[LawId];
    readonly when?: Condition;
  }[];
}

/** The laws of the loss; of a form that has the value alone, or gradients alone, those that are about what it has. */
export const statedLaws = ({ spec, form, support }: Pick<Subject, 'spec' | 'form' | 'support'>): StatedLaw[] =>
  (Object.keys(spec.laws) as LawId[]).flatMap((law) => {
    const cell = spec.laws[law];
    if (cell.kind !== 'holds') return [];
    if (form && !(onGradients.has(law) ? support.wants.some(isGradient) : support.wants.includes('value'))) return [];
    if (form && law === 'self_consistent' && !support.wants.includes('value')) return [];
    return [{ law, instances: cell.instances }];
  });
const isGradient = (want: string): boolean => want !== 'value';

/** Laws that are about gradients only. */
const onGradients: ReadonlySet<LawId> = new Set([
  'gradient',
  'self_consistent',
  'gradient_finite',
  'cotangent_linear',
  'gradient_sum',
]);
