import { expect, it } from 'vitest';
import { plainStyle } from './style.ts';
import { table } from './table.ts';

const columns = [{ heading: 'loss' }, { heading: 'cases', align: 'right' as const }, { heading: 'verdict' }];
const rows = [
  ['mse', '1 000', 'ok'],
  ['cross_entropy', '7', { text: '1 failed', emphasis: 'red' as const }],
];

it('aligns columns to their widest cell', () => {
  expect(table(columns, rows, plainStyle)).toEqual([
    '  loss           cases  verdict',
    '  mse            1 000  ok',
    '  cross_entropy      7  1 failed',
  ]);
});

it('does not count emphasis as width', () => {
  const loud = [[{ text: 'a', emphasis: 'red' as const }, '1', 'x']];
  expect(table(columns, loud, (e, t) => `<${e}>${t}</>`)[1]).toBe('  <red>a</>         1  x');
});
