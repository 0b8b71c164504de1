import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../package-info.ts';

/** How long a job may take to leave once it is let go, in milliseconds. */
const patience = 5000;

/**
 * Balls live shortly: with more room for what is new, in MiB, little of it is moved before it is dead, and an eighth of
 * the time is saved. A process cannot give itself that when it runs.
 */
const roomForTheYoung = ['--min-semi-space-size=32', '--max-semi-space-size=64'];

/** The processes of a run. */
export class JobProcesses {
  private readonly all: ChildProcess[] = [];
  private readonly unused: ChildProcess[] = [];

  /** Starts so many before anybody needs them. */
  startAhead(count: number): void {
    for (let i = 0; i < count; i++) this.unused.push(this.start());
  }

  /** One that nobody has had. */
  next(): ChildProcess {
    const waiting = this.unused.shift();
    return waiting?.connected ? waiting : this.start();
  }

  /** Ends all of them, whatever they are at; one that nobody has had has nothing to finish. */
  close(): void {
    for (const child of this.unused.splice(0)) child.kill('SIGKILL');
    for (const child of this.all.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), patience);
      child.once('exit', () => clearTimeout(timer));
    }
  }

  private start(): ChildProcess {
    const child = fork(join(packageRoot, 'bin', 'lossproof.mjs'), ['job'], {
      // Numbers such as NaN and arrays of them arrive as they are.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...process.execArgv, ...roomForTheYoung],
    });
    this.all.push(child);
    return child;
  }
}
