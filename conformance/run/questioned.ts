import type { Case } from '../case.ts';

/** What an implementation is being asked, to be shown while it takes its time. */
export interface Questioned {
  /** `loss`, or `loss@form`. */
  readonly subject: string;
  readonly cases: number;
}

/** Of a question, of which all cases are of one loss; other losses that a law asks for are few. */
export function questioned(cases: readonly Case[], form: string | undefined): Questioned {
  const { loss } = cases[0]!;
  return { subject: form === undefined ? loss : `${loss}@${form}`, cases: cases.length };
}
