import { availableParallelism } from 'node:os';

/** Losses that keep one more process busy for longer than it takes to start. */
const lossesEach = 6;

/** Processes that are started before it is known how many losses there are. */
const mostAhead = 4;

/**
 * In how many processes a run is done where nobody says: as many as there are cores, if there is enough to do. An
 * implementation that they share has a core for itself, unless only one is left then.
 */
export function howManyJobs(items: number, isShared: boolean, cores: number = availableParallelism()): number {
  const most = isShared ? Math.min(cores, Math.max(2, cores - 1)) : cores;
  return Math.max(1, Math.min(most, Math.floor(items / lossesEach)));
}

/** How many may start while an implementation does that they are going to share. */
export function howManyAhead(cores: number = availableParallelism()): number {
  const count = howManyJobs(Infinity, true, cores);
  return count > 1 ? Math.min(count, mostAhead) : 0;
}
