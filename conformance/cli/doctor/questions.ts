import type { Dtype } from '../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { exampleCases } from '../../arbitraries/example-cases.ts';
import { sampleCases } from '../../arbitraries/sample-cases.ts';
import { strata } from '../../arbitraries/strata.ts';
import type { Case } from '../../case.ts';
import { caseDefect } from '../../case-defect.ts';
import type { Description, LossSupport } from '../../implementation.ts';

/** A case, and whom it is put to. */
export interface Question {
  /** `loss` or `loss@form`. */
  readonly key: string;
  /** For a reader. */
  readonly title: string;
  readonly case: Case;
}

interface Declared {
  readonly key: string;
  readonly support: LossSupport;
  readonly spec: LossSpec;
  readonly dtypes: readonly Dtype[];
}

/** What the implementation says that it has, and the spec knows. */
function declared({ losses, arithmetic }: Description, specs: Readonly<Record<string, LossSpec>>): Declared[] {
  return Object.entries(losses).flatMap(([key, support]) => {
    const spec = specs[key.split('@')[0]!];
    return spec ? [{ key, support, spec, dtypes: support.dtypes.filter((dtype) => arithmetic[dtype]) }] : [];
  });
}

/** The examples and edges of every loss that is declared, in every dtype and under every reduction. */
export const declaredQuestions = (description: Description, specs: Readonly<Record<string, LossSpec>>): Question[] =>
  declared(description, specs).flatMap(({ key, support, spec, dtypes }) =>
    dtypes.flatMap((dtype) =>
      exampleCases(spec, [...spec.examples, ...spec.edges], support, dtype)
        // What a narrow dtype rounds out of the domain is no valid input.
        .filter(({ case: c }) => !caseDefect(spec, c))
        .map(({ title, case: c }) => ({ key, title: `${key} in ${dtype}, ${c.reduction}, "${title}"`, case: c })),
    ),
  );

/** Input outside of the domain of every loss that is declared, in its first dtype. */
export const badQuestions = (description: Description, specs: Readonly<Record<string, LossSpec>>): Question[] =>
  declared(description, specs).flatMap(({ key, support, spec, dtypes: [dtype] }) => {
    if (!dtype) return [];
    const constraint = { support, regimes: ['bad_input'] as const, wants: ['value'] };
    const count = strata(spec, dtype, constraint, 'each').length;
    if (count === 0) return [];
    return sampleCases(spec, { dtype, seed: 1, count, constraint, cover: 'each' }).flatMap((c) => {
      const defect = caseDefect(spec, c);
      return defect ? [{ key, title: `${key}: ${defect.message}`, case: c }] : [];
    });
  });
