import { AdapterProcess, type AdapterProcessOptions, type Ending } from './adapter-process.ts';
import { AdapterStartError } from './adapter-start-error.ts';
import type { Malformed } from './answer.ts';
import { echoDifference, echoTensors } from './echo-tensors.ts';
import { type Answer, messages, type Ready } from './messages.ts';

export interface SessionOptions extends AdapterProcessOptions {
  /** Longest silence, in milliseconds, while an answer is due. */
  readonly timeoutMs: number;
  /** Longest time, in milliseconds, until the adapter says what it is about to do, or that it is ready. */
  readonly startTimeoutMs: number;
  /** The version of suite and spec, for the adapter's log. */
  readonly version: string;
}

/** What came back for the items that were asked together. */
export interface Exchange {
  /** By item, in order of arrival. */
  readonly answers: ReadonlyMap<string, readonly (Answer | Malformed)[]>;
  /** Lines that break the protocol and belong to no item. */
  readonly strays: readonly string[];
  /** Set where the process ended before it was through. */
  readonly ended?: Ending;
}

interface Pending {
  readonly answers: Map<string, (Answer | Malformed)[]>;
  readonly strays: string[];
  readonly fence: string;
  readonly resolve: (exchange: Exchange) => void;
}

const maxStrays = 20;

/**
 * One process that speaks protocol 1, from its handshake to its end. After a missed deadline, a crash or a line past
 * the limit it is over and never asked again.
 */
export class AdapterSession {
  private readonly name: string;
  private readonly options: SessionOptions;
  private readonly process: AdapterProcess;
  private readonly pending: Pending[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Who waits for a message while the session is being opened. */
  private opening: { resolve: (text: string) => void; reject: (ending: Ending) => void } | undefined;
  /** What the adapter said last that it is about to do. */
  private doing: string | undefined;
  private fences = 0;
  private description: Ready | undefined;
  private ending: Ending | undefined;

  /** Starts the command; throws an AdapterStartError where there is none. */
  constructor(command: readonly string[], options: SessionOptions) {
    if (!command[0]) throw new AdapterStartError('there is no command to start');
    this.name = `the adapter \`${command.join(' ')}\``;
    this.options = options;
    this.process = new AdapterProcess(
      command,
      options,
      (text) => this.receive(text),
      (ending) => this.finish(ending),
    );
  }

  /** What the adapter said of itself. */
  get ready(): Ready {
    if (!this.description) throw new Error('the session is not open');
    return this.description;
  }

  /** What the process printed beside the protocol. */
  get printed(): string {
    return this.process.printed();
  }

  /** Shakes hands and checks the echo; where that fails, ends the process and throws an AdapterStartError. */
  async open(): Promise<void> {
    try {
      await this.introduce();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  get ended(): Ending | undefined {
    return this.ending;
  }

  /**
   * Sends one encoded request about these items and waits until all of it is answered or the process is over. A second
   * request may be sent before the first is answered: replies keep the order of the requests.
   */
  ask(request: string, ids: readonly string[]): Promise<Exchange> {
    if (this.ending) return Promise.resolve({ answers: new Map(), strays: [], ended: this.ending });
    return new Promise((resolve) => {
      // The echo of the fence comes after every reply to the request, second answers and strays included.
      const fence = `fence-${++this.fences}`;
      this.pending.push({ answers: new Map(ids.map((id) => [id, []])), strays: [], fence, resolve });
      if (this.pending.length === 1) this.arm();
      this.process.write(`${request}\n${JSON.stringify({ op: 'echo', id: fence, tensors: [] })}\n`);
    });
  }

  /** Ends the process and its group: with a goodbye, or at once where it still owes an answer. */
  close(): Promise<void> {
    const busy = this.opening || this.pending.length > 0;
    return this.process.close(busy ? undefined : '{"op":"bye"}\n');
  }

  private async introduce(): Promise<void> {
    const { version } = this.options;
    const hello = { op: 'hello', protocol: [1], suite: version, spec: version };
    const ready = messages.ready.safeParse(await this.first(hello, 'hello'));
    if (!ready.success)
      throw this.startError(`its answer to hello is no ready message: ${issues(ready.error)}`, 'ready');
    const tensors = echoTensors();
    const echoed = messages.echoed.safeParse(await this.first({ op: 'echo', id: 'echo', tensors }, 'echo'));
    if (!echoed.success) throw this.startError(`its answer to echo is not tensors: ${issues(echoed.error)}`, 'echo');
    const difference = echoDifference(tensors, echoed.data.tensors);
    if (difference) throw this.startError(`its echo is not bit for bit what was sent: ${difference}`, 'echo');
    this.description = ready.data;
  }

  /** Sends a request and gives the next message, whatever it is. */
  private async first(request: unknown, op: 'hello' | 'echo'): Promise<unknown> {
    this.doing = undefined;
    this.armStart(this.options.startTimeoutMs);
    try {
      const answer = new Promise<string>((resolve, reject) => {
        if (this.ending) reject(this.ending);
        this.opening = { resolve, reject };
      });
      this.process.write(`${JSON.stringify(request)}\n`);
      return JSON.parse(await answer);
    } catch (reason) {
      if (reason instanceof SyntaxError) throw this.startError(`its answer to ${op} is not JSON`, op);
      const { status, detail } = reason as Ending;
      const step = op === 'hello' && status === 'crash' ? 'command' : op;
      const whileDoing = this.doing === undefined ? '' : ` while ${this.doing}`;
      throw new AdapterStartError(`${this.name} did not answer ${op}${whileDoing}: ${detail}`, step, this.doing);
    } finally {
      clearTimeout(this.timer);
      this.opening = undefined;
    }
  }

  private armStart(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.process.end({ status: 'timeout', detail: `nothing within ${ms} ms` }), ms);
  }

  private startError(what: string, step: AdapterStartError['step']): AdapterStartError {
    return new AdapterStartError(`${this.name}: ${what}${this.process.printed()}`, step);
  }

  private receive(text: string): void {
    const message = parse(text);
    const starting = this.opening && messages.starting.safeParse(message);
    if (!this.opening) this.route(message, text);
    else if (starting?.success) {
      this.doing = starting.data.what;
      this.armStart(this.options.timeoutMs);
    } else this.opening.resolve(text);
  }

  /** Lays an answer to its item, or passes a fence. */
  private route(message: unknown, text: string): void {
    const id = (message as { readonly id?: unknown } | null)?.id;
    const fence = this.pending.findIndex((p) => p.fence === id);
    const own = this.pending.map((p) => p.answers.get(id as string)).find((answers) => answers !== undefined);
    if (fence >= 0) this.pass(fence);
    else if (own) {
      own.push(answerFrom(message as object));
      this.arm();
    } else if (message === undefined) this.stray(`a line that is not JSON: ${excerpt(text)}`);
    else this.stray(`a line with the unknown id ${JSON.stringify(id)}: ${excerpt(text)}`);
  }

  private stray(what: string): void {
    const strays = this.pending[0]?.strays;
    if (strays && strays.length < maxStrays) strays.push(what);
    else this.options.onLog(what, 'stdout');
  }

  /** Everything up to this fence has been answered. */
  private pass(fence: number): void {
    for (const { answers, strays, resolve } of this.pending.splice(0, fence + 1)) resolve({ answers, strays });
    this.arm();
  }

  /** Starts the clock anew where an answer is due. */
  private arm(): void {
    clearTimeout(this.timer);
    if (this.pending.length === 0) return;
    const { timeoutMs } = this.options;
    const late = (): void => this.process.end({ status: 'timeout', detail: `no answer for ${timeoutMs} ms` });
    // Where this process itself was busy, the answer may be there, unread: reading it arms the clock anew.
    this.timer = setTimeout(() => {
      this.timer = setTimeout(late, 50);
    }, timeoutMs);
  }

  private finish(ended: Ending): void {
    clearTimeout(this.timer);
    this.ending = ended;
    this.opening?.reject(ended);
    for (const { answers, strays, resolve } of this.pending.splice(0)) resolve({ answers, strays, ended });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answerFrom(message: object): Answer | Malformed {
  const parsed = messages.answer.safeParse(message);
  if (parsed.success) return parsed.data;
  const kinds = ['ok', 'rejected', 'unsupported', 'error'].filter((kind) => kind in message);
  const found = kinds.length === 1 ? excerpt(JSON.stringify(message)) : `it has ${kinds.join(' and ') || 'none'}`;
  return { malformed: `an answer has exactly one of ok, rejected, unsupported and error, complete; ${found}` };
}

const excerpt = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text);

const issues = (error: { readonly issues: readonly { path: PropertyKey[]; message: string }[] }): string =>
  error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'the message'}: ${message}`).join('; ');
