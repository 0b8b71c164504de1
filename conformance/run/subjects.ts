import type { Dtype } from '../../reference/tensor/format.ts';
import type { Dialect } from '../../spec/language/dialect.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs } from '../../spec/losses/index.ts';
import type { Description } from '../implementation.ts';
import type { Subject } from './answers.ts';

/** Every loss and form that the description has, of the given specs. */
export function subjects(description: Description, of: readonly LossSpec[], dialect?: Dialect): Subject[] {
  const specOf = (id: string): LossSpec | undefined => of.find((s) => s.id === id) ?? specs[id];
  return of.flatMap((spec) =>
    Object.entries(description.losses)
      .filter(([key]) => key === spec.id || key.startsWith(`${spec.id}@`))
      .map(([key, support]) => {
        const form = key.slice(spec.id.length + 1);
        return {
          spec,
          ...(form ? { form } : {}),
          support,
          supports: description.losses,
          specOf,
          ...(dialect ? { dialect } : {}),
        };
      }),
  );
}

export const testId = (subject: Pick<Subject, 'spec' | 'form'>, law: string, dtype: Dtype): string =>
  `${subject.spec.id}${subject.form ? `@${subject.form}` : ''}/${law}/${dtype}`;
