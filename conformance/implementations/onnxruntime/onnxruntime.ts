import type { InferenceSession } from 'onnxruntime-node';
import { Graph } from '../../../reference/arithmetic/onnx/graph.ts';
import type { TensorData } from '../../../reference/tensor/tensor-data.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { wantsOf } from '../../arbitraries/wants-of.ts';
import type { Case } from '../../case.ts';
import { type Description, type Implementation, type LossSupport, unsupportedBy } from '../../implementation.ts';
import { type Losses, ownLosses } from '../../losses/losses.ts';
import type { Outcome } from '../../outcome.ts';
import { defaultsOf } from '../../settings.ts';
import { type CatalogueEntry, type Form, formsOf } from './form.ts';
import { loadOnnxRuntime, type OnnxRuntime } from './load-onnxruntime.ts';
import { needsCpu, Sessions } from './sessions.ts';
import { bind, closed, type Structure } from './structure.ts';
import { fromResults, toFeeds } from './tensors.ts';

type ExecutionProvider = 'cpu' | 'webgpu' | 'cuda';

export interface OnnxRuntimeOptions {
  /** Where graphs run, all of every graph; `cpu` by default. */
  readonly ep?: ExecutionProvider;
  /** How much ONNX Runtime may rewrite a graph; `all`, as it does by itself. */
  readonly optimization?: 'disabled' | 'basic' | 'extended' | 'all';
  /** The losses; by default those of the spec that have a reference. */
  readonly catalogue?: readonly CatalogueEntry[];
}

/**
 * ONNX Runtime, asked for losses as graphs: under a loss's own id composed from elementary operators, under `id@form`
 * with the operator that the form is named after. `onnxruntime-node` is loaded when it is first asked.
 */
export function onnxRuntime(options: OnnxRuntimeOptions = {}): Implementation {
  return new OnnxRuntimeImplementation(options);
}

/** A case that is to be run: its form, its graph's structure and what to feed. */
interface Plan {
  readonly spec: LossSpec;
  readonly form: Form;
  readonly structure: Structure;
  readonly feeds: Readonly<Record<string, TensorData>>;
}

const composed = 'composed';
/** The losses that have a reference. */
export const catalogueOf = ({ specs, references }: Losses): CatalogueEntry[] =>
  Object.entries(references).flatMap(([id, reference]) => (specs[id] ? [{ spec: specs[id], reference }] : []));

class OnnxRuntimeImplementation implements Implementation {
  private readonly ep: ExecutionProvider;
  private readonly optimization: NonNullable<OnnxRuntimeOptions['optimization']>;
  private readonly catalogue: ReadonlyMap<string, CatalogueEntry>;
  private readonly formsById = new Map<string, Map<string, Form>>();
  private started: Promise<{ runtime: OnnxRuntime; sessions: Sessions }> | undefined;
  /** Evaluations follow each other, so that no session is closed under one. */
  private last: Promise<unknown> = Promise.resolve();

  constructor({ ep = 'cpu', optimization = 'all', catalogue = catalogueOf(ownLosses) }: OnnxRuntimeOptions) {
    this.ep = ep;
    this.optimization = optimization;
    this.catalogue = new Map(catalogue.map((entry) => [entry.spec.id, entry]));
  }

  async describe(): Promise<Description> {
    const { runtime } = await this.start();
    const losses = [...this.catalogue.keys()].flatMap((id) =>
      [...this.forms(id)].map(([form, { support }]): [string, LossSupport] => [
        form === composed ? id : `${id}@${form}`,
        this.here(support),
      ]),
    );
    return {
      name: 'onnxruntime',
      version: runtime.env.versions.node ?? runtime.env.versions.common,
      language: 'onnx',
      device: this.ep,
      deterministic: this.ep === 'cpu',
      validates: false,
      arithmetic: arithmeticOf(this.ep),
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
    (await started)?.sessions.close();
  }

  private async evaluateAll(cases: readonly Case[], form: string): Promise<Outcome[]> {
    const { runtime, sessions } = await this.start();
    const tasks = cases.map((c, i) => ({ c, i, plan: this.plan(c, form) }));
    // Cases of one graph follow each other, so that no session is closed and made again in a batch.
    const keyOf = ({ plan }: (typeof tasks)[number]) => ('form' in plan ? plan.structure.key : '');
    tasks.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : a.i - b.i));
    const outcomes: Outcome[] = [];
    for (const { c, i, plan } of tasks) {
      outcomes[i] = 'form' in plan ? await this.run(c, plan, form, runtime, sessions) : plan;
    }
    return outcomes;
  }

  /** What to run for a case, or its outcome where nothing is to be run. */
  private plan(c: Case, name: string): Plan | Outcome {
    const spec = this.catalogue.get(c.loss)?.spec;
    const form = this.forms(c.loss).get(name);
    if (!spec || !form) return { status: 'unsupported', what: name === composed ? c.loss : `${c.loss}@${name}` };
    const optional = Object.keys(spec.operands).filter((operand) => spec.operands[operand]!.absent !== undefined);
    const what = unsupportedBy(this.here(form.support), c, defaultsOf(spec), optional);
    if (what) return { status: 'unsupported', what };
    const bound = bind(spec, { ...c, wants: graphWants(spec, form.support, c) });
    return 'mismatch' in bound
      ? { status: 'rejected', kind: 'shape', message: bound.mismatch }
      : { spec, form, ...bound };
  }

  private async run(c: Case, plan: Plan, name: string, runtime: OnnxRuntime, sessions: Sessions): Promise<Outcome> {
    const make = (structure: Structure) => sessions.get(`${name} ${structure.key}`, () => plan.form.graph(structure));
    let session: Promise<InferenceSession>;
    try {
      session = make(plan.structure);
    } catch {
      // A text that needs to know an extent is written for the case's own.
      try {
        session = make(closed(plan.spec, { ...c, wants: graphWants(plan.spec, plan.form.support, c) }));
      } catch (error) {
        return { status: 'unsupported', what: `${c.loss} as a graph: ${(error as Error).message}` };
      }
    }
    try {
      const ready = await session;
      const results = await ready.run(toFeeds(runtime, c, plan.feeds, ready.inputNames));
      return { status: 'value', outputs: fromResults(results, c) };
    } catch (error) {
      if (needsCpu(error)) return { status: 'unsupported', what: `${c.loss} on ${this.ep} alone` };
      const { message } = error as Error;
      // Some operators look at their indices; that is a refusal of the input, not a failure of the adapter.
      if (/must be within the inclusive range|out of data bounds|out of range value in index/i.test(message)) {
        return { status: 'rejected', kind: 'InvalidArgument', message };
      }
      return { status: 'adapter_error', trace: `ONNX Runtime: ${message}` };
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
  private here(support: LossSupport): LossSupport {
    return this.ep === 'cpu' ? support : { ...support, dtypes: support.dtypes.filter((dtype) => dtype !== 'f64') };
  }

  /** Throws where not even the smallest graph runs, so that a missing device is one error and not one per case. */
  private async tryProvider(sessions: Sessions): Promise<void> {
    const graph = new Graph({ name: 'probe' });
    graph.output('y', graph.input('x', []).exp());
    try {
      await sessions.get('probe', () => graph.bytes());
    } catch (error) {
      const hint =
        this.ep === 'webgpu' ? ' Without a GPU, SwiftShader serves: point VK_DRIVER_FILES to its ICD file.' : '';
      throw new Error(`ONNX Runtime's ${this.ep} does not start here: ${(error as Error).message}.${hint}`);
    }
  }

  private start() {
    this.started ??= loadOnnxRuntime().then(async (runtime) => {
      const sessions = new Sessions(runtime, {
        executionProviders: [this.ep],
        graphOptimizationLevel: this.optimization,
        // Losses of a case are small: handing them to other threads costs more than it gains.
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        logSeverityLevel: 4, // what fails is an outcome, not a line on stderr
        ...(this.ep === 'cpu' ? {} : { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
      });
      if (this.ep !== 'cpu') await this.tryProvider(sessions);
      return { runtime, sessions };
    });
    return this.started;
  }
}

function arithmeticOf(ep: ExecutionProvider): Description['arithmetic'] {
  const all = (dtype: 'f32' | 'f64') => ({ storage: dtype, arithmetic: dtype, accumulator: dtype });
  if (ep === 'webgpu') return { f32: { ...all('f32'), subnormals: 'flushed', profile: 'wgsl' } };
  const f32 = { ...all('f32'), subnormals: 'kept' } as const;
  return ep === 'cpu' ? { f32, f64: { ...all('f64'), subnormals: 'kept' } } : { f32 };
}

/**
 * The outputs of the graph for a case: the value alone, or it and every gradient that the form has. Cases that want
 * different gradients then share one session, and a session takes as long to make as a hundred runs.
 */
function graphWants(spec: LossSpec, { wants }: LossSupport, c: Case): Case['wants'] {
  if (!c.wants.some((want) => want !== 'value')) return c.wants;
  const all = wantsOf(spec, c).filter((want) => wants.includes(want));
  return c.wants.every((want) => all.includes(want)) ? all : c.wants;
}
