/** Where ONNX Runtime may be asked to run. */
export const executionProviders = ['cpu', 'webgpu', 'wasm', 'cuda'] as const;
export type ExecutionProvider = (typeof executionProviders)[number];
