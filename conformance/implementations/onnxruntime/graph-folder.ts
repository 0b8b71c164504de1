import { basename, resolve } from 'node:path';
import type { OnnxValue, Tensor } from 'onnxruntime-node';
import type { Dtype } from '../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Case, Want } from '../../case.ts';
import { type Description, type Implementation, type Placement, unsupportedBy } from '../../implementation.ts';
import { type Losses, ownLosses } from '../../losses/losses.ts';
import type { Outcome } from '../../outcome.ts';
import { defaultsOf } from '../../settings.ts';
import { deviceOf } from './execution-provider.ts';
import { type GraphFile, graphFiles } from './graph-folder/graph-file.ts';
import { feedsOf, type InputOf, inputsOf, misfit } from './graph-folder/inputs.ts';
import { supportOf } from './graph-folder/support.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import type { TracedSession } from './placement.ts';
import type { ExecutionProvider } from './provider-names.ts';
import { type Started, startProvider } from './start-provider.ts';
import { fromResults } from './tensors.ts';

/** A graph that is loaded: what it takes, by input, and what it gives, by want. */
export interface LoadedGraph extends GraphFile {
  readonly session: TracedSession;
  readonly takes: readonly InputOf[];
  readonly gives: ReadonlyMap<Want, string>;
}

/**
 * The `.onnx` files of a folder as an implementation, run by ONNX Runtime on a provider. Files of one loss and form
 * complete each other: other reductions, other outputs, other values of a parameter.
 */
export function graphFolder(
  folder: string,
  ep: ExecutionProvider = 'cpu',
  { specs }: Losses = ownLosses,
): Implementation {
  return new GraphFolder(folder, ep, specs);
}

class GraphFolder implements Implementation {
  private readonly folder: string;
  private readonly ep: ExecutionProvider;
  private readonly specs: Readonly<Record<string, LossSpec>>;
  private started: Promise<Started & { readonly graphs: readonly LoadedGraph[] }> | undefined;
  private seen: Started['placements'];

  constructor(folder: string, ep: ExecutionProvider, specs: Readonly<Record<string, LossSpec>>) {
    this.folder = folder;
    this.ep = ep;
    this.specs = specs;
  }

  async describe(): Promise<Description> {
    const { graphs, runtime, arithmetic, probed, lacking } = await this.start();
    const groups = groupBy(graphs);
    const dtypes = [...new Set(graphs.map(({ dtype }) => dtype))].filter((dtype) => arithmetic[dtype]);
    return {
      name: basename(resolve(this.folder)),
      version: runtime.env.versions.node ?? runtime.env.versions.web ?? runtime.env.versions.common,
      language: 'onnx',
      device: deviceOf(this.ep),
      deterministic: this.ep === 'cpu' || this.ep === 'wasm',
      validates: false,
      arithmetic: Object.fromEntries(dtypes.map((dtype): [Dtype, unknown] => [dtype, arithmetic[dtype]])),
      probes: { operators: probed.operators, findings: probed.findings, lacking },
      losses: Object.fromEntries([...groups].map(([key, own]) => [key, supportOf(own, this.specs[own[0]!.loss]!)])),
    };
  }

  async evaluate(cases: readonly Case[], form?: string): Promise<Outcome[]> {
    const started = await this.start();
    const outcomes: Outcome[] = [];
    for (const c of cases) outcomes.push(await this.answer(c, form, started));
    return outcomes;
  }

  async close(): Promise<void> {
    const started = this.started;
    this.started = undefined;
    (await started?.catch(() => undefined))?.sessions.close();
  }

  placement(): Placement {
    return this.seen?.result() ?? { provider: this.ep, proof: 'no other provider' };
  }

  private async answer(c: Case, form: string | undefined, { graphs, runtime }: Awaited<ReturnType<typeof this.start>>) {
    const spec = this.specs[c.loss];
    const own = graphs.filter((g) => g.loss === c.loss && (g.form ?? '') === (form ?? ''));
    if (!spec || own.length === 0) return { status: 'unsupported', what: c.loss } as const;
    const optional = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
    const what = unsupportedBy(supportOf(own, spec), c, defaultsOf(spec), optional);
    if (what) return { status: 'unsupported', what } as const;
    let results: Record<string, OnnxValue> = {};
    let missing = [...c.wants];
    let why = `${c.loss} with these options in one graph`;
    for (const graph of own) {
      const wanted = missing.filter((want) => graph.gives.has(want));
      if (wanted.length === 0) continue;
      const reason = misfit(graph, c, spec);
      if (reason) {
        // The reason of a graph that was meant for such a case says more than that of another.
        if (graph.dtype === c.dtype && graph.reduction === c.reduction) why = reason;
        continue;
      }
      try {
        const given = await graph.session.run(feedsOf(runtime, graph.takes, c, spec));
        results = { ...results, ...Object.fromEntries(wanted.map((want) => [want, given[graph.gives.get(want)!]!])) };
      } catch (error) {
        return outcomeOfError(error as Error);
      }
      missing = missing.filter((want) => !wanted.includes(want));
    }
    if (missing.length > 0) return { status: 'unsupported', what: why } as const;
    return { status: 'value', outputs: fromResults(results as Record<string, Tensor>, c) } as const;
  }

  private start() {
    this.started ??= this.startNow();
    return this.started;
  }
  private async startNow() {
    const files = graphFiles(this.folder, this.specs);
    const started = await startProvider(this.ep, 'all');
    this.seen = started.placements;
    const graphs: LoadedGraph[] = [];
    for (const file of files) {
      let session: TracedSession;
      try {
        session = await started.sessions.get(file.path, () => file.bytes);
      } catch (error) {
        throw new Error(`${file.path} does not load on ${this.ep}: ${(error as Error).message.trim()}`);
      }
      graphs.push({ ...file, session, ...inputsOf(file, session, this.specs[file.loss]!) });
    }
    return { ...started, graphs };
  }
}

const keyOf = ({ loss, form }: GraphFile): string => (form ? `${loss}@${form}` : loss);
function groupBy(graphs: readonly LoadedGraph[]): Map<string, LoadedGraph[]> {
  const groups = new Map<string, LoadedGraph[]>();
  for (const graph of graphs) groups.set(keyOf(graph), [...(groups.get(keyOf(graph)) ?? []), graph]);
  return groups;
}
