import { exitCode, type RunReport } from '../run/run-report.ts';
import { dialectLine, followedDialects, followsDialect } from './followed-dialects.ts';
import { countVerdicts } from './loss-lines.ts';
import { counted } from './readable-number.ts';

/** The exit code of a run and, in one sentence, why it is that one. */
export function exitReason(report: RunReport): { code: ReturnType<typeof exitCode>; why: string } {
  const code = exitCode(report);
  const broken = failures(report);
  const stopped = report.reason ? `: ${report.reason}` : '';
  switch (code) {
    case 130:
      return { code, why: `${report.reason ?? 'interrupted'}; this report is partial` };
    case 1:
      return { code, why: broken.join('; ') + (report.status === 'incomplete' ? `; and incomplete${stopped}` : '') };
    case 4:
      return { code, why: `nothing failed, but the run is incomplete${stopped}` };
    case 0:
      return { code, why: 'conformant and complete' };
  }
}

/** What makes a run fail, each in a few words. */
function failures({ tests, losses, expectations }: RunReport): string[] {
  const counts = countVerdicts(tests);
  const followed = followedDialects({ tests });
  const others = counts.other_convention - tests.filter(followsDialect).length;
  const gaps = losses.reduce((n, l) => n + l.uncovered.length, 0);
  const { unmatched, expired } = expectations;
  return [
    counts.fail > 0 ? `${counted(counts.fail, 'test')} failed` : '',
    ...followed.map(dialectLine),
    others > 0 ? counted(others, 'undeclared other convention') : '',
    counts.unexpected_pass > 0 ? counted(counts.unexpected_pass, 'unexpected pass', 'unexpected passes') : '',
    counts.not_run > 0 ? `${counted(counts.not_run, 'required test')} not run` : '',
    gaps > 0 ? `${counted(gaps, 'regime or option', 'regimes or options')} never reached` : '',
    unmatched.length > 0 ? `${counted(unmatched.length, 'expectation')} matching no test` : '',
    expired.length > 0 ? counted(expired.length, 'expired expectation') : '',
  ].filter((text) => text !== '');
}
