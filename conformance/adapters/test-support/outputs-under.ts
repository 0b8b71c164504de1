import type { Case } from '../../case.ts';
import type { Implementation } from '../../implementation.ts';

/**
 * What an implementation answers to a case with this cotangent: its outputs in the order in which they are wanted, or its
 * outcome where it has none.
 */
export async function outputsUnder(
  implementation: Implementation,
  c: Case,
  cotangent: readonly number[],
): Promise<unknown> {
  const asked = { ...c, cotangent: { ...c.cotangent, data: Float64Array.from(cotangent) } };
  const [outcome] = await implementation.evaluate([asked]);
  return outcome?.status === 'value' ? c.wants.map((want) => [...outcome.outputs[want]!.data]) : outcome;
}
