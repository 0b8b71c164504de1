import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { wantsOf } from '../../arbitraries/wants-of.ts';
import type { Case } from '../../case.ts';
import {
  type Description,
  type Implementation,
  type LossSupport,
  type Placement,
  unsupportedBy,
} from '../../implementation.ts';
import { type Losses, ownLosses } from '../../losses/losses.ts';
import type { Outcome } from '../../outcome.ts';
import { defaultsOf } from '../../settings.ts';
import { deviceOf, type Provider, providers } from './execution-provider.ts';
import { type CatalogueEntry, type Form, formsOf } from './form.ts';
import type { OnnxRuntime } from './load-onnxruntime.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { packed, packs, unpacked } from './pack.ts';
import { type Placements, RanElsewhere, type TracedSession } from './placement.ts';
import type { Probed } from './probe-provider.ts';
import type { ExecutionProvider } from './provider-names.ts';
import { needsCpu, type Sessions } from './sessions.ts';
import { type Started, startProvider } from './start-provider.ts';
import { bind, closed, type Structure } from './structure.ts';
import { fromResults, toFeeds } from './tensors.ts';

export interface OnnxRuntimeOptions {
  /** Where graphs run, all of every graph; `cpu` by default. */
  readonly ep?: ExecutionProvider;
  /** How much ONNX Runtime may rewrite a graph; `all`, as it does by itself. */
  readonly optimization?: 'disabled' | 'basic' | 'extended' | 'all';
  /**
   * Whether cases that differ in their items only share one run of their graph: on by default where a run is
   * expensive, as on a graphics card.
   */
  readonly packing?: boolean;
  /** The losses; by default those of the spec that have a reference. */
  readonly catalogue?: readonly CatalogueEntry[];
}

/**
 * ONNX Runtime, asked for losses as graphs: under a loss's own id composed from elementary operators, under `id@form`
 * with the operator that the form is named after. Its package is loaded when it is first asked.
 */
export function onnxRuntime(options: OnnxRuntimeOptions = {}): Implementation {
  return new OnnxRuntimeImplementation(options);
}

/** What is to be run for a case: its form, its graph's structure and what to feed. */
interface Plan {
  readonly spec: LossSpec;
  readonly form: Form;
  readonly structure: Structure;
  readonly feeds: Readonly<Record<string, TensorData>>;
}

/** A case of a batch, by its place there, and how to run it. */
interface Task extends Plan {
  readonly c: Case;
  readonly i: number;
}

const composed = 'composed';
/** The losses that have a reference. */
export const catalogueOf = ({ specs, references }: Losses): CatalogueEntry[] =>
  Object.entries(references).flatMap(([id, reference]) => (specs[id] ? [{ spec: specs[id], reference }] : []));

class OnnxRuntimeImplementation implements Implementation {
  private readonly ep: ExecutionProvider;
  private readonly provider: Provider;
  private readonly packing: boolean;
  private readonly optimization: NonNullable<OnnxRuntimeOptions['optimization']>;
  private readonly catalogue: ReadonlyMap<string, CatalogueEntry>;
  private readonly formsById = new Map<string, Map<string, Form>>();
  private started: Promise<Started> | undefined;
  private placements: Placements | undefined;
  /** Cases that the provider cannot answer, by what it cannot. */
  private readonly unanswered = new Map<string, number>();
  /** The operators of a graph, by its key, where they were asked for. */
  private readonly operators = new Map<string, readonly string[]>();
  /** The operators that the provider does not have, by the key of the graph that needs them. */
  private readonly lacking = new Map<string, Promise<readonly string[]>>();
  /** Evaluations follow each other, so that no session is closed under one. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(options: OnnxRuntimeOptions) {
    const { ep = 'cpu', optimization = 'all', catalogue = catalogueOf(ownLosses) } = options;
    this.ep = ep;
    this.provider = providers[ep];
    this.packing = options.packing ?? this.provider.packing;
    this.optimization = optimization;
    this.catalogue = new Map(catalogue.map((entry) => [entry.spec.id, entry]));
  }

  async describe(): Promise<Description> {
    const { runtime, probed, arithmetic, lacking } = await this.start();
    const losses = [...this.catalogue.keys()].flatMap((id) =>
      [...this.forms(id)].map(([form, { support }]): [string, LossSupport] => [
        form === composed ? id : `${id}@${form}`,
        within(support, arithmetic),
      ]),
    );
    return {
      name: 'onnxruntime',
      version: runtime.env.versions.node ?? runtime.env.versions.web ?? runtime.env.versions.common,
      language: 'onnx',
      device: deviceOf(this.ep),
      deterministic: this.provider.deterministic,
      validates: false,
      arithmetic,
      probes: { operators: probed.operators, findings: probed.findings, lacking },
      losses: Object.fromEntries(losses),
    };
  }

  evaluate(cases: readonly Case[], form = composed): Promise<Outcome[]> {
    const run = this.last.then(() => this.evaluateAll(cases, form));
    this.last = run.catch(() => {});
    return run;
  }

  async close(): Promise<void> {
    await this.last;
    const started = this.started;
    this.started = undefined;
    // What did not start has nothing to close, and whoever started it has heard of it.
    (await started?.catch(() => undefined))?.sessions.close();
  }

  placement(): Placement {
    const seen = this.placements?.result() ?? { provider: this.ep, proof: 'no other provider' as const };
    return this.unanswered.size === 0 ? seen : { ...seen, unanswered: Object.fromEntries(this.unanswered) };
  }

  private async evaluateAll(cases: readonly Case[], form: string): Promise<Outcome[]> {
    const started = await this.start();
    const { runtime, sessions } = started;
    const tasks: Task[] = [];
    const outcomes: Outcome[] = [];
    for (const [i, c] of cases.entries()) {
      const plan = this.plan(c, form, started);
      if ('form' in plan) tasks.push({ c, i, ...plan });
      else outcomes[i] = plan;
    }
    // Cases of one graph follow each other, so that no session is closed and made again in a batch.
    tasks.sort((a, b) => (a.structure.key < b.structure.key ? -1 : a.structure.key > b.structure.key ? 1 : a.i - b.i));
    for (const together of this.packing ? packs(tasks) : tasks.map((task) => [task])) {
      const answers = await this.runTogether(together, form, runtime, sessions);
      for (const [k, { i }] of together.entries()) outcomes[i] = answers[k]!;
    }
    if (this.provider.traced) {
      for (const outcome of outcomes) {
        if (outcome.status !== 'unsupported') continue;
        this.unanswered.set(outcome.what, (this.unanswered.get(outcome.what) ?? 0) + 1);
      }
    }
    return outcomes;
  }

  /** The outcomes of tasks that one run answers; where that run has no answer, each of them is asked alone. */
  private async runTogether(
    tasks: readonly Task[],
    form: string,
    runtime: OnnxRuntime,
    sessions: Sessions,
  ): Promise<Outcome[]> {
    const [first] = tasks as [Task];
    if (tasks.length > 1) {
      const { c, feeds } = packed(first.spec, tasks);
      const outcome = await this.run(c, { ...first, feeds }, form, runtime, sessions);
      if (outcome.status === 'value') {
        return unpacked(tasks, outcome.outputs).map((outputs) => ({ status: 'value', outputs }));
      }
    }
    const outcomes: Outcome[] = [];
    for (const task of tasks) outcomes.push(await this.run(task.c, task, form, runtime, sessions));
    return outcomes;
  }

  /** What to run for a case, or its outcome where nothing is to be run. */
  private plan(c: Case, name: string, { probed, arithmetic }: Started): Plan | Outcome {
    const spec = this.catalogue.get(c.loss)?.spec;
    const form = this.forms(c.loss).get(name);
    if (!spec || !form) return { status: 'unsupported', what: name === composed ? c.loss : `${c.loss}@${name}` };
    const optional = Object.keys(spec.operands).filter((operand) => spec.operands[operand]!.absent !== undefined);
    const what = unsupportedBy(within(form.support, arithmetic), c, defaultsOf(spec), optional);
    if (what) return { status: 'unsupported', what };
    const bound = bind(spec, { ...c, wants: graphWants(spec, form.support, c) });
    if ('mismatch' in bound) return { status: 'rejected', kind: 'shape', message: bound.mismatch };
    const losing = hasNaN(c) ? this.losingNaN(form, name, bound.structure, probed) : undefined;
    return losing ? { status: 'unsupported', what: losing } : { spec, form, ...bound };
  }

  /** What a graph does with NaN that single operators on this provider do not keep, as the probes showed. */
  private losingNaN(form: Form, name: string, structure: Structure, { findings }: Probed): string | undefined {
    const losing = findings.filter(({ about, got }) => about === 'NaN' && got !== undefined);
    if (losing.length === 0) return undefined;
    const key = `${name} ${structure.key}`;
    let operators = this.operators.get(key);
    if (!operators) {
      try {
        operators = form.graph(structure).operators();
      } catch {
        operators = []; // why there is no graph is said where it is made
      }
      this.operators.set(key, operators);
    }
    const those = losing.filter(({ operator }) => operators.includes(operator));
    if (those.length === 0) return undefined;
    return `NaN, which ${this.ep} loses (${those.map(({ operator, got }) => `${operator} of it is ${got}`).join(', ')})`;
  }

  private async run(c: Case, plan: Plan, name: string, runtime: OnnxRuntime, sessions: Sessions): Promise<Outcome> {
    let { structure } = plan;
    const make = () => sessions.get(`${name} ${structure.key}`, () => plan.form.graph(structure).bytes());
    let session: Promise<TracedSession>;
    try {
      session = make();
    } catch {
      // A text that needs to know an extent is written for the case's own.
      try {
        structure = closed(plan.spec, { ...c, wants: graphWants(plan.spec, plan.form.support, c) });
        session = make();
      } catch (error) {
        // Some texts are no graph; one that fails otherwise is a mistake, and no lack.
        if (error instanceof TypeError) return { status: 'adapter_error', trace: error.stack ?? error.message };
        return { status: 'unsupported', what: `${c.loss} as a graph: ${(error as Error).message}` };
      }
    }
    const feedsOf = (names: readonly string[]) => toFeeds(runtime, c, plan.feeds, names);
    try {
      const ready = await session;
      return { status: 'value', outputs: fromResults(await ready.run(feedsOf(ready.inputNames)), c) };
    } catch (error) {
      if (needsCpu(error) || error instanceof RanElsewhere) {
        const key = `${name} ${structure.key}`;
        const bytes = () => plan.form.graph(structure).bytes();
        const lacking = error instanceof RanElsewhere ? error.operators : await this.lackedBy(key, bytes, feedsOf);
        return { status: 'unsupported', what: `${lacking.join(', ')}, which ${this.ep} leaves to the CPU` };
      }
      return outcomeOfError(error as Error);
    }
  }

  private forms(id: string): ReadonlyMap<string, Form> {
    let forms = this.formsById.get(id);
    if (!forms) {
      const entry = this.catalogue.get(id);
      forms = entry ? formsOf(entry) : new Map<string, Form>();
      this.formsById.set(id, forms);
    }
    return forms;
  }
  /** The operators that keep a graph from running on the provider alone; found once for each graph. */
  private lackedBy(
    key: string,
    bytes: () => Uint8Array<ArrayBuffer>,
    feedsOf: (names: readonly string[]) => ReturnType<typeof toFeeds>,
  ): Promise<readonly string[]> {
    const known = this.lacking.get(key);
    if (known) return known;
    const found = this.start()
      .then(({ runtime, options, placements }) => placements!.missing(runtime, bytes(), options, feedsOf))
      // It did not even run with the CPU's help.
      .catch(() => ['some operator']);
    this.lacking.set(key, found);
    return found;
  }

  private start(): Promise<Started> {
    this.started ??= startProvider(this.ep, this.optimization).then((started) => {
      this.placements = started.placements;
      return started;
    });
    return this.started;
  }
}

const within = (support: LossSupport, arithmetic: Description['arithmetic']): LossSupport => ({
  ...support,
  dtypes: support.dtypes.filter((dtype) => arithmetic[dtype]),
});
const hasNaN = ({ operands, cotangent }: Case): boolean =>
  [...Object.values(operands), cotangent].some(({ data }) => data.some(Number.isNaN));

/**
 * The outputs of the graph for a case: the value alone, or it and every gradient that the form has. Cases that want
 * different gradients then share one session, and a session takes as long to make as a hundred runs.
 */
function graphWants(spec: LossSpec, { wants }: LossSupport, c: Case): Case['wants'] {
  if (!c.wants.some((want) => want !== 'value')) return c.wants;
  const all = wantsOf(spec, c).filter((want) => wants.includes(want));
  return c.wants.every((want) => all.includes(want)) ? all : c.wants;
}
