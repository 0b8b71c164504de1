import type { Io } from './io.ts';

export interface Interrupt {
  /** Whether Ctrl-C was pressed. */
  readonly pressed: () => boolean;
  /** Leaves Ctrl-C to the system again. */
  readonly dispose: () => void;
}

/** Ctrl-C asks a run to stop after what it is at, once; the second time it ends the program. */
export function listenForInterrupt({ stderr }: Pick<Io, 'stderr'>): Interrupt {
  let pressed = false;
  const onSignal = (): void => {
    pressed = true;
    stderr.write('\nStopping after this batch, with a partial report. Press Ctrl-C again to end at once.\n');
  };
  // Once: afterwards nobody listens, and the next signal does what signals do.
  process.once('SIGINT', onSignal);
  return { pressed: () => pressed, dispose: () => process.off('SIGINT', onSignal) };
}
