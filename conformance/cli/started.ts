import type { Description, Implementation } from '../implementation.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Io } from './io.ts';
import { stillWaiting } from './still-waiting.ts';

/**
 * What the implementation says of itself; whatever keeps it from that is a failure to start. Where it takes long, a line
 * on stderr says so, if it is given.
 */
export async function started(implementation: Implementation, io?: Pick<Io, 'stderr'>): Promise<Description> {
  const done = io ? stillWaiting(implementation, io) : () => {};
  try {
    return await implementation.describe();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw Object.assign(new Error((error as Error).message, { cause: error }), { name: 'AdapterStartError' });
  } finally {
    done();
  }
}
