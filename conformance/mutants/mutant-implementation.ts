import { references } from '../../reference/losses/index.ts';
import type { Dtype } from '../../reference/tensor/format.ts';
import { type Case, type TypedTensor, typedTensor } from '../case.ts';
import type { Implementation } from '../implementation.ts';
import { type ReferenceOptions, referenceImplementation } from '../implementations/reference.ts';
import type { Outcome } from '../outcome.ts';
import type { Mutant, Outputs } from './mutant.ts';
import { narrowed } from './narrowed.ts';

/** The references, with one loss wrong in the way of the mutant; sums are taken from the first number on by default. */
export function mutantImplementation(
  { id, loss, text, corrupt, precision }: Mutant,
  options: Pick<ReferenceOptions, 'order'> = {},
): Implementation {
  const inner = referenceImplementation({
    ...options,
    name: id,
    text: (of) => (of === loss && text ? text : references[of]?.algorithms[0].text),
    ...(corrupt ? { corrupt: (outputs, c) => (c.loss === loss ? corrupt(outputs, c) : outputs) } : {}),
  });
  const asked = (c: Case): Case => {
    if (c.loss !== loss) return c;
    return precision ? narrowed(c, precision) : c;
  };
  return {
    ...inner,
    evaluate: async (cases) => {
      const outcomes = await inner.evaluate(cases.map(asked));
      return outcomes.map((outcome, i) => stored(outcome, cases[i]!.dtype));
    },
  };
}

/** The outputs in the dtype of the case, which holds whatever a narrower one does. */
function stored(outcome: Outcome, dtype: Dtype): Outcome {
  if (outcome.status !== 'value') return outcome;
  const outputs: Outputs = Object.fromEntries(
    Object.entries(outcome.outputs as Readonly<Record<string, TypedTensor>>).map(([want, t]) => [
      want,
      typedTensor(dtype, t.data, t.shape),
    ]),
  );
  return { status: 'value', outputs };
}
