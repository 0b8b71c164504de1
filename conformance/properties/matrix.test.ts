import { expect, test } from 'vitest';
import type { LawId } from '../../spec/language/law.ts';
import { specs } from '../../spec/losses/index.ts';
import { properties } from './index.ts';
import { baseOfWitness, confirmWitness, matrix } from './matrix.ts';
import { evaluated } from './test-support/examine.ts';
import { mseSetting } from './test-support/settings.ts';
import { altered, mse } from './test-support/toy-losses.ts';

const laws = Object.keys(properties) as LawId[];

test('every law has a property of its name, with one plain sentence', () => {
  for (const law of laws) {
    expect(properties[law].law).toBe(law);
    expect(properties[law].sentence).toMatch(/^[A-Z][^\n]*\.$/);
  }
});

test('the table has no blanks, and every cell says why', () => {
  const cells = matrix(Object.values(specs));
  expect(cells).toHaveLength(Object.keys(specs).length * laws.length);
  for (const cell of cells) {
    if (cell.kind === 'holds') expect(cell.instances.length).toBeGreaterThan(0);
    if (cell.kind === 'false') expect(cell.witnesses).toHaveLength(1);
    if (cell.kind === 'inapplicable') expect(cell.because).not.toBe('');
  }
});

test('a law that a spec leaves out is named', () => {
  const { scale: _, ...laws } = specs.mse!.laws;
  expect(() => matrix([{ ...specs.mse!, laws: laws as never }])).toThrow('mse says nothing of the law scale');
});

const tools = {
  specOf: (id: string) => specs[id],
  formula: () => {
    throw new Error('no formula is needed');
  },
};
const cell = specs.mse!.laws.lipschitz;
if (cell.kind !== 'false') throw new Error('mse is not Lipschitz');
const { witness } = cell;

test('a witness wants everything, in float64', () => {
  expect(baseOfWitness(specs.mse!, witness)).toMatchObject({
    dtype: 'f64',
    reduction: 'none',
    wants: ['value', 'gradient.prediction', 'gradient.target'],
  });
});

test('a witness is confirmed by what breaks on it, and not by what does not', async () => {
  const by = (toy: typeof mse) => async (cases: Parameters<typeof evaluated>[0][]) =>
    cases.map((c) => evaluated(c, toy, mseSetting));
  const confirmed = await confirmWitness(specs.mse!, 'lipschitz', witness, by(mse) as never, tools);
  expect(confirmed?.verdict).toBe('fail');
  const flat = by(altered(mse, () => 0));
  const denied = await confirmWitness(specs.mse!, 'lipschitz', witness, flat as never, tools);
  expect(denied?.verdict).toBe('pass');
});
