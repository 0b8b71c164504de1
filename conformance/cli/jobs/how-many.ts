import { availableParallelism } from 'node:os';

/** Losses that keep one more process busy for longer than it takes to start. */
const lossesEach = 6;

/**
 * In how many processes a run is done where nobody says: as many as there are cores, if there is enough to do. Commands,
 * modules and graphics cards are asked by one, since a second one of them may be in the way of the first (of its device, or its port).
 */
export function howManyJobs(items: number, isOurs: boolean, cores: number = availableParallelism()): number {
  return isOurs ? Math.max(1, Math.min(cores, Math.floor(items / lossesEach))) : 1;
}
