import { alternatives, glob } from '../run/glob.ts';
import type { RunReport, TestResult } from '../run/run-report.ts';
import { type LossLine, lossLines, nameOf } from './loss-lines.ts';
import { grouped } from './readable-number.ts';

/** What a report is about, and what it is not. */
export interface Present {
  readonly lines: readonly LossLine[];
  readonly tests: readonly TestResult[];
  readonly absent: {
    /** Losses that the implementation does not have and somebody asked for by name. */
    readonly named: readonly string[];
    /** How many others it does not have. */
    readonly others: number;
  };
}

/**
 * The lines and tests of a report without those that only say that the implementation has no such loss: an implementation
 * of five losses lacks nothing by the others. A loss that was required is there, with what failed.
 */
export function present(report: RunReport): Present {
  const all = lossLines(report);
  const isAbsent = ({ result, tests }: LossLine): boolean =>
    result.unsupported !== undefined && tests.every(({ verdict }) => verdict.verdict === 'unsupported');
  const absent = all.filter(isAbsent);
  const names = new Set(absent.map(({ name }) => name));
  const { select, require } = report.options;
  const named = absent.filter(({ result: { loss } }) => isNamed(loss, select) || isNamed(loss, require));
  return {
    lines: all.filter((line) => !names.has(line.name)),
    tests: report.tests.filter((test) => !names.has(nameOf(test))),
    absent: { named: named.map(({ name }) => name), others: absent.length - named.length },
  };
}

/** Whether a pattern says the name of a loss, or a part of it, and is not about any loss. */
function isNamed(loss: string, pattern: string | undefined): boolean {
  return alternatives(pattern ?? '**').some((one) => {
    const [first = ''] = one.trim().split('/');
    // Braces around a slash.
    if (first.includes('{') !== first.includes('}')) return false;
    const matches = glob(first);
    return matches(`${loss}/-/-`) && !matches('-/-/-');
  });
}

/** `104 others are not there (lossproof list)`; nothing where there are none. */
export function othersAbsent({ named, others }: Present['absent'], rows: number): string {
  if (others === 0) return '';
  const more = named.length + rows > 0 ? (others === 1 ? 'other' : 'others') : others === 1 ? 'loss' : 'losses';
  return `${grouped(others)} ${more} ${others === 1 ? 'is' : 'are'} not there (lossproof list)`;
}
