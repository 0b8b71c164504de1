import type { ProcessImplementation } from '../../implementations/process.ts';
import type { Check } from './check.ts';

/** Says goodbye, and looks whether the process ends on it. */
export async function checkFarewell(implementation: ProcessImplementation): Promise<Check> {
  const name = 'end';
  await implementation.close();
  const ended = implementation.ended ?? 'it was closed';
  if (/^it exited with code 0\b/.test(ended)) return { name, status: 'ok', says: ['it ends when it is told to'] };
  if (/^it was closed\b/.test(ended)) {
    return { name, status: 'note', says: ['it did not end within a second of `bye`, and was killed'] };
  }
  const fix = 'end with exit code 0 on `bye` (docs/protocol.md, "bye")';
  return { name, status: 'problem', says: [`on \`bye\` ${ended.split('\n')[0]}`], fix };
}
