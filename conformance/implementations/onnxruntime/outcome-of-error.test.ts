import { describe, expect, it } from 'vitest';
import { outcomeOfError } from './outcome-of-error.ts';

describe('outcomeOfError', () => {
  it.each([
    "Non-zero status code returned while running ReduceMax node. Name:'' Status Message: reduction_ops.h:94 CheckInput\nwas false. Input tensor cannot be null or empty",
    "Non-zero status code returned while running ReduceMax node. Name:'' Status Message: program_manager.cc:40 NormalizeDispatchGroupSize Invalid dispatch group size (0, 1, 1)",
    "Non-zero status code returned while running ReduceMax node. Name:'' Status Message: reduction_ops.cc:308 PrepareForReduce keepdims || input_dims[axis] != 0 was false. Can't reduce on dim with value of 0 if 'keepdims' is false.",
  ])('says which operator takes no empty tensor', (message) => {
    const what = "an empty tensor, which the provider's ReduceMax refuses";
    expect(outcomeOfError(new Error(message))).toEqual({ status: 'unsupported', what });
  });
  it('tells a refusal of the input from a failure', () => {
    const refused = 'idx=3 must be within the inclusive range [-3,2]';
    expect(outcomeOfError(new Error(refused))).toMatchObject({ status: 'rejected', message: refused });
    // The same words of another kernel, on another provider: the input tensor cannot be reshaped.
    const reshape = 'Non-zero status code returned while running Reshape node. The input tensor cannot be reshaped';
    expect(outcomeOfError(new Error(reshape))).toEqual({ status: 'adapter_error', trace: `ONNX Runtime: ${reshape}` });
    // Two empty tensors would be right: see docs/results/upstream/onnxruntime.md.
    const split = 'while running Split node. Invalid num_outputs value of 2. Size of dimension being split is 0';
    expect(outcomeOfError(new Error(split)).status).toBe('adapter_error');
    const size = 'while running Softmax node. Invalid dispatch group size (10, 1, 1)';
    expect(outcomeOfError(new Error(size)).status).toBe('adapter_error');
  });
});
