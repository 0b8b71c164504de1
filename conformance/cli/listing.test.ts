import { expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { plainStyle } from '../report/style.ts';
import { lawTableJson } from './law-table.ts';
import { listing, listingJson } from './listing.ts';

it('has a line for every loss, with optional operands in brackets', () => {
  const lines = listing(plainStyle, specs).split('\n');
  for (const id of Object.keys(specs)) expect(lines.some((l) => l.startsWith(`  ${id} `))).toBe(true);
  expect(lines.find((l) => l.startsWith('  mse '))).toMatch(/mse +prediction, target, \[weight\] +\d+ of \d+/);
  expect(lines.indexOf('regression')).toBeLessThan(lines.findIndex((l) => l.startsWith('  mse ')));
  expect(lines).toContain('  mse: denominator, empty');
  expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(120);
});

it('is JSON for programs, with every law of every loss', () => {
  const losses = JSON.parse(listingJson(specs)) as { id: string; operands: object; laws: Record<string, string> }[];
  expect(losses.map((l) => l.id)).toEqual(Object.keys(specs));
  const mse = losses.find((l) => l.id === 'mse')!;
  expect(mse.operands).toMatchObject({ weight: { axes: ['...'], domain: 'interval', optional: true } });
  expect(mse.laws).toMatchObject({ definition: 'holds', lipschitz: 'false', label_flip: 'inapplicable' });
  expect(Object.keys(mse.laws)).toHaveLength(Object.keys(specs.mse!.laws).length);
});

it('has the table of laws as JSON, too', () => {
  const { laws, losses } = JSON.parse(lawTableJson(specs)) as {
    laws: Record<string, string>;
    losses: Record<string, Record<string, string>>;
  };
  expect(laws.definition).toMatch(/^The value is what the formula says/);
  expect(Object.keys(losses)).toEqual(Object.keys(specs));
  expect(losses.huber).toMatchObject({
    convex: 'holds',
    lipschitz: 'holds under conditions',
    bounded: 'false',
    label_flip: 'inapplicable',
  });
  for (const own of Object.values(losses)) expect(Object.keys(own)).toEqual(Object.keys(laws));
});
