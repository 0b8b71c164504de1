import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plainDeclaration } from '../acceptance/declaration.ts';
import type { Description } from '../implementation.ts';
import type { RunWords } from './run.ts';
import { runOptions } from './run-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

const support = { origin: 'library', params: {}, reductions: ['mean'], dtypes: ['f32'], wants: ['value'] } as const;
const description: Description = {
  name: 'thing',
  version: '1',
  language: 'C',
  device: 'cpu',
  deterministic: true,
  validates: false,
  arithmetic: { f64: plainDeclaration('f64'), f32: plainDeclaration('f32') },
  losses: { mse: support, 'cross_entropy@fused': support },
};
const words = (more: Partial<RunWords> = {}): RunWords => ({
  ep: 'cpu',
  seed: 5,
  strict: false,
  profile: 'standard',
  ...more,
});
const options = (more: Partial<RunWords> = {}, own?: string, of = description) => runOptions(words(more), of, own);

describe('runOptions', () => {
  it('asks for every loss in float32 where nothing is said', () => {
    const { options: o, file } = options();
    expect(o).toMatchObject({ profile: 'standard', seed: 5, strict: false, dtypes: ['f32'], expectations: [] });
    expect(o.specs.map((s) => s.id)).toContain('mse');
    expect(['cases', 'select', 'skip', 'require', 'dialect'].filter((key) => key in o)).toEqual([]);
    expect(file).toBeUndefined();
  });
  it('hands on what is said', () => {
    const { options: o } = options({
      cases: 9,
      select: 'mse',
      skip: '*/edges',
      require: 'mse/definition',
      strict: true,
      dialect: 'keras',
      dtype: ['f64', 'f32'],
    });
    expect(o).toMatchObject({ cases: 9, select: 'mse', skip: '*/edges', require: 'mse/definition', strict: true });
    expect([o.dialect?.id, o.dtypes]).toEqual(['keras', ['f64', 'f32']]);
  });
  it('takes the first declared dtype where float32 is not there, and refuses what is not declared', () => {
    const half = { ...description, arithmetic: { f16: plainDeclaration('f16') } };
    expect(options({}, undefined, half).options.dtypes).toEqual(['f16']);
    expect(() => options({ dtype: ['bf16', 'f16'] })).toThrow('thing does not have bf16 or f16: it declares f64, f32');
    expect(options({ dtype: ['f16', 'f32'] }).options.dtypes).toEqual(['f16', 'f32']);
    expect(() => options({}, undefined, { ...description, arithmetic: {} })).toThrow('declares no floating-point type');
  });
  it('knows forms that the implementation has', () => {
    expect(options({ select: 'cross_entropy@fused/definition' }).options.select).toBe('cross_entropy@fused/definition');
    expect(() => options({ select: 'mse@fused' })).toThrow('--select mse@fused matches no test.');
  });
  it.each([
    [
      'a misspelt loss',
      { select: 'huberr' },
      '--select huberr matches no test. There is no loss huberr here. Did you mean huber?',
    ],
    ['a law alone', { skip: 'gradient' }, "--skip gradient matches no test. gradient is a law: write '*/gradient'."],
    ['a dtype alone', { select: 'f32' }, '--select f32 matches no test. f32 is a dtype: use --dtype f32.'],
    [
      'a misspelt law',
      { require: 'mse/gradiant' },
      '--require mse/gradiant matches no test. There is no law gradiant here. Did you mean gradient?',
    ],
    [
      'a dtype that this run does not have',
      { select: 'mse/edges/f64' },
      '--select mse/edges/f64 matches no test. There is no dtype f64 here. This run is in f32.',
    ],
    ['a law that the loss does not have', { select: 'mse/rotation' }, /rotation matches no test\. Tests are named/],
    ['a pattern that is none', { select: 'mse//f32' }, /^--select: the pattern "mse\/\/f32"/],
    ['a dialect', { dialect: 'keros' }, /no dialect "keros": there are .*keras.* Did you mean keras\?/],
    ['a dialect named as an object has it', { dialect: 'constructor' }, /no dialect "constructor"/],
  ])('refuses %s', (_, more, message) => {
    expect(() => options(more)).toThrow(message);
  });
  describe('expectations', () => {
    const entry = { id: 'mse', status: 'fails', reason: 'x', issue: 'unreported', classes: ['value'] };
    const file = join(folder, 'known.json');
    writeFileSync(file, JSON.stringify({ schema: 'lossproof-expectations/1', expectations: [entry] }));
    it('come from the file that is named, or else from the own one', () => {
      expect(options({ expect: file }).options.expectations).toEqual([entry]);
      expect(options({}, file)).toMatchObject({ file, options: { expectations: [entry] } });
    });
    it('are none where they are not wanted', () => {
      expect(options({ expect: false }, file)).toMatchObject({ file: undefined, options: { expectations: [] } });
    });
    it('must be readable', () => {
      expect(() => options({ expect: join(folder, 'absent.json') })).toThrow(/absent\.json cannot be read/);
    });
  });
});
