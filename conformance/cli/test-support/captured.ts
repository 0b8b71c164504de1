import { PassThrough } from 'node:stream';
import type { Io } from '../io.ts';

/** Streams that are no terminal, and what was written to them. */
export function captured(): { io: Io; out: () => string; err: () => string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const collect = (stream: PassThrough): (() => string) => {
    let text = '';
    stream.on('data', (chunk) => {
      text += chunk;
    });
    return () => text;
  };
  return { io: { stdout, stderr }, out: collect(stdout), err: collect(stderr) };
}
