import type { Description } from '../../implementation.ts';
import type { TestResult } from '../../run/run-report.ts';
import type { Evidence } from '../../verdict.ts';
import { answerWords } from '../answer-words.ts';
import { calledAs } from '../called-as.ts';
import { counterexample, ownSpec } from '../counterexample.ts';
import { counted } from '../readable-number.ts';
import type { Style } from '../style.ts';
import type { TerminalOptions } from '../terminal-report.ts';
import { labelled, wrap } from '../wrap.ts';

export interface FailureOptions extends TerminalOptions {
  /** What follows `lossproof replay TOKEN` so that it asks the same implementation. */
  readonly replayWith?: string;
  /** Who was asked: a function of JavaScript is shown as it was called. */
  readonly implementation?: Pick<Description, 'language'>;
}

/** One failure in full. */
export function failure(test: TestResult, options: FailureOptions): string[] {
  const { style, sentence, replayWith = '', specOf, implementation } = options;
  const { verdict, law, dtype, examined, broken, regime, replay, diagnosis } = test;
  if (verdict.verdict !== 'fail' && verdict.verdict !== 'other_convention') return [];
  const { evidence } = verdict;
  const field = (label: string, text: string): string[] => labelled(label, text, 4, 12);
  const called = implementation && calledAs(evidence.case, implementation, specOf ?? ownSpec);
  const other = verdict.verdict === 'other_convention' ? verdict.which : undefined;
  return [
    ...labelled(law, sentence(law), 2, law.length + 2, style('bold', law)),
    ...wrap(`in ${dtype}, broken by ${broken} of ${counted(examined, 'case')}${regime ? `, here ${regime}` : ''}:`, 2),
    ...counterexample(evidence.case, specOf),
    ...(called ? field('called as', called) : []),
    ...answer(evidence, style),
    ...(saysMore(law, evidence) ? field('found', evidence.message.trim()) : []),
    ...(other ? field('convention', other) : []),
    ...(diagnosis && diagnosis !== other ? field('diagnosis', diagnosis) : []),
    ...(replay ? [`    ${'replay'.padEnd(12)}lossproof replay ${replay}${replayWith}`] : []),
  ];
}

const colours = { got: 'red', expected: 'green' } as const;

const answer = (e: Evidence, style: Style): string[] =>
  Object.entries(answerWords(e)).map(([label, text]: [string, string]) => {
    const shown = label in colours ? style(colours[label as keyof typeof colours], text) : text;
    return `    ${label.padEnd(12)}${shown}`;
  });

/** Of the comparisons with the reference, got, expected and error say it all. */
const saysMore = (law: TestResult['law'], { got, expected, bound }: Evidence): boolean =>
  !(law === 'definition' || law === 'gradient') || got === undefined || expected === undefined || bound === undefined;
