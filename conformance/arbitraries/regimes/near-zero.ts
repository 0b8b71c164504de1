import { inInterval } from '../../../spec/language/domain.ts';
import type { Operand } from '../../../spec/language/operand.ts';

/** Whether an operand may hold numbers as small as the format has, of one sign at least. */
export function nearZero({ domain }: Operand): boolean {
  if (domain.kind === 'interval') return inInterval(Number.MIN_VALUE, domain) || inInterval(-Number.MIN_VALUE, domain);
  return domain.kind === 'real' || domain.kind === 'box_xyxy';
}
