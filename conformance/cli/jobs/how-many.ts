import { availableParallelism } from 'node:os';

/** Losses that keep one more process busy for longer than it takes to start. */
const lossesEach = 6;

/** In how many processes a run is done where nobody says: as many as there are cores, if there is enough to do. */
export function howManyJobs(items: number, cores: number = availableParallelism()): number {
  return Math.max(1, Math.min(cores, Math.floor(items / lossesEach)));
}
