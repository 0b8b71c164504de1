import type { Outcome } from '../../outcome.ts';

const refusals = [
  'tensor cannot be null or empty',
  'dispatch group size \\([^)]*\\b0\\b',
  "Can't reduce on dim with value of 0",
];

/** What an error of a graph's run is, where it is not that the provider lacks an operator. */
export function outcomeOfError({ name, message }: Error): Outcome {
  if (name === 'NotIntegers' || name === 'RanElsewhere') return { status: 'unsupported', what: message };
  // Kernels of WebGPU and CUDA say of themselves that they take no empty tensor; nothing wrong is answered.
  const refusing = new RegExp(`while running (\\w+) node.*(?:${refusals.join('|')})`, 's').exec(message);
  if (refusing) return { status: 'unsupported', what: `an empty tensor, which the provider's ${refusing[1]} refuses` };
  // Some operators look at their indices; that is a refusal of the input, not a failure of the adapter.
  if (/must be within the inclusive range|out of data bounds|out of range value in index/i.test(message)) {
    return { status: 'rejected', kind: 'InvalidArgument', message };
  }
  return { status: 'adapter_error', trace: `ONNX Runtime: ${message}` };
}
