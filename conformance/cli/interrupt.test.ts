import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { listenForInterrupt } from './interrupt.ts';

it('asks to stop at the first signal and leaves the second one to the system', () => {
  const before = process.listenerCount('SIGINT');
  const stderr = new PassThrough();
  const interrupt = listenForInterrupt({ stderr });
  expect([interrupt.pressed(), process.listenerCount('SIGINT')]).toEqual([false, before + 1]);
  process.emit('SIGINT');
  expect([interrupt.pressed(), process.listenerCount('SIGINT')]).toEqual([true, before]);
  expect(String(stderr.read())).toContain('Press Ctrl-C again to end at once');
});

it('is gone once disposed of', () => {
  const before = process.listenerCount('SIGINT');
  listenForInterrupt({ stderr: new PassThrough() }).dispose();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
