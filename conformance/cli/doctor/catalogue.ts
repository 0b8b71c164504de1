import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Description } from '../../implementation.ts';
import { counted } from '../../report/readable-number.ts';
import type { Check } from './check.ts';

/** What of the spec's losses it has. */
export function catalogue({ losses }: Description, specs: Readonly<Record<string, LossSpec>>): Check {
  const known = Object.entries(losses).filter(([key]) => specs[key.split('@')[0]!]);
  const ids = [...new Set(known.map(([key]) => key.split('@')[0]!))];
  const valueOnly = known.filter(([, { wants }]) => !wants.some((want) => want.startsWith('gradient.')));
  const dtypes = [...new Set(known.flatMap(([, support]) => support.dtypes))];
  const without = valueOnly.length > 0 ? `, ${valueOnly.length} of them without gradients` : '';
  const total = counted(Object.keys(specs).length, 'loss', 'losses');
  const says = `${ids.length} of the ${total} of the spec${without}, in ${dtypes.join(' and ')}: ${ids.join(', ')}`;
  return { name: 'catalogue', status: 'ok', says: [ids.length > 0 ? says : `none of the ${total} of the spec`] };
}
