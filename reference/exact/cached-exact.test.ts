import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { huber } from '../../spec/losses/regression/huber.ts';
import { cachedExact } from './cached-exact.ts';
import { contentKey } from './content-key.ts';
import { exact } from './exact.ts';
import type { ExactInput } from './exact-outputs.ts';
import { tensor, tensors } from './test-support/local-spec.ts';

const input: ExactInput = {
  operands: tensors({ prediction: [0.1, 1, 3], target: [0, 0, 0] }),
  params: { delta: 1 },
  reduction: 'sum',
  wants: ['value', 'gradient.prediction', 'gradient.delta'],
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answers-'));
});
afterEach(() => rm(folder, { recursive: true }));
const files = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json'));

describe('kept answers', () => {
  it('are those of the oracle, kinks and all', async () => {
    const answers = cachedExact(folder);
    const first = await answers(huber, input);
    expect(first).toEqual(exact(huber, input));
    expect(await answers(huber, input)).toEqual(first);
    const key = contentKey(huber, input);
    expect(await files()).toEqual([join('huber', key.spec, `${key.input}.json`)]);
  });

  it('are read, not computed again', async () => {
    await cachedExact(folder)(huber, input);
    const [file] = (await files()) as [string];
    const path = join(folder, file);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"digits": 64', '"digits": 65'));
    expect((await cachedExact(folder)(huber, input)).digits).toBe(65);
  });

  it('are not found for another formula, and a damaged one is named', async () => {
    const answers = cachedExact(folder);
    await answers(huber, input);
    const [file] = (await files()) as [string];
    await writeFile(join(folder, file), '{"outputs": ');
    await expect(answers(huber, input)).rejects.toThrow(`${file} is no answer of the oracle; delete it`);
    const other = await answers({ ...huber, formula: `2 * (${huber.formula})` }, input);
    expect(Number(other.outputs.value!.values[0])).toBeCloseTo(2 * (0.005 + 0.5 + 2.5), 12);
    expect(await files()).toHaveLength(2);
  });

  it('fail as the oracle does, and nothing is kept of that', async () => {
    await expect(cachedExact(folder)(huber, { ...input, operands: {} })).rejects.toThrow('huber needs the operand');
    expect(await files()).toEqual([]);
  });
});

describe('the key of an answer', () => {
  const key = (more: Partial<ExactInput> = {}): string => contentKey(huber, { ...input, ...more }).input;

  it('is of the content, whatever the order and what is left out', () => {
    expect(key({ wants: [...input.wants].reverse() })).toBe(key());
    expect(key({ params: { empty: 'nan', delta: 1 } })).toBe(key());
    expect(key({ params: {} })).toBe(key());
  });
  it('tells apart what differs', () => {
    const others = [
      key({ wants: ['value'] }),
      key({ params: { delta: 2 } }),
      key({ reduction: 'mean' }),
      key({ operands: tensors({ prediction: [0.1, 1, 3], target: [0, 0, 5e-324] }) }),
      key({ operands: tensors({ prediction: [[0.1, 1, 3]], target: [[0, 0, 0]] }) }),
      key({ cotangent: tensor(2) }),
    ];
    expect(new Set([key(), ...others]).size).toBe(others.length + 1);
  });
  it('is of the spec only as far as it matters', () => {
    const of = (more: object): string => contentKey({ ...huber, ...more }, input).spec;
    expect(of({ summary: 'other words', traps: [], examples: [] })).toBe(of({}));
    expect(of({ formula: `${huber.formula} ` })).not.toBe(of({}));
    expect(of({ items: ['N'] })).not.toBe(of({}));
  });
});
