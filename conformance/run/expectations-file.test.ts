import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { caseToJson } from '../case.ts';
import { mseCase } from '../report/test-support/fabricated-report.ts';
import { readExpectations } from './expectations-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'expectations-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(content: unknown): string {
  const path = join(folder, 'expectations.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const entry = {
  id: 'mse/edges/*',
  status: 'fails',
  reason: 'returns 0 for an empty batch',
  kind: 'edge',
  issue: 'https://example.org/issues/1',
  versions: '>=1.13 <2',
  expires: '2030-01-31',
  classes: ['edge'],
  pin: { case: caseToJson(mseCase()), exact: '4.5', got: '4.25' },
};
const holding = (...expectations: unknown[]) => ({ schema: 'lossproof-expectations/1', expectations });

describe('readExpectations', () => {
  it('reads every field', () => {
    expect(readExpectations(file(holding(entry)))).toEqual([entry]);
  });
  const committed = fileURLToPath(new URL('../expectations/', import.meta.url));
  it.each(readdirSync(committed))('reads the committed %s', (name) => {
    expect(readExpectations(join(committed, name)).length).toBeGreaterThan(0);
  });
  it('names the file that is not there or is not JSON', () => {
    expect(() => readExpectations(join(folder, 'absent.json'))).toThrow(
      /absent\.json cannot be read: there is no such file or folder/,
    );
    expect(() => readExpectations(file('{'))).toThrow(/expectations\.json cannot be read: .*JSON/);
  });
  it.each([
    ['a wrong schema', { ...holding(), schema: 'x' }, /at schema: .*lossproof-expectations\/1/],
    ['a missing reason', holding({ ...entry, reason: undefined }), /at expectations\.0\.reason/],
    ['an empty reason', holding({ ...entry, reason: '' }), /at expectations\.0\.reason/],
    ['an unknown kind', holding({ ...entry, kind: 'bad' }), /at expectations\.0\.kind/],
    ['a bad glob', holding({ ...entry, id: '{mse' }), /at expectations\.0\.id: .*braces/],
    ['a bad range', holding({ ...entry, versions: '1.x' }), /at expectations\.0\.versions: .*comparison/],
    ['an unknown class', holding({ ...entry, classes: ['wrong'] }), /at expectations\.0\.classes\.0/],
    ['no classes', holding({ ...entry, classes: [] }), /at expectations\.0\.classes/],
    ['a date that is none', holding({ ...entry, expires: '2030-02-31' }), /at expectations\.0\.expires/],
    ['an issue that is no link', holding({ ...entry, issue: 'see above' }), /at expectations\.0\.issue/],
    ['a field that is unknown', holding(entry, { ...entry, until: '2030' }), /at expectations\.1: .*until/],
    [
      'a pin whose bytes do not fill its shape',
      holding({
        ...entry,
        pin: { ...entry.pin, case: { ...entry.pin.case, cotangent: { dtype: 'f32', shape: [2], data: 'AAAA' } } },
      }),
      /at expectations\.0\.pin\.case: cotangent: 3 bytes do not fill/,
    ],
  ])('refuses %s and says where', (_, content, message) => {
    expect(() => readExpectations(file(content))).toThrow(message);
  });
});
