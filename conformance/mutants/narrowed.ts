import { type Dtype, formats } from '../../reference/tensor/format.ts';
import { type Case, type TypedTensor, typedTensor } from '../case.ts';

/** The case with every number rounded to a narrower format. */
export function narrowed(c: Case, dtype: Dtype): Case {
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
