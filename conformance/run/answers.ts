import { setImmediate as turn } from 'node:timers/promises';
import type { Dialect } from '../../spec/language/dialect.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case, Want } from '../case.ts';
import { type Implementation, type LossSupport, unsupportedBy } from '../implementation.ts';
import type { Outcome } from '../outcome.ts';
import { defaultsOf } from '../settings.ts';
import { caseKey } from './case-key.ts';
import { Interrupted } from './interrupted.ts';
import { questioned } from './questioned.ts';
import type { RunOptions } from './run-options.ts';

/** As many cases are asked at once: a long question keeps others waiting, and the user who ends the run. */
const atOnce = 256;

/**
 * Asks an implementation and remembers: a case that was asked is not asked again, nor is one whose outputs are among
 * those of an answered case. Keeps the time that the implementation took. Throws Interrupted where the user ended the run
 * in the midst of a question.
 */
export class Answers {
  readonly implementation: Implementation;
  private readonly interrupted: () => boolean;
  private readonly onQuestion: RunOptions['onQuestion'];
  private readonly known = new Map<string, { readonly wants: readonly Want[]; readonly outcome: Outcome }[]>();
  /** Milliseconds spent waiting for the implementation, and cases that it was asked. */
  waited = 0;
  asked = 0;

  constructor(
    implementation: Implementation,
    { interrupted = () => false, onQuestion }: Pick<RunOptions, 'interrupted' | 'onQuestion'> = {},
  ) {
    this.implementation = implementation;
    this.interrupted = interrupted;
    this.onQuestion = onQuestion;
  }

  /**
   * Outcomes in the order of the cases; what the support does not cover is not asked. Of cases that differ in what is
   * wanted of them, the one that wants the others' outputs, too, is asked, and the others where it is refused.
   */
  async to(cases: readonly Case[], subject: Subject): Promise<Outcome[]> {
    for (;;) {
      const outcomes = cases.map((c) => this.recall(c) ?? unsupported(c, subject));
      const questions = widest(cases.filter((_, i) => !outcomes[i]));
      if (questions.length === 0) return outcomes as Outcome[];
      const answered = await this.ask(questions, subject);
      questions.forEach((c, k) => {
        this.remember(c, answered[k]!);
      });
    }
  }

  /** Without looking at, or keeping, earlier answers. */
  async afresh(cases: readonly Case[], subject: Subject): Promise<Outcome[]> {
    const ruledOut = cases.map((c) => unsupported(c, subject));
    const open = cases.flatMap((_, i) => (ruledOut[i] ? [] : [i]));
    const answered = await this.ask(
      open.map((i) => cases[i]!),
      subject,
    );
    const outcomes = [...ruledOut];
    open.forEach((i, k) => {
      outcomes[i] = answered[k]!;
    });
    return outcomes as Outcome[];
  }

  forget(): void {
    this.known.clear();
  }

  /** The subject first, then other losses. */
  private async ask(cases: readonly Case[], subject: Subject): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const loss of new Set([subject.spec.id, ...cases.map((c) => c.loss)])) {
      const those = cases.flatMap((c, i) => (c.loss === loss ? [i] : []));
      const asked = those.map((i) => cases[i]!);
      const answered = await this.evaluate(asked, formOf(loss, subject));
      those.forEach((i, k) => {
        outcomes[i] = answered[k]!;
      });
    }
    return outcomes;
  }

  private async evaluate(cases: readonly Case[], form?: string): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let from = 0; from < cases.length; from += atOnce) {
      if (from > 0) {
        // Ctrl-C is heard between two turns of the event loop only.
        await turn();
        if (this.interrupted()) throw new Interrupted();
      }
      outcomes.push(...(await this.evaluateAtOnce(cases.slice(from, from + atOnce), form)));
    }
    return outcomes;
  }

  private async evaluateAtOnce(cases: readonly Case[], form?: string): Promise<Outcome[]> {
    const now = (): number => this.implementation.evaluatedMs ?? performance.now();
    const from = now();
    this.onQuestion?.(questioned(cases, form));
    const outcomes = await this.implementation.evaluate(cases, form);
    this.waited += now() - from;
    this.asked += cases.length;
    if (outcomes.length !== cases.length) {
      throw new Error(`the implementation gave ${outcomes.length} outcomes for ${cases.length} cases`);
    }
    return outcomes;
  }

  private recall(c: Case): Outcome | undefined {
    // A failure may be that of an output which this case does not want.
    return this.known
      .get(caseKey(c))
      ?.find(
        ({ wants, outcome }) => wantsAll(wants, c) && (outcome.status === 'value' || wants.length === c.wants.length),
      )?.outcome;
  }
  private remember(c: Case, outcome: Outcome): void {
    const key = caseKey(c);
    const list = this.known.get(key);
    const entry = { wants: c.wants, outcome };
    if (list) list.push(entry);
    else this.known.set(key, [entry]);
  }
}

/** Of equal cases those whose outputs are not all among another's. */
function widest(cases: readonly Case[]): Case[] {
  const byKey = new Map<string, Case[]>();
  for (const c of cases) {
    const key = caseKey(c);
    const those = byKey.get(key) ?? [];
    if (those.some(({ wants }) => wantsAll(wants, c))) continue;
    byKey.set(key, [...those.filter((other) => !wantsAll(c.wants, other)), c]);
  }
  return [...byKey.values()].flat();
}
const wantsAll = (wants: readonly Want[], { wants: those }: Case): boolean =>
  those.every((want) => wants.includes(want));

/** What is being examined: a loss, or one form of it. */
export interface Subject {
  readonly spec: LossSpec;
  readonly form?: string;
  readonly support: LossSupport;
  /** Supports of every loss, for laws that also ask another one. */
  readonly supports: Readonly<Record<string, LossSupport>>;
  readonly specOf: (id: string) => LossSpec | undefined;
  readonly dialect?: Dialect;
}

const keyOf = (loss: string, form: string | undefined): string => (form === undefined ? loss : `${loss}@${form}`);

/**
 * The form that a loss is asked in: the subject in its own, another loss as the implementation usually computes it, and
 * in the subject's form where there is no such way.
 */
const formOf = (loss: string, { spec, form, supports }: Subject): string | undefined =>
  loss !== spec.id && supports[loss] ? undefined : form;

function unsupported(c: Case, subject: Subject): Outcome | undefined {
  const isOwn = c.loss === subject.spec.id;
  const spec = isOwn ? subject.spec : subject.specOf(c.loss);
  const support = isOwn ? subject.support : subject.supports[keyOf(c.loss, formOf(c.loss, subject))];
  if (!spec) return { status: 'unsupported', what: `it needs ${c.loss}, which is not there` };
  if (!support) return { status: 'unsupported', what: absent(c.loss, subject) };
  const optional = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
  const what = unsupportedBy(support, c, { ...defaultsOf(spec), ...subject.dialect?.losses[c.loss]?.params }, optional);
  return what === undefined ? undefined : { status: 'unsupported', what };
}

/** What is lacking where a law needs another loss; of forms that lack the same it is said once. */
function absent(loss: string, { form, supports }: Subject): string {
  const hasForms = Object.keys(supports).some((key) => key.startsWith(`${loss}@`));
  if (!hasForms) return `it needs ${loss}, which is not there`;
  return `it needs the plain loss ${loss}, without a form${form === undefined ? '' : ' or in the same one'}`;
}
