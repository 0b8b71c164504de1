import { counted } from '../../report/readable-number.ts';
import type { Check } from './check.ts';

/** What a command printed that is not of the protocol. */
export class Output {
  private readonly lines: Record<'stdout' | 'stderr', string[]> = { stdout: [], stderr: [] };

  /** Gets text as it arrives. */
  readonly push = (text: string, stream: 'stdout' | 'stderr'): void => {
    this.lines[stream].push(...text.split('\n').filter((line) => line.trim() !== ''));
  };

  get stderr(): string {
    return this.lines.stderr.join('\n');
  }

  /** Whether stdout has lines that nobody reads; `ignored` are lines of stderr that are no noise. */
  check(ignored: RegExp): Check {
    const name = 'output';
    const { stdout } = this.lines;
    const stderr = this.stderr.replace(ignored, '').split('\n').filter(Boolean);
    const says = (['stdout', 'stderr'] as const).flatMap((stream) => {
      const [first, ...more] = stream === 'stdout' ? stdout : stderr;
      if (first === undefined) return [];
      const excerpt = first.length > 60 ? `${first.slice(0, 60)}...` : first;
      return [`${counted(more.length + 1, 'line')} beside the protocol on ${stream}, which does no harm: ${excerpt}`];
    });
    const unread = stdout.find((line) =>
      /^\s*\{.*("op"\s*:\s*"ready"|"(ok|rejected|unsupported)"\s*:\s*\{)/.test(line),
    );
    if (unread === undefined) {
      if (says.length > 0) return { name, status: 'note', says };
      return { name, status: 'ok', says: ['nothing is printed beside the protocol'] };
    }
    const fix =
      'begin every line of the protocol with @@, the value of LOSSPROOF_NONCE and a space: without it the line is log ' +
      '(docs/protocol.md, "Lines")';
    return { name, status: 'problem', says: ['a line looks like an answer, and has no prefix', ...says], fix };
  }
}
