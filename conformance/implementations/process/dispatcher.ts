import type { Dtype } from '../../../reference/tensor/format.ts';
import { type Case, caseToJson } from '../../case.ts';
import type { Outcome } from '../../outcome.ts';
import type { Ending } from './adapter-process.ts';
import { type Malformed, outcomeOf } from './answer.ts';
import type { Answer } from './messages.ts';
import { AdapterSession, type Exchange, type SessionOptions } from './session.ts';

export interface DispatchOptions extends SessionOptions {
  /** Most cases in one request. */
  readonly batchSize: number;
  /** About how many bytes of numbers one request may carry. */
  readonly maxBatchBytes: number;
  /** How often a new process may be started in place of one that ended on a loss, before that loss is given up. */
  readonly maxRestarts: number;
}

/** How many processes may end on a loss of which no case was ever answered. */
const mostWithoutAnswer = 10;

/** So many losses are given up before the run is. */
const mostGivenUp = 5;

/** Requests that may be under way at once, so that the adapter never waits for this process. */
const ahead = 2;

interface Work {
  readonly case: Case;
  readonly form: string | undefined;
  outcome?: Outcome;
}

/**
 * Deals cases out to a process in batches and contains what goes wrong: whatever ends a process costs one case. The
 * unanswered ones are asked alone in a fresh process until the culprit is found, and the rest goes on in batches. A loss on
 * which too many processes end is given up, and the others go on.
 */
export class Dispatcher {
  private readonly command: readonly string[];
  private readonly options: DispatchOptions;
  private current: AdapterSession | undefined;
  private ids = 0;
  private closed = false;
  /** How outputs are stored, once the adapter has said so. */
  private storage: ((dtype: Dtype) => Dtype) | undefined;
  restarts = 0;
  /** The loss that is asked for, and how many processes have ended on each. */
  private asked = '';
  private readonly ends = new Map<string, number>();
  private readonly answered = new Set<string>();
  private charged: AdapterSession | undefined;
  private readonly givenUp = new Map<string, string>();
  /** Milliseconds that the adapter says it spent inside the implementation. */
  adapterMs = 0;
  /** What went wrong in a batch and did not when its cases were asked alone. */
  readonly unrepeated: string[] = [];

  constructor(command: readonly string[], options: DispatchOptions) {
    this.command = command;
    this.options = options;
  }

  /** Why cases were left unevaluated, where they were. */
  get incomplete(): string | undefined {
    return this.givenUp.size > 0 ? [...this.givenUp.values()].join('; ') : undefined;
  }

  /** The running process, or a fresh one; undefined where the loss that is asked for, or the run, is given up. */
  async session(): Promise<AdapterSession | undefined> {
    while (!this.isGivenUp()) {
      if (this.closed) throw new Error('the implementation was closed');
      const before = this.current;
      if (before && !before.ended) return before;
      if (before) {
        this.charge(before);
        if (this.isGivenUp()) return undefined;
        this.restarts++;
      }
      this.current = new AdapterSession(this.command, this.options);
      try {
        await this.current.open();
        this.storage = (dtype) => this.current?.ready.arithmetic[dtype]?.storage ?? dtype;
      } catch (error) {
        // A command that did start once may fail for a passing reason: that is what restarts are for.
        if (!this.storage && !this.closed) throw error;
        this.options.onLog((error as Error).message, 'stderr');
      }
    }
    return undefined;
  }

  private isGivenUp(): boolean {
    return this.givenUp.has(this.asked) || this.givenUp.size >= mostGivenUp;
  }

  /** Lays the end of a process, once, to the loss that is asked for. */
  private charge(session: AdapterSession): void {
    if (this.charged === session) return;
    this.charged = session;
    const ends = (this.ends.get(this.asked) ?? 0) + 1;
    this.ends.set(this.asked, ends);
    const { maxRestarts } = this.options;
    if (ends <= (this.answered.has(this.asked) ? maxRestarts : Math.min(maxRestarts, mostWithoutAnswer))) return;
    const on = this.asked === '' ? '' : ` on ${this.asked}`;
    this.givenUp.set(this.asked, `the adapter ended too often${on} (${ends} times), at last: ${session.ended?.detail}`);
  }

  /** One outcome per case, in order. */
  async evaluate(cases: readonly Case[], form?: string): Promise<Outcome[]> {
    const works = cases.map((c): Work => ({ case: c, form }));
    this.asked = cases[0] ? `${cases[0].loss}${form === undefined ? '' : `@${form}`}` : '';
    const queue = [...works];
    const flying: { batch: Work[]; exchange: Promise<Exchange> }[] = [];
    while (queue.length > 0 || flying.length > 0) {
      const session = flying.length > 0 ? this.current : await this.session();
      if (!session) break;
      while (queue.length > 0 && flying.length < ahead && !session.ended) {
        const batch = this.takeBatch(queue);
        flying.push({ batch, exchange: this.ask(session, batch) });
      }
      const first = flying.shift();
      if (!first) continue;
      const exchange = await first.exchange;
      const alone = first.batch.length === 1 && flying.length === 0;
      // Cases are asked alone only when nothing else is under way, or its end could be laid to them.
      if (!alone && !isRegular(exchange)) await Promise.all(flying.map((f) => f.exchange));
      if (this.closed) throw new Error('the implementation was closed');
      const others = exchange.ended ? flying.splice(0).flatMap(({ batch }) => batch) : [];
      const rest = await this.investigate(first.batch, exchange, alone);
      queue.unshift(...rest, ...others);
    }
    const lost: Outcome = { status: 'crash', detail: `not evaluated: ${this.incomplete}` };
    return works.map(({ outcome }) => outcome ?? lost);
  }

  /** How the last process ended, once it did. */
  get ended(): string | undefined {
    return this.current?.ended?.detail;
  }

  /** What the process that runs now, or ran last, printed beside the protocol. */
  get printed(): string {
    return this.current?.printed ?? '';
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.current?.close();
  }

  private takeBatch(queue: Work[]): Work[] {
    const { batchSize, maxBatchBytes } = this.options;
    let [count, bytes] = [0, 0];
    for (const { case: c } of queue) {
      for (const { data } of Object.values(c.operands)) bytes += 8 * data.length;
      if (count === batchSize || (count > 0 && bytes > maxBatchBytes)) break;
      count++;
    }
    return queue.splice(0, count);
  }

  private ask(session: AdapterSession, batch: readonly Work[]): Promise<Exchange> {
    return this.options.stopwatch.time(() => {
      const items = batch.map(({ case: c, form }, i) => {
        const { regime: _, ...question } = caseToJson(c);
        return { id: String(this.ids + i), ...question, ...(form === undefined ? {} : { form }) };
      });
      this.ids += items.length;
      const ids = items.map(({ id }) => id);
      const request =
        items.length === 1 ? { op: 'evaluate', ...items[0] } : { op: 'batch', id: `batch-${ids[0]}`, items };
      return session.ask(JSON.stringify(request), ids);
    });
  }

  /** Settles what the exchange settles and finds the culprits of the rest; gives back what is still to be asked. */
  private async investigate(batch: readonly Work[], exchange: Exchange, alone: boolean): Promise<Work[]> {
    const answers = [...exchange.answers.values()];
    batch.forEach((work, i) => {
      const own = answers[i] ?? [];
      if (alone) work.outcome = this.verdict(work, own, exchange).outcome;
      else if (own.length > 0) work.outcome = this.verdict(work, own, { strays: [] }).outcome;
    });
    const unanswered = batch.filter(({ outcome }) => !outcome);
    const answered = batch.filter(({ outcome }) => outcome).reverse();
    if (alone) return [];
    if (exchange.ended) {
      const found = await this.search([...unanswered, ...answered], 1);
      if (found === 0) this.unrepeatable(exchange.ended, [...unanswered, ...answered][0]!);
      return unanswered.filter(({ outcome }) => !outcome);
    }
    const found = await this.search(unanswered, Infinity);
    for (const work of unanswered) {
      if (work.outcome?.status === 'protocol_error') continue;
      const detail = 'it was not answered in a batch, though it was when asked alone';
      if (work.outcome) work.outcome = { status: 'protocol_error', detail };
    }
    const strays = exchange.strays.length;
    if (found >= strays || (await this.search(answered, strays - found)) > 0) return [];
    if (found === 0) this.unrepeatable({ status: 'protocol_error', detail: exchange.strays[0]! }, answered[0]!);
    return [];
  }

  /** Asks cases alone, one by one, until so many culprits are found; gives back how many were. */
  private async search(suspects: readonly Work[], wanted: number): Promise<number> {
    let found = 0;
    for (const work of suspects) {
      if (found >= wanted) break;
      const again = await this.askAlone(work);
      if (!again) break;
      if (again.culprit) found++;
      // An answer that was given in the batch stands, unless its case is the culprit.
      if (again.culprit || !work.outcome) work.outcome = again.outcome;
    }
    return found;
  }

  private async askAlone(work: Work): Promise<{ outcome: Outcome; culprit: boolean } | undefined> {
    const session = await this.session();
    if (!session) return undefined;
    const exchange = await this.ask(session, [work]);
    if (this.closed) throw new Error('the implementation was closed');
    return this.verdict(work, [...exchange.answers.values()][0] ?? [], exchange);
  }

  /** What one case's own answers, and what happened beside them, make of it. */
  private verdict(
    { case: c }: Work,
    answers: readonly (Answer | Malformed)[],
    { strays, ended }: Pick<Exchange, 'strays' | 'ended'>,
  ): { outcome: Outcome; culprit: boolean } {
    const broken = (status: Ending['status'], detail: string) => ({ outcome: { status, detail }, culprit: true });
    if (ended) return broken(ended.status, `${answers.length > 0 ? 'after its answer: ' : ''}${ended.detail}`);
    if (strays.length > 0) return broken('protocol_error', strays.join('; '));
    const [answer] = answers;
    if (!answer) return broken('protocol_error', 'it was not answered');
    if (answers.length > 1) return broken('protocol_error', `it was answered ${answers.length} times`);
    this.answered.add(this.asked);
    if ('elapsed_ms' in answer) this.adapterMs += answer.elapsed_ms ?? 0;
    const storage = this.storage?.(c.dtype) ?? c.dtype;
    return { outcome: this.options.stopwatch.time(() => outcomeOf(answer, c, storage)), culprit: false };
  }

  /** A crash is never dropped: it is laid to the likeliest case. A missed deadline may be the machine's doing. */
  private unrepeatable({ status, detail }: Ending, likeliest: Work): void {
    this.unrepeated.push(detail);
    if (status === 'timeout' || this.isGivenUp()) return;
    const where = 'in a batch, here or in a neighbouring case, and not when each was asked alone';
    likeliest.outcome = { status, detail: `${where}: ${detail}` };
  }
}

/** Every item answered, and nothing else said. */
const isRegular = ({ answers, strays, ended }: Exchange): boolean =>
  !ended && strays.length === 0 && [...answers.values()].every((own) => own.length > 0);
