import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { TensorData } from '../../../tensor/tensor-data.ts';
import type { Graph } from '../graph.ts';
import type { GraphDtype } from '../graph-writer.ts';

/** Runs a graph once on ONNX Runtime's CPU execution provider. */
export async function runGraph(
  graph: Graph,
  dtype: GraphDtype,
  feeds: Readonly<Record<string, TensorData>>,
): Promise<Record<string, { shape: readonly number[]; data: number[] }>> {
  const session = await InferenceSession.create(graph.bytes(), {
    executionProviders: ['cpu'],
    logSeverityLevel: 3,
    // `all` turns x sigmoid(x) into QuickGelu, which has no kernel for double: such a graph does not even load.
    graphOptimizationLevel: 'basic',
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const given = Object.entries(feeds).map(([name, { shape, data }]) => {
    const tensor =
      dtype === 'f64'
        ? new OrtTensor('float64', Float64Array.from(data), shape)
        : new OrtTensor('float32', Float32Array.from(data), shape);
    return [name, tensor] as const;
  });
  const out = await session.run(Object.fromEntries(given));
  await session.release();
  return Object.fromEntries(
    Object.entries(out).map(([name, t]) => [
      name,
      { shape: t.dims, data: Array.from(t.data as Float32Array | Float64Array) },
    ]),
  );
}
