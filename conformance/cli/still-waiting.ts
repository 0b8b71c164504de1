import type { Implementation } from '../implementation.ts';
import type { Io } from './io.ts';

/** An adapter that takes longer than this to start, in milliseconds, is asked for by a reader. */
const patience = 10_000;
/** Characters of what it printed that are shown. */
const shown = 300;

/**
 * One line on stderr where a process does not answer hello for some time, with what it has printed instead; none where
 * the returned function is called before.
 */
export function stillWaiting(
  implementation: Pick<Implementation, 'printed'>,
  { stderr }: Pick<Io, 'stderr'>,
): () => void {
  const timer = setTimeout(() => {
    const { printed } = implementation;
    if (printed === undefined) return;
    const text = printed.trim().replace(/\s*\n\s*/g, '; ');
    const end = text.length > shown ? `...${text.slice(-shown)}` : text;
    const instead = end === '' ? 'it has printed nothing' : end;
    stderr.write(`still waiting for an answer to hello, for which an adapter has at least 60 s: ${instead}\n`);
  }, patience);
  return () => clearTimeout(timer);
}
