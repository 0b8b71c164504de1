import type { Description, Implementation } from '../implementation.ts';
import { UsageError } from '../run/usage-error.ts';

/** What the implementation says of itself; whatever keeps it from that is a failure to start. */
export async function started(implementation: Implementation): Promise<Description> {
  try {
    return await implementation.describe();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw Object.assign(new Error((error as Error).message, { cause: error }), { name: 'AdapterStartError' });
  }
}
