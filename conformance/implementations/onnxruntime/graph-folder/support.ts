import type { LossSpec } from '../../../../spec/language/loss-spec.ts';
import type { LossSupport, ParamSupport } from '../../../implementation.ts';
import type { LoadedGraph } from '../graph-folder.ts';

/** What the graphs of one loss and form have together; a combination that none of them has is unsupported when asked. */
export function supportOf(graphs: readonly LoadedGraph[], spec: LossSpec): LossSupport {
  const takes = (name: string): boolean => graphs.some((g) => g.takes.some((input) => input.name === name));
  const all = <T>(of: (graph: LoadedGraph) => Iterable<T>): T[] => [...new Set(graphs.flatMap((g) => [...of(g)]))];
  const params = Object.keys(spec.params).map((name): [string, ParamSupport] => [
    name,
    takes(name) ? 'any' : all(({ params: built }) => [built[name] ?? null]),
  ]);
  return {
    origin: 'library',
    params: Object.fromEntries(params),
    optional: Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined && takes(name)),
    reductions: all(({ reduction }) => [reduction]),
    dtypes: all(({ dtype }) => [dtype]),
    wants: all(({ gives }) => gives.keys()),
  };
}
