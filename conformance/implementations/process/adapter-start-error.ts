/**
 * The adapter could not be put to work: its command does not start, it does not say that it is ready, or it does not
 * give tensors back bit for bit. The message says which, what was expected, and what the adapter printed.
 */
export class AdapterStartError extends Error {
  override readonly name = 'AdapterStartError';
}
