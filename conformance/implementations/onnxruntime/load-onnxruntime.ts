export type OnnxRuntime = typeof import('onnxruntime-node');

/** The optional peer, loaded when it is first needed. Throws an error that says what to install. */
export const loadOnnxRuntime = (
  load: () => Promise<unknown> = () => import('onnxruntime-node'),
): Promise<OnnxRuntime> => loadPeer('onnxruntime-node', load);

/** The build for WebAssembly, which has the same interface and one thread here. */
export async function loadOnnxRuntimeWeb(
  load: () => Promise<unknown> = () => import('onnxruntime-web'),
): Promise<OnnxRuntime> {
  const runtime = await loadPeer('onnxruntime-web', load);
  // More of them are workers, which cost more to ask than a small graph takes.
  runtime.env.wasm.numThreads = 1;
  return runtime;
}

async function loadPeer(name: string, load: () => Promise<unknown>): Promise<OnnxRuntime> {
  try {
    const loaded = await load();
    return ((loaded as { default?: OnnxRuntime }).default ?? loaded) as OnnxRuntime;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' && message.includes(name)) {
      throw new Error(
        `${name} is not installed here; lossproof does not bring it along, as it is large. ` +
          `Install it with \`npm install --save-dev ${name}@^1.30.0\`.`,
      );
    }
    throw new Error(
      `${name} is installed but does not load on ${process.platform}-${process.arch}, Node ${process.version}: ${message}`,
    );
  }
}
