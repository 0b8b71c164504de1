import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Description } from '../implementation.ts';

/**
 * The ids of all tests of an implementation, `loss/law/dtype` and `loss@form/law/dtype`: every loss of the spec and
 * every form that the implementation has of one, every law that holds, every dtype.
 */
export function testIds(
  specs: readonly LossSpec[],
  { losses }: Pick<Description, 'losses'>,
  dtypes: readonly Dtype[],
): string[] {
  return specs.flatMap((spec) => {
    const forms = Object.keys(losses).filter((name) => name.startsWith(`${spec.id}@`));
    const laws = Object.entries(spec.laws).filter(([, cell]) => cell.kind === 'holds');
    return [spec.id, ...forms].flatMap((name) =>
      laws.flatMap(([law]) => dtypes.map((dtype) => `${name}/${law}/${dtype}`)),
    );
  });
}
