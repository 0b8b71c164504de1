import { Graph } from '../../../reference/arithmetic/onnx/graph.ts';
import type { GraphDtype } from '../../../reference/arithmetic/onnx/graph-writer.ts';
import type { Dtype } from '../../../reference/tensor/format.ts';
import type { OnnxRuntime } from './load-onnxruntime.ts';
import { needsCpu, type Sessions } from './sessions.ts';

/** Which of these dtypes a provider computes in, and what it says of the others. */
export async function probeDtypes(
  runtime: OnnxRuntime,
  sessions: Sessions,
  dtypes: readonly GraphDtype[],
): Promise<{ readonly has: readonly Dtype[]; readonly lacking: Readonly<Partial<Record<Dtype, string>>> }> {
  const has: Dtype[] = [];
  const lacking: Partial<Record<Dtype, string>> = {};
  for (const dtype of dtypes) {
    const graph = new Graph({ name: 'probe', dtype });
    graph.output('y', graph.input('x', ['N']).exp().sum());
    const x = dtype === 'f64' ? Float64Array.of(0, 1) : Float32Array.of(0, 1);
    try {
      const session = await sessions.get(`probe in ${dtype}`, () => graph.bytes());
      await session.run({ x: new runtime.Tensor(dtype === 'f64' ? 'float64' : 'float32', x, [2]) });
      has.push(dtype);
    } catch (error) {
      lacking[dtype] = needsCpu(error) ? 'it would run on the CPU' : firstLine(error as Error);
    }
  }
  return { has, lacking };
}

const firstLine = ({ message }: Error): string => message.trim().split('\n')[0]!;
