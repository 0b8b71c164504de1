import { suiteVersion } from '../../spec/version.ts';
import type { Description, Implementation, LossSupport, ParamSupport } from '../implementation.ts';
import { Dispatcher } from './process/dispatcher.ts';
import type { Ready } from './process/messages.ts';
import { Stopwatch } from './process/stopwatch.ts';
import { turns } from './turns.ts';

export interface ProcessOptions {
  /** Longest silence, in milliseconds, while an answer is due; 10 000 where left out. */
  readonly timeoutMs?: number;
  /** Longest time, in milliseconds, until the adapter says that it is ready; 60 000 where left out. */
  readonly startTimeoutMs?: number;
  /** Most cases in one request; 128 where left out. */
  readonly batchSize?: number;
  /** About how many bytes of numbers one request may carry; 4 MiB where left out. */
  readonly maxBatchBytes?: number;
  /** Longest line that the adapter may write, in bytes; 16 MiB where left out. */
  readonly maxLineBytes?: number;
  /** How often a process that ended is replaced before the run is given up as incomplete; 40 where left out. */
  readonly maxRestarts?: number;
  /** Added to the environment of the command. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the adapter is told; the suite's own version where left out. */
  readonly version?: string;
  /** Called with whatever the adapter prints outside the protocol. */
  readonly onLog?: (text: string, stream: 'stdout' | 'stderr') => void;
}

interface ProcessStats {
  readonly cases: number;
  /** Processes started in place of ones that had ended. */
  readonly restarts: number;
  /** Milliseconds spent here, writing requests and reading answers. */
  readonly ownMs: number;
  /** Milliseconds in which this process had nothing to do but wait for the adapter. */
  readonly waitMs: number;
  /** Milliseconds inside the implementation, as far as the adapter reports them. */
  readonly adapterMs: number;
  /** What went wrong in a batch and did not when its cases were asked alone. */
  readonly unrepeated: readonly string[];
}

export interface ProcessImplementation extends Implementation {
  readonly stats: ProcessStats;
  /** How the last process ended, once it did. */
  readonly ended: string | undefined;
}

/**
 * An implementation behind a command that speaks protocol 1 (docs/protocol.md). Every crash, hang and breach of the
 * protocol costs one case, whose outcome says what happened. describe and evaluate throw an AdapterStartError where the
 * command does not start or fails the echo; close ends the process and all that it started, in the midst of work too.
 */
export function processImplementation(command: readonly string[], options: ProcessOptions = {}): ProcessImplementation {
  const stopwatch = new Stopwatch();
  const dispatcher = new Dispatcher(command, {
    timeoutMs: options.timeoutMs ?? 10_000,
    startTimeoutMs: options.startTimeoutMs ?? 60_000,
    batchSize: options.batchSize ?? 128,
    maxBatchBytes: options.maxBatchBytes ?? 4 * 2 ** 20,
    maxLineBytes: options.maxLineBytes ?? 16 * 2 ** 20,
    maxRestarts: options.maxRestarts ?? 40,
    environment: options.environment ?? {},
    version: options.version ?? suiteVersion,
    onLog: options.onLog ?? (() => {}),
    stopwatch,
  });
  let [cases, evaluateMs, ownMs] = [0, 0, 0];
  let description: Description | undefined;
  // There is one process.
  const inTurn = turns();
  return {
    describe: () =>
      inTurn(async () => {
        const session = description ? undefined : await dispatcher.session();
        if (session) description = descriptionFrom(session.ready);
        if (!description) throw new Error(`the adapter cannot be described: ${dispatcher.incomplete}`);
        return description;
      }),
    evaluate: (asked, form) =>
      inTurn(async () => {
        const [start, before] = [performance.now(), stopwatch.total];
        try {
          return await dispatcher.evaluate(asked, form);
        } finally {
          cases += asked.length;
          evaluateMs += performance.now() - start;
          ownMs += stopwatch.total - before;
        }
      }),
    close: () => dispatcher.close(),
    get incomplete() {
      return dispatcher.incomplete;
    },
    get printed() {
      return dispatcher.printed;
    },
    get ended() {
      return dispatcher.ended;
    },
    get stats() {
      const { restarts, adapterMs, unrepeated } = dispatcher;
      return { cases, restarts, ownMs, waitMs: evaluateMs - ownMs, adapterMs, unrepeated };
    },
  };
}

function descriptionFrom({ implementation, arithmetic, supports }: Ready): Description {
  const losses = supports.map(({ loss, form, optional, params, ...support }): [string, LossSupport] => [
    form === undefined ? loss : `${loss}@${form}`,
    {
      ...support,
      params: Object.fromEntries(Object.entries(params).map(([name, values]) => [name, paramSupport(values)])),
      ...(optional ? { optional } : {}),
    },
  ]);
  return { ...implementation, arithmetic: arithmetic as Description['arithmetic'], losses: Object.fromEntries(losses) };
}

/** JSON has no infinity: a missing end is one. */
function paramSupport(values: Ready['supports'][number]['params'][string]): ParamSupport {
  if (values === 'any' || Array.isArray(values)) return values;
  return { min: values.min ?? -Infinity, max: values.max ?? Infinity };
}
