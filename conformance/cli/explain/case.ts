import { exact } from '../../../reference/exact/exact.ts';
import type { ExactOutputs } from '../../../reference/exact/exact-outputs.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type Case, caseId, type TypedTensor } from '../../case.ts';
import { referenceImplementation } from '../../implementations/reference.ts';
import { type Losses, ownLosses } from '../../losses/losses.ts';
import { counterexample } from '../../report/counterexample.ts';
import { readableNumber } from '../../report/readable-number.ts';
import type { Style } from '../../report/style.ts';
import { wrap } from '../../report/wrap.ts';
import { columns, section } from './sections.ts';

/** Elements of one output beyond these are not printed. */
const shown = 12;

/** What a case holds, what the reference answers in float64, and what the spec's formula gives at high precision. */
export async function explainCase(c: Case, spec: LossSpec, style: Style, losses: Losses = ownLosses): Promise<string> {
  const answer = await reference(c, losses);
  const oracle = exactly(c, spec);
  return `${[
    `${style('bold', `a case of ${c.loss}`)}  ${style('dim', `${c.dtype}, regime ${c.regime}, id ${caseId(c)}`)}`,
    ...counterexample(c, (id) => losses.specs[id]),
    ...c.wants.flatMap((want) => {
      const found = 'outputs' in answer ? answer.outputs[want] : undefined;
      const digits = typeof oracle === 'string' ? undefined : oracle.outputs[want]?.values;
      const count = Math.max(found?.data.length ?? 0, digits?.length ?? 0);
      const rows = Array.from({ length: Math.min(count, shown) }, (_, i) => [
        count > 1 ? `[${i}]` : '',
        found ? readableNumber(found.data[i]!, 'f64') : '',
        digits?.[i] ?? '',
      ]);
      const rest = count > shown ? [`  and ${count - shown} more`] : [];
      return section(want, [...columns([['', 'reference', 'exact'], ...rows]), ...rest], style);
    }),
    ...('why' in answer ? ['', ...wrap(`The reference gives no value: ${answer.why}.`)] : []),
    ...(typeof oracle === 'string' ? ['', ...wrap(`The formula gives no value: ${oracle}.`)] : kinks(oracle)),
  ].join('\n')}\n`;
}

const kinks = ({ kinks: found }: ExactOutputs): string[] =>
  found.length > 0
    ? ['', ...wrap('This is at a kink: other gradients than these are right, too, any mixture of those on its sides.')]
    : [];

/** The same numbers as a case in float64. */
function inFloat64(c: Case): Case {
  const wide = (t: TypedTensor): TypedTensor => (t.dtype === 'i64' ? t : { ...t, dtype: 'f64' });
  const operands = Object.fromEntries(Object.entries(c.operands).map(([name, t]) => [name, wide(t)]));
  return { ...c, dtype: 'f64', operands, cotangent: wide(c.cotangent) };
}

async function reference(c: Case, losses: Losses) {
  const [outcome] = await referenceImplementation({ losses }).evaluate([inFloat64(c)]);
  if (outcome?.status === 'value') return { outputs: outcome.outputs };
  return { why: outcome && 'message' in outcome ? outcome.message : (outcome?.status ?? 'it did not answer') };
}

/** The exact outputs, or why there are none: not finite, or not in the domain. */
function exactly(c: Case, spec: LossSpec): ExactOutputs | string {
  try {
    const found = exact(spec, c);
    return found.outOfRange ?? found;
  } catch (error) {
    return (error as Error).message;
  }
}
