import type { InferenceSession } from 'onnxruntime-node';
import { Graph } from '../../../reference/arithmetic/onnx/graph.ts';
import type { Dtype } from '../../../reference/tensor/format.ts';
import type { Description } from '../../implementation.ts';
import { providers } from './execution-provider.ts';
import type { OnnxRuntime } from './load-onnxruntime.ts';
import { Placements } from './placement.ts';
import { probeDtypes } from './probe-dtypes.ts';
import { type Probed, probeProvider } from './probe-provider.ts';
import type { ExecutionProvider } from './provider-names.ts';
import { Sessions } from './sessions.ts';

/** A provider that runs, and what the probes found of it. */
export interface Started {
  readonly runtime: OnnxRuntime;
  readonly options: InferenceSession.SessionOptions;
  readonly sessions: Sessions;
  /** Where there is another provider to fall back to. */
  readonly placements: Placements | undefined;
  readonly probed: Probed;
  /** Of the dtypes that it has. */
  readonly arithmetic: Description['arithmetic'];
  readonly lacking: Readonly<Partial<Record<Dtype, string>>>;
}

/** Loads ONNX Runtime and probes a provider. Throws where not even the smallest graph runs, and says what to do. */
export async function startProvider(
  ep: ExecutionProvider,
  graphOptimizationLevel: NonNullable<InferenceSession.SessionOptions['graphOptimizationLevel']>,
): Promise<Started> {
  const provider = providers[ep];
  const runtime = await provider.load();
  const options: InferenceSession.SessionOptions = {
    ...provider.options,
    graphOptimizationLevel,
    // Losses of a case are small: handing them to other threads costs more than it gains.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4, // what fails is an outcome, not a line on stderr
  };
  const placements = provider.traced === undefined ? undefined : new Placements(provider.traced);
  const sessions = new Sessions(runtime, options, provider.sessions, placements);
  try {
    const graph = new Graph({ name: 'probe' });
    graph.output('y', graph.input('x', []).exp());
    const session = await sessions.get('probe', () => graph.bytes());
    await session.run({ x: new runtime.Tensor('float32', [0], []) });
  } catch (error) {
    sessions.close();
    throw new Error(`ONNX Runtime's ${ep} does not start here: ${(error as Error).message.trim()}. ${provider.remedy}`);
  }
  const probed = await probeProvider(runtime, sessions, provider.arithmetic.f32!);
  const { has, lacking } = await probeDtypes(runtime, sessions, Object.keys(provider.arithmetic) as Dtype[]);
  const declared = { ...provider.arithmetic, f32: probed.declaration };
  const arithmetic = Object.fromEntries(has.map((dtype) => [dtype, declared[dtype]]));
  return { runtime, options, sessions, placements, probed, arithmetic, lacking };
}
