import type { Placement } from '../implementation.ts';
import { counted } from './readable-number.ts';

/** Where everything ran and how that is known, in one sentence. */
export function placementLine({ provider, proof, graphs = 0, operators = {}, unanswered = {} }: Placement): string {
  if (proof === 'no other provider')
    return `Everything ran on ${provider}: its sessions have no other provider.${withheld(unanswered)}`;
  const nodes = Object.values(operators).reduce((a, b) => a + b, 0);
  const what = `${counted(nodes, 'node')} of ${counted(Object.keys(operators).length, 'operator')}`;
  const names = Object.keys(operators).join(', ');
  return `Everything ran on ${provider}, as the profile of each graph's first run says: ${counted(graphs, 'graph')}, ${what} (${names}), none elsewhere.${withheld(unanswered)}`;
}

const withheld = (unanswered: Readonly<Record<string, number>>): string => {
  const reasons = Object.entries(unanswered).map(([what, n]) => `${counted(n, 'case')} of ${what}`);
  return reasons.length === 0 ? '' : ` What it cannot was not asked: ${reasons.join('; ')}.`;
};
