import { availableParallelism } from 'node:os';

/** Losses that keep one more process busy for longer than it takes to start. */
const lossesEach = 6;

/**
 * In how many processes a run is done where nobody says: as many as there are cores, if there is enough to do. An
 * implementation that they share has a core for itself.
 */
export function howManyJobs(items: number, isShared: boolean, cores: number = availableParallelism()): number {
  return Math.max(1, Math.min(isShared ? cores - 1 : cores, Math.floor(items / lossesEach)));
}
