import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';

/** What a command has beside its own options. */
export interface Context {
  readonly io: Io;
  /** The words after `--`, where there is one. */
  readonly command: readonly string[] | undefined;
  /** Says what the program exits with. */
  exit(code: ExitCode): void;
}
