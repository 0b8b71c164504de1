import type { Decisions, Questions } from './questions.ts';

/**
 * Runs a computation once for every way to answer the questions that it meets, at most `limit` times in all; `complete`
 * says whether that was enough. A different answer may lead to different questions.
 */
export function explore<T>(
  run: (decisions: Decisions) => { readonly questions: Questions; readonly result: T },
  limit: number,
): { readonly results: readonly T[]; readonly complete: boolean } {
  const results: T[] = [];
  const open: Decisions[] = [new Map()];
  let runs = 0;
  for (let decisions = open.pop(); decisions; decisions = open.pop()) {
    if (runs++ === limit) return { results, complete: false };
    const { questions, result } = run(decisions);
    const next = [...questions.met].find(([name]) => !decisions!.has(name));
    if (!next) {
      results.push(result);
      continue;
    }
    const [name, answers] = next;
    for (let answer = answers - 1; answer >= 0; answer--) open.push(new Map([...decisions, [name, answer]]));
  }
  return { results, complete: true };
}
