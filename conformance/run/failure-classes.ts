import type { Evidence } from '../verdict.ts';

// A record, so that a class that is missing here is a type error.
const known: Readonly<Record<Evidence['class'], true>> = {
  value: true,
  gradient: true,
  edge: true,
  non_finite: true,
  rejected: true,
  accepted: true,
  nondeterministic: true,
  malformed: true,
  adapter_error: true,
  crash: true,
  timeout: true,
  protocol_error: true,
};

/** Every class of failure, for schemas. */
export const failureClasses = Object.keys(known) as Evidence['class'][];
