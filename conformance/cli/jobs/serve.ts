import type { Implementation } from '../../implementation.ts';
import { loadLosses } from '../../losses/load-losses.ts';
import { planOf } from '../../run/plan.ts';
import { localWorker, type Worker } from '../../run/worker.ts';
import { chooseImplementation } from '../choose-implementation.ts';
import { exitCodeOfError } from '../exit-code.ts';
import { runOptions } from '../run-options.ts';
import { started } from '../started.ts';
import type { FromJob, Request, ToJob } from './messages.ts';
import { Relayed } from './relayed.ts';

/**
 * What a job of `lossproof run --jobs N` does: it does items of the run's plan as it is told to, and ends when the run
 * lets go of it.
 */
export async function serve(channel: NodeJS.Process = process): Promise<void> {
  const send = (message: FromJob): void => {
    // A run that has gone meanwhile wants to know nothing more; with a callback that is no error of this process.
    if (channel.connected) channel.send!(message, undefined, undefined, () => {});
  };
  // Ctrl-C goes to every process of a terminal: the run hears it, and says what becomes of the jobs.
  channel.on('SIGINT', () => {});
  let opened: Opened | undefined;
  const close = async (): Promise<void> => {
    await opened?.close();
    channel.exit();
  };
  await new Promise<void>((resolve) => {
    channel.on('disconnect', () => {
      resolve();
      void close();
    });
    channel.on('message', (message: ToJob) => {
      void answer(message).catch((error: Error) => {
        send({ op: 'failed', name: error.name, message: isKnown(error) ? error.message : traceOf(error) });
      });
    });
    const answer = async (message: ToJob): Promise<void> => {
      if (message.op === 'answer' || message.op === 'unanswered') {
        opened!.relayed!.hear(message);
        return;
      }
      if (message.op === 'open') {
        opened = await open(message.request, send);
        send({ op: 'ready' });
        return;
      }
      const part = await opened!.worker.run(message.item, (test) => send({ op: 'test', test }));
      send({ op: 'done', part });
    };
  });
}

const isKnown = (error: Error): boolean => exitCodeOfError[error.name] !== undefined;
const traceOf = (error: Error): string => error.stack ?? error.message;

interface Opened {
  readonly worker: Worker;
  readonly relayed?: Relayed;
  close(): Promise<void>;
}

async function open({ name, command, words, shared }: Request, send: (message: FromJob) => void): Promise<Opened> {
  const losses = await loadLosses(words.loss);
  const work = async (implementation: Implementation, expectations?: string) => {
    const description = await started(implementation);
    const { options } = runOptions(words, description, expectations, losses);
    const worker = localWorker(implementation, description, planOf(description, options), options);
    return { worker, close: async () => await implementation.close() };
  };
  if (shared) {
    const relayed = new Relayed(shared, send);
    return { ...(await work(relayed)), relayed };
  }
  const { implementation, expectations } = await chooseImplementation(name, command, words, losses);
  return await work(implementation, expectations);
}
