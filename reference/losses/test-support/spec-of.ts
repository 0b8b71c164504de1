import { type FullLawTable, inapplicable, type LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { perItem } from '../../../spec/language/reduction.ts';

/** A spec of these operands and parameters about which nothing else is said. */
export const specOf = (
  parts: Pick<LossSpec, 'operands'> & Partial<Pick<LossSpec, 'params' | 'items' | 'ignore'>>,
): LossSpec => ({
  id: 'made_up',
  kind: 'loss',
  family: 'regression',
  summary: 'Made up for a test.',
  params: {},
  items: ['N'],
  formula: '0',
  denominators: perItem,
  reductions: ['none', 'sum', 'mean'],
  laws: new Proxy({}, { get: (_, law: LawId) => inapplicable(`${law} is not looked at`) }) as FullLawTable,
  edges: [],
  kinks: [],
  examples: [],
  traps: [],
  sources: [],
  ...parts,
});
