import type { Dtype } from '../../reference/tensor/format.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Edge, Example } from '../../spec/language/sample.ts';
import type { Case } from '../case.ts';
import { type LossSupport, unsupportedBy } from '../implementation.ts';
import { defaultsOf } from '../settings.ts';
import { caseOf } from './case-of.ts';
import { wantsOf } from './wants-of.ts';

export interface ExampleCase {
  readonly title: string;
  readonly case: Case;
}

/**
 * Examples or edges of a loss, each under every reduction, as far as the implementation has them and
 * with the outputs that it has. Parameters that nothing is said of have the values that it declares first, else
 * `conventions`, else their defaults.
 */
export function exampleCases(
  spec: LossSpec,
  samples: readonly (Example | Edge)[],
  support: LossSupport,
  dtype: Dtype,
  conventions: Readonly<Record<string, ParamValue>> = {},
): ExampleCase[] {
  const optional = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
  // Of a parameter of which there are some values only, the first stands where an example says nothing of it.
  const own = Object.entries(support.params).flatMap(([name, values]) =>
    Array.isArray(values) && !values.includes(conventions[name] as never) ? [[name, values[0]]] : [],
  );
  return samples
    .flatMap((sample) => spec.reductions.map((reduction) => ({ sample, reduction })))
    .map(({ sample, reduction }) => {
      const params = { ...conventions, ...Object.fromEntries(own), ...sample.params };
      const c = caseOf(spec, { ...sample, reduction, params }, dtype);
      return { title: sample.title, case: { ...c, wants: wantsOf(spec, c, { support }) } };
    })
    .filter(({ case: c }) => !unsupportedBy(support, c, defaultsOf(spec), optional));
}
