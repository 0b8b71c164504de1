import { references } from '../../reference/losses/index.ts';
import { type Dtype, formats } from '../../reference/tensor/format.ts';
import { type Case, type TypedTensor, typedTensor } from '../case.ts';
import type { Implementation } from '../implementation.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import type { Outcome } from '../outcome.ts';
import type { Mutant, Outputs } from './mutant.ts';

/** The references, with one loss wrong in the way of the mutant. */
export function mutantImplementation({ id, loss, text, corrupt, precision }: Mutant): Implementation {
  const inner = referenceImplementation({
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

/** The case with every number rounded to a narrower format. */
function narrowed(c: Case, dtype: Dtype): Case {
  const narrow = (t: TypedTensor): TypedTensor => (t.dtype === 'i64' ? t : typedTensor(dtype, t.data, t.shape));
  const { round } = formats[dtype];
  return {
    ...c,
    dtype,
    operands: Object.fromEntries(Object.entries(c.operands).map(([name, t]) => [name, narrow(t)])),
    params: Object.fromEntries(
      Object.entries(c.params).map(([name, v]) => [name, typeof v === 'number' ? round(v) : v]),
    ),
    cotangent: narrow(c.cotangent),
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
