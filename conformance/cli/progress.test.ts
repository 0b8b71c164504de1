import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { evidence, test } from '../report/test-support/fabricated-report.ts';
import { progressOn } from './progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function terminal(isTTY: boolean) {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  return { stderr, text: () => String(stderr.read() ?? '') };
}
const erase = '\r\u001b[K';

it('is silent where stderr is no terminal', () => {
  const { stderr, text } = terminal(false);
  const progress = progressOn({ stderr });
  progress.ask({ subject: 'mse', cases: 3 });
  progress.show(test('mse', 'edges'), 1, 2);
  progress.clear();
  vi.runAllTimers();
  expect(text()).toBe('');
});

it('keeps one line, a few times a second, and takes it away', () => {
  const { stderr, text } = terminal(true);
  const progress = progressOn({ stderr });
  progress.show(test('mse', 'edges'), 1, 3);
  vi.advanceTimersByTime(10);
  progress.show(test('mse', 'finite', { verdict: 'fail', evidence: evidence() }), 2, 3);
  progress.show(test('mse', 'convex'), 3, 3);
  expect(text()).toBe(`${erase}1/3  mse/edges/f32`);
  vi.advanceTimersByTime(200);
  expect(text()).toBe(`${erase}3/3, 1 failed  mse/convex/f32`);
  progress.show(test('mse', 'convex'), 3, 3);
  progress.show(test('mse', 'edges'), 3, 3);
  progress.clear();
  vi.runAllTimers();
  expect(text()).toBe(`${erase}3/3, 1 failed  mse/convex/f32${erase}`);
});

it('says what is asked while no answer comes, before there is a result and after', () => {
  const { stderr, text } = terminal(true);
  const progress = progressOn({ stderr });
  progress.ask({ subject: 'mse@loops', cases: 210 });
  expect(text()).toBe(`${erase}mse@loops: 210 cases asked`);
  progress.show(test('mse', 'edges'), 1, 3);
  progress.ask({ subject: 'huber', cases: 1 });
  vi.advanceTimersByTime(1000);
  expect(text()).toBe(`${erase}1/3  huber: 1 case asked`);
});
