/**
 * The adapter could not be put to work: its command does not start, it does not say that it is ready, or it does not
 * give tensors back bit for bit. The message says which, what was expected, and what the adapter printed.
 */
export class AdapterStartError extends Error {
  override readonly name = 'AdapterStartError';
  /** What it did not get past; undefined where there was nothing to start. */
  readonly step: StartStep | undefined;
  /** What it was doing at last, where it said so. */
  readonly during: string | undefined;

  constructor(message: string, step?: StartStep, during?: string) {
    super(message);
    this.step = step;
    this.during = during;
  }
}

/** Starting the command and staying alive, its first line, what it says of itself, the tensors that it gives back. */
type StartStep = 'command' | 'hello' | 'ready' | 'echo';
