import { main } from '../main.ts';
import { captured } from './captured.ts';

/** Runs the command line on these words, in this process; its exit code and what it wrote. */
export async function lossproof(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = captured();
  const code = await main(argv, io);
  return { code, out: out(), err: err() };
}
