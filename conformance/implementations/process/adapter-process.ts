import { randomBytes } from 'node:crypto';
import { LineReader } from './line-reader.ts';
import { type GroupLeader, killGroup, startGroup } from './process-group.ts';
import type { Stopwatch } from './stopwatch.ts';
import { Tail } from './tail.ts';

/** Why a process was over before its work was. */
export interface Ending {
  readonly status: 'crash' | 'timeout' | 'protocol_error';
  readonly detail: string;
}

export interface AdapterProcessOptions {
  /** Longest line of the adapter, in bytes. */
  readonly maxLineBytes: number;
  /** Added to the environment of the command. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called with whatever the adapter prints that is not the protocol. */
  readonly onLog: (text: string, stream: 'stdout' | 'stderr') => void;
  /** Adds up the time spent here reading. */
  readonly stopwatch: Stopwatch;
}

/** Characters of stderr and of other output that a failure shows. */
const tailLength = 2000;
/** How long pipes may stay open after the process is gone, and how long a goodbye may take, in milliseconds. */
const graceMs = 1000;

/** A command as a process group, read and written line by line, until the first thing that ends it. */
export class AdapterProcess {
  private readonly child: GroupLeader;
  private readonly reader: LineReader;
  private readonly onEnded: (ending: Ending) => void;
  private readonly stderr = new Tail(tailLength);
  private readonly noise = new Tail(tailLength);
  /** Writes wait for each other and for the pipe to take more. */
  private writing: Promise<void> = Promise.resolve();
  private ending: Promise<void> | undefined;
  private readonly closed: Promise<void>;

  /** `onMessage` gets the adapter's lines without their prefix, `onEnded` is called once. */
  constructor(
    command: readonly string[],
    options: AdapterProcessOptions,
    onMessage: (text: string) => void,
    onEnded: (ending: Ending) => void,
  ) {
    const { maxLineBytes, environment, onLog, stopwatch } = options;
    const nonce = randomBytes(8).toString('hex');
    this.onEnded = onEnded;
    this.reader = new LineReader(`@@${nonce} `, maxLineBytes, {
      onMessage,
      onNoise: (text) => {
        this.noise.push(`${text}\n`);
        onLog(text, 'stdout');
      },
      onOversize: () => this.end({ status: 'protocol_error', detail: `a line of more than ${maxLineBytes} bytes` }),
    });
    const child = startGroup(command, { ...environment, LOSSPROOF_NONCE: nonce });
    this.child = child;
    this.closed = new Promise((resolve) => {
      child.on('close', () => resolve());
      child.on('error', (error: NodeJS.ErrnoException) => {
        const why = error.code === 'ENOENT' ? 'there is no such command' : error.message;
        this.end({ status: 'crash', detail: `it cannot be started, ${why}` });
        if (child.pid === undefined) resolve();
      });
    });
    child.stdin.on('error', () => {}); // The process is gone; its exit says more.
    child.stdout.on('data', (chunk: Buffer) => stopwatch.time(() => this.reader.push(chunk)));
    child.stdout.on('end', () => {
      const silent: Ending = { status: 'crash', detail: 'it closed its output' };
      setTimeout(() => this.end(silent), graceMs).unref();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr.push(text);
      onLog(text, 'stderr');
    });
    child.on('exit', (code, signal) => {
      this.end({ status: 'crash', detail: signal ? `it was ended by ${signal}` : `it exited with code ${code}` });
    });
  }

  /** Queues text for the process; what cannot be delivered any more is dropped. */
  write(text: string): void {
    this.writing = this.writing.then(async () => {
      if (this.ending || this.child.stdin.write(text)) return;
      await Promise.race([new Promise((resolve) => this.child.stdin.once('drain', resolve)), this.closed]);
    });
  }

  /**
   * Kills the group, reads what is left in its pipes and reports the ending, with what the process printed. Only the
   * first call counts: whatever follows is its consequence.
   */
  end(why: Ending): void {
    this.ending ??= this.conclude(why);
  }

  /** Where there are last words, gives the process a moment to end by itself on them; then ends its group. */
  async close(lastWords?: string): Promise<void> {
    if (lastWords !== undefined && !this.ending) {
      this.write(lastWords);
      await this.writing;
      this.child.stdin.end();
      await this.closedWithin(graceMs);
    }
    this.end({ status: 'crash', detail: 'it was closed' });
    await this.ending;
  }

  /** The ends of stderr and of what was printed outside the protocol, each on a line of its own. */
  printed(): string {
    const [stderr, noise] = [String(this.stderr), String(this.noise)];
    const hint = noise.includes('"op":"ready"') || noise.includes('"op": "ready"');
    return [
      stderr && `\nstderr: ${stderr}`,
      noise && `\nstdout, outside the protocol: ${noise}`,
      hint && '\nevery line of the protocol must begin with @@, the value of LOSSPROOF_NONCE and a space',
    ]
      .filter(Boolean)
      .join('');
  }

  private async conclude({ status, detail }: Ending): Promise<void> {
    if (this.child.pid !== undefined) killGroup(this.child.pid);
    await this.closedWithin(graceMs);
    const half = this.reader.unfinished;
    this.reader.end();
    const unfinished = half > 0 ? `, in the middle of a line (${half} bytes)` : '';
    this.child.stdout.destroy();
    this.child.stderr.destroy();
    this.onEnded({ status, detail: `${detail}${unfinished}${this.printed()}` });
  }

  private async closedWithin(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.closed, late]);
    clearTimeout(timer);
  }
}
