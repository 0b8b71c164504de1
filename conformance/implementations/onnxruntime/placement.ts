import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession, OnnxValue, Tensor } from 'onnxruntime-node';
import type { Placement } from '../../implementation.ts';
import type { OnnxRuntime } from './load-onnxruntime.ts';

/** Thrown for a graph of which these operators would run, or ran, somewhere else. */
export class RanElsewhere extends Error {
  override readonly name = 'RanElsewhere';
  readonly operators: readonly string[];
  constructor(operators: readonly string[]) {
    super(`these operators do not run there: ${operators.join(', ')}`);
    this.operators = operators;
  }
}

type Feeds = Readonly<Record<string, Tensor>>;
type Results = Readonly<Record<string, OnnxValue>>;
/** How often each operator ran, by provider and operator. */
type Ran = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Looks where ONNX Runtime ran each node, as its own profile of a graph's first run says. Nodes are those of the
 * optimised graph.
 */
export class Placements {
  private readonly provider: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'lossproof-profile-'));
  private files = 0;
  private graphs = 0;
  private readonly operators = new Map<string, number>();

  /** `provider` as profiles name it. */
  constructor(provider: string) {
    this.provider = provider;
  }

  /** Options of a session that is to be looked at, and the prefix by which `read` finds its profile. */
  options(): { readonly profiled: InferenceSession.SessionOptions; readonly prefix: string } {
    const prefix = `session-${this.files++}-`;
    return { profiled: { enableProfiling: true, profileFilePrefix: join(this.folder, prefix) }, prefix };
  }

  /** Ends the profile of a session that ran once and counts its nodes. Throws RanElsewhere where one ran elsewhere. */
  confirm(session: InferenceSession, prefix: string): void {
    const ran = this.read(session, prefix);
    const elsewhere = this.elsewhere(ran);
    if (elsewhere.length > 0) throw new RanElsewhere(elsewhere);
    this.graphs++;
    for (const [type, n] of ran.get(this.provider) ?? []) this.operators.set(type, (this.operators.get(type) ?? 0) + n);
  }

  /** The operators of a graph that the provider does not take: it is run once with all providers allowed. */
  async missing(
    runtime: OnnxRuntime,
    bytes: Uint8Array<ArrayBuffer>,
    options: InferenceSession.SessionOptions,
    feedsOf: (names: readonly string[]) => Feeds,
  ): Promise<readonly string[]> {
    const { profiled, prefix } = this.options();
    const session = await runtime.InferenceSession.create(bytes, { ...options, extra: {}, ...profiled });
    try {
      await session.run(feedsOf(session.inputNames));
      return this.elsewhere(this.read(session, prefix));
    } finally {
      await session.release();
    }
  }

  /** What was seen so far. */
  result(): Placement {
    const operators = [...this.operators].sort(([a], [b]) => (a < b ? -1 : 1));
    return { provider: this.provider, proof: 'profile', graphs: this.graphs, operators: Object.fromEntries(operators) };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private elsewhere(ran: Ran): string[] {
    return [...ran]
      .flatMap(([provider, operators]) => (provider === this.provider ? [] : [...operators.keys()]))
      .sort();
  }

  private read(session: InferenceSession, prefix: string): Ran {
    session.endProfiling();
    const file = readdirSync(this.folder).find((name) => name.startsWith(prefix));
    if (!file) throw new Error('ONNX Runtime wrote no profile, so that nobody can say where the graph ran');
    const path = join(this.folder, file);
    const events = JSON.parse(readFileSync(path, 'utf8')) as ProfileEvent[];
    rmSync(path);
    const ran = new Map<string, Map<string, number>>();
    for (const { cat, args } of events) {
      if (cat !== 'Node' || !args?.provider || !args.op_name) continue;
      const operators = ran.get(args.provider) ?? new Map<string, number>();
      ran.set(args.provider, operators.set(args.op_name, (operators.get(args.op_name) ?? 0) + 1));
    }
    return ran;
  }
}

interface ProfileEvent {
  readonly cat?: string;
  readonly args?: { readonly op_name?: string; readonly provider?: string };
}

/** A session of which each run after the first is only a run. */
export class TracedSession {
  private readonly session: InferenceSession;
  private readonly confirm: (() => void) | undefined;
  private isConfirmed = false;

  constructor(session: InferenceSession, confirm?: () => void) {
    this.session = session;
    this.confirm = confirm;
  }
  get inputNames(): readonly string[] {
    return this.session.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.session.outputNames;
  }
  /** Of tensors only. */
  get inputs(): { readonly name: string; readonly type: string; readonly shape: readonly (number | string)[] }[] {
    return this.session.inputMetadata.flatMap((m) =>
      m.isTensor ? [{ name: m.name, type: m.type, shape: m.shape }] : [],
    );
  }
  /** Throws RanElsewhere where part of it did not run on the provider. */
  async run(feeds: Feeds): Promise<Results> {
    // What fails is an outcome, not a line on stderr, where WebAssembly would write it.
    const results = await this.session.run(feeds, { logSeverityLevel: 4 });
    if (!this.isConfirmed) this.confirm?.();
    this.isConfirmed = true;
    return results;
  }
  release(): Promise<void> {
    return this.session.release();
  }
}
