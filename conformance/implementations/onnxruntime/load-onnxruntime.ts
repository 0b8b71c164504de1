export type OnnxRuntime = typeof import('onnxruntime-node');

/** The optional peer, loaded when it is first needed. Throws an error that says what to install. */
export async function loadOnnxRuntime(load: () => Promise<unknown> = importIt): Promise<OnnxRuntime> {
  try {
    const loaded = await load();
    return ((loaded as { default?: OnnxRuntime }).default ?? loaded) as OnnxRuntime;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' && message.includes('onnxruntime-node')) {
      throw new Error(
        'onnxruntime-node is not installed here; lossproof does not bring it along, as it is large. ' +
          'Install it with `npm install --save-dev onnxruntime-node@^1.30.0`.',
      );
    }
    throw new Error(
      `onnxruntime-node is installed but does not load on ${process.platform}-${process.arch}, Node ${process.version}: ` +
        message,
    );
  }
}

const importIt = () => import('onnxruntime-node');
