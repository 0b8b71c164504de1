import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { processImplementation } from '../implementations/process.ts';
import { stillWaiting } from './still-waiting.ts';

function wrote(printed: string | undefined, ms: number, isThereAt = Number.POSITIVE_INFINITY): string {
  const stderr = new PassThrough();
  const isThere = stillWaiting(printed === undefined ? {} : { printed }, { stderr });
  if (isThereAt < ms) {
    vi.advanceTimersByTime(isThereAt);
    isThere();
  }
  vi.advanceTimersByTime(ms);
  isThere();
  return String(stderr.read() ?? '');
}

describe('an adapter that does not answer hello', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const waiting = 'still waiting for an answer to hello, for which an adapter has at least 60 s: ';

  it('has one line after ten seconds, with what it printed', () => {
    expect(wrote('\nstderr: Loading\n  weights\n', 9_999)).toBe('');
    expect(wrote('\nstderr: Loading\n  weights\n', 60_000)).toBe(`${waiting}stderr: Loading; weights\n`);
    expect(wrote('', 10_000)).toBe(`${waiting}it has printed nothing\n`);
  });
  it('shows the end of much', () => {
    const text = wrote(`${'x'.repeat(5000)} at last`, 10_000);
    expect(text).toMatch(/60 s: \.\.\.x+ at last\n$/);
    expect(text.length).toBeLessThan(400);
  });
  it('has none where it answers before, and where it is no process', () => {
    expect(wrote('', 60_000, 9_000)).toBe('');
    expect(wrote(undefined, 60_000)).toBe('');
  });
});

it('is known for what it printed while it is waited for', async () => {
  const echoing = processImplementation(['cat'], { startTimeoutMs: 60_000 });
  const refused = expect(echoing.describe()).rejects.toThrow('the implementation was closed');
  await vi.waitFor(() => expect(echoing.printed).toContain('stdout, outside the protocol: {"op":"hello"'), 20_000);
  await echoing.close();
  await refused;
});
