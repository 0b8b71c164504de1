/** Adds up how long synchronous pieces of work take, in milliseconds. */
export class Stopwatch {
  total = 0;

  time<T>(work: () => T): T {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.total += performance.now() - start;
    }
  }
}
