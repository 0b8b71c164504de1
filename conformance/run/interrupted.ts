/** Ended by the user between two batches. */
export class Interrupted extends Error {}
