/** What the exit codes of the command line mean. Where several apply it is the first of 130, 2, 3, 5, 1, 4. */
export const exitCodes = {
  conformant: 0,
  /** Failures, unexpected passes, undeclared other conventions, expectations that are expired or match nothing. */
  failures: 1,
  /** A bad option, a pattern that matches nothing, zero cases. */
  usage: 2,
  /** The implementation did not start, or failed the echo. */
  start: 3,
  /** The run stopped short. */
  incomplete: 4,
  /** A digest does not fit. */
  integrity: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * What errors that are not of the suite's making mean, by their names: they are shown without a stack, from whichever
 * process they come.
 */
export const exitCodeOfError: Readonly<Partial<Record<string, ExitCode>>> = {
  UsageError: exitCodes.usage,
  // Fewer cases were asked for than there are regimes and options.
  TooFewCases: exitCodes.usage,
  FormatError: exitCodes.integrity,
  AdapterStartError: exitCodes.start,
};
