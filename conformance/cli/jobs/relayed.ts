import type { Description, Implementation } from '../../implementation.ts';
import type { FromJob, ToJob } from './messages.ts';

/** The run's implementation, as a job sees it. */
export class Relayed implements Implementation {
  private readonly description: Description;
  private readonly send: (message: FromJob) => void;
  private settle: { resolve(message: ToJob & { op: 'answer' }): void; reject(error: Error): void } | undefined;
  /** Without the time that it was busy with what others asked. */
  evaluatedMs = 0;
  incomplete: string | undefined;

  constructor(description: Description, send: (message: FromJob) => void) {
    this.description = description;
    this.send = send;
  }

  async describe(): Promise<Description> {
    return this.description;
  }

  async evaluate(...[cases, form]: Parameters<Implementation['evaluate']>): ReturnType<Implementation['evaluate']> {
    const { answer } = await new Promise<ToJob & { op: 'answer' }>((resolve, reject) => {
      this.settle = { resolve, reject };
      this.send({ op: 'question', question: { cases, form } });
    });
    this.evaluatedMs += answer.ms;
    this.incomplete = answer.incomplete;
    return answer.outcomes;
  }

  /** What the run says to the question that is open. */
  hear(message: ToJob & { op: 'answer' | 'unanswered' }): void {
    if (message.op === 'answer') this.settle?.resolve(message);
    else this.settle?.reject(Object.assign(new Error(message.message), { name: message.name }));
  }

  async close(): Promise<void> {}
}
