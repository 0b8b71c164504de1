import type { ChildProcess } from 'node:child_process';
import type { Description, Implementation } from '../../implementation.ts';
import { Interrupted } from '../../run/interrupted.ts';
import type { Questioned } from '../../run/questioned.ts';
import type { TestResult } from '../../run/run-report.ts';
import type { Crew, Part, Worker } from '../../run/worker.ts';
import { inTurn } from './in-turn.ts';
import { JobProcesses } from './job-processes.ts';
import type { Answer, FromJob, Question, Request, ToJob } from './messages.ts';

export interface Jobs extends Crew {
  /** Ends all of them, whatever they are at. */
  close(): void;
}

/** An implementation that runs, and what it said of itself. */
interface Running {
  readonly implementation: Implementation;
  readonly description: Description;
  readonly onQuestion?: (question: Questioned) => void;
}

/**
 * So many processes of this program, which start when they are needed if they have not before, each with an
 * implementation of its own, or all with the one that is given.
 */
export function startJobs(
  count: number,
  request: Request,
  interrupted: () => boolean,
  shared?: Running,
  processes = new JobProcesses(),
): Jobs {
  const ask = shared && inTurn(shared.implementation, shared.onQuestion);
  const asked = shared ? { ...request, shared: shared.description } : request;
  const jobs = Array.from({ length: count }, () => new Job(asked, interrupted, ask, processes));
  return {
    workers: jobs,
    implementations: shared ? 1 : count,
    close: () => {
      for (const job of jobs) job.close();
      processes.close();
    },
  };
}

/** One process, which does one item at a time. */
class Job implements Worker {
  private readonly request: Request;
  private readonly interrupted: () => boolean;
  private readonly ask: ((question: Question) => Promise<Answer>) | undefined;
  private readonly processes: JobProcesses;
  private child: ChildProcess | undefined;
  private hear: (message: FromJob) => void = () => {};
  private fail: (error: Error) => void = () => {};

  constructor(request: Request, interrupted: () => boolean, ask: Job['ask'], processes: JobProcesses) {
    this.request = request;
    this.interrupted = interrupted;
    this.ask = ask;
    this.processes = processes;
  }

  async run(item: number, onTest: (test: TestResult) => void): Promise<Part> {
    if (this.interrupted()) throw new Interrupted();
    this.child ??= await this.open();
    return await this.tell(this.child, { op: 'run', item }, (message) => {
      if (message.op === 'test') onTest(message.test);
      return message.op === 'done' ? { is: message.part } : undefined;
    });
  }

  /** What its process is at is of no interest any more. */
  close(): void {
    this.fail = () => {};
  }

  private async open(): Promise<ChildProcess> {
    const child = this.processes.next();
    this.child = child;
    child.on('message', (message: FromJob) => {
      if (message.op === 'question') void this.relay(child, message.question);
      else this.hear(message);
    });
    child.on('error', (error) => this.fail(error));
    child.on('exit', (code, signal) => {
      // Ctrl-C ends a process that has not come as far as to hear it, and that may be known before this one hears it.
      const isOver = signal === 'SIGINT' || this.interrupted();
      this.fail(
        isOver ? new Interrupted() : new Error(`a process of this run ended with ${signal ?? `exit code ${code}`}`),
      );
    });
    await this.tell(child, { op: 'open', request: this.request }, ({ op }) =>
      op === 'ready' ? { is: undefined } : undefined,
    );
    return child;
  }

  /** Asks the run's implementation on behalf of the process. */
  private async relay(child: ChildProcess, question: Question): Promise<void> {
    if (this.interrupted()) return this.fail(new Interrupted());
    const said = await this.ask!(question).then(
      (answer): ToJob => ({ op: 'answer', answer }),
      ({ name, message }: Error): ToJob => ({ op: 'unanswered', name, message }),
    );
    if (child.connected) child.send(said);
  }

  /** Sends a message and resolves to what an answer is found to be. */
  private tell<T>(
    child: ChildProcess,
    message: ToJob,
    answer: (message: FromJob) => { readonly is: T } | undefined,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.fail = reject;
      this.hear = (heard) => {
        if (heard.op === 'failed') return reject(Object.assign(new Error(heard.message), { name: heard.name }));
        const found = answer(heard);
        if (found) resolve(found.is);
        else if (this.interrupted()) reject(new Interrupted());
      };
      child.send(message);
    });
  }
}
