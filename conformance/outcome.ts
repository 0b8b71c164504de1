import type { TypedTensor, Want } from './case.ts';

/** What came of one case. The last four are failures of the case; `rejected` is one where the input was valid. */
export type Outcome =
  | { readonly status: 'value'; readonly outputs: Readonly<Partial<Record<Want, TypedTensor>>> }
  /** The implementation refused the input, on purpose. */
  | { readonly status: 'rejected'; readonly kind: string; readonly message: string }
  /** The implementation does not have this loss, option or output. */
  | { readonly status: 'unsupported'; readonly what: string }
  /** The adapter, not the loss, failed. */
  | { readonly status: 'adapter_error'; readonly trace: string }
  | { readonly status: 'crash' | 'timeout' | 'protocol_error'; readonly detail: string };
