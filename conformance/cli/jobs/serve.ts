import { loadLosses } from '../../losses/load-losses.ts';
import { planOf } from '../../run/plan.ts';
import { localWorker, type Worker } from '../../run/worker.ts';
import { chooseImplementation } from '../choose-implementation.ts';
import { runOptions } from '../run-options.ts';
import { started } from '../started.ts';
import type { FromJob, Request, ToJob } from './messages.ts';

/**
 * What a job of `lossproof run --jobs N` does: it does items of the run's plan as it is told to, and ends when the run
 * lets go of it.
 */
export async function serve(channel: NodeJS.Process = process): Promise<void> {
  const send = (message: FromJob): void => {
    if (channel.connected) channel.send!(message);
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
        send({ op: 'failed', name: error.name, message: message.op === 'open' ? error.message : traceOf(error) });
      });
    });
    const answer = async (message: ToJob): Promise<void> => {
      if (message.op === 'open') {
        opened = await open(message.request);
        send({ op: 'ready' });
        return;
      }
      const part = await opened!.worker.run(message.item, (test) => send({ op: 'test', test }));
      send({ op: 'done', part });
    };
  });
}

const traceOf = (error: Error): string => error.stack ?? error.message;

interface Opened {
  readonly worker: Worker;
  close(): Promise<void>;
}

async function open({ name, command, words }: Request): Promise<Opened> {
  const losses = await loadLosses(words.loss);
  const { implementation, expectations } = await chooseImplementation(name, command, losses, words.loss, words.ep);
  const description = await started(implementation);
  const { options } = runOptions(words, description, expectations, losses);
  const worker = localWorker(implementation, description, planOf(description, options), options);
  return { worker, close: async () => await implementation.close() };
}
