import type { InferenceSession } from 'onnxruntime-node';
import type { OnnxRuntime } from './load-onnxruntime.ts';
import { type Placements, TracedSession } from './placement.ts';

/** Open sessions by the key of their graph; the one not used for longest is closed when there are too many. */
export class Sessions {
  private readonly runtime: OnnxRuntime;
  private readonly options: InferenceSession.SessionOptions;
  private readonly placements: Placements | undefined;
  private readonly capacity: number;
  private readonly open = new Map<string, Promise<TracedSession>>();

  /** So many sessions stay open. Where `placements` is given, the first run of each is looked at. */
  constructor(
    runtime: OnnxRuntime,
    options: InferenceSession.SessionOptions,
    capacity: number,
    placements?: Placements,
  ) {
    this.runtime = runtime;
    this.options = options;
    this.capacity = capacity;
    this.placements = placements;
  }

  /** The session of this key, made of `bytes()` where there is none. A graph that does not load rejects every time. */
  get(key: string, bytes: () => Uint8Array<ArrayBuffer>): Promise<TracedSession> {
    const known = this.open.get(key);
    const session = known ?? this.create(bytes());
    session.catch(() => {}); // whoever awaits it hears of it
    this.open.delete(key);
    this.open.set(key, session);
    if (this.open.size > this.capacity) this.release(this.open.keys().next().value!);
    return session;
  }

  private async create(bytes: Uint8Array<ArrayBuffer>): Promise<TracedSession> {
    try {
      return await this.load(bytes, this.options);
    } catch (error) {
      if (!needsCpu(error) || !this.options.executionProviders?.includes('webgpu')) throw error;
      return await this.load(bytes, { ...this.options, ...untouched });
    }
  }
  private async load(bytes: Uint8Array<ArrayBuffer>, options: InferenceSession.SessionOptions): Promise<TracedSession> {
    const { placements, runtime } = this;
    const trace = placements?.options();
    const session = await runtime.InferenceSession.create(bytes, { ...options, ...trace?.profiled });
    return new TracedSession(session, trace && (() => placements!.confirm(session, trace.prefix)));
  }

  /** Closes every session. */
  close(): void {
    for (const key of [...this.open.keys()]) this.release(key);
    this.placements?.close();
  }

  private release(key: string): void {
    const session = this.open.get(key);
    this.open.delete(key);
    session?.then((s) => s.release()).catch(() => {});
  }
}

/**
 * Graphs as they were written. ONNX Runtime's transpose optimiser, which also runs for WebGPU's preferred layout, moves
 * transposes into conditions, and for those (bool) only the CPU has a kernel.
 */
const untouched: InferenceSession.SessionOptions = {
  graphOptimizationLevel: 'disabled',
  executionProviders: [{ name: 'webgpu', preferredLayout: 'NCHW' }],
};

/** Whether a graph did not load since the execution provider has not all of its operators. */
export const needsCpu = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('fallback to CPU EP has been explicitly disabled');
