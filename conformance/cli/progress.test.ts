import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { evidence, test } from '../report/test-support/fabricated-report.ts';
import { progressOn } from './progress.ts';

function terminal(isTTY: boolean) {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  return { stderr, text: () => String(stderr.read() ?? '') };
}

it('is silent where stderr is no terminal', () => {
  const { stderr, text } = terminal(false);
  const progress = progressOn({ stderr });
  progress.show(test('mse', 'edges'), 1, 2);
  progress.clear();
  expect(text()).toBe('');
});

it('keeps one line, a few times a second, and takes it away', () => {
  const { stderr, text } = terminal(true);
  let time = 0;
  const progress = progressOn({ stderr }, () => time);
  progress.show(test('mse', 'edges'), 1, 3);
  time = 10;
  progress.show(test('mse', 'finite', { verdict: 'fail', evidence: evidence() }), 2, 3);
  time = 200;
  progress.show(test('mse', 'convex'), 3, 3);
  progress.clear();
  const erase = '\r\u001b[K';
  expect(text()).toBe(`${erase}1/3  mse/edges/f32${erase}3/3, 1 failed  mse/convex/f32${erase}`);
});
