import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { caseToJson } from '../case.ts';
import { mseCase } from '../report/test-support/fabricated-report.ts';
import { writeToken } from '../run/token.ts';
import { lossproof } from './test-support/lossproof.ts';

const base = mseCase('f64', [3, 0.5]);
const token = writeToken({ law: 'definition', instance: 0, base });

describe('replay', () => {
  it('asks the case again and exits with 0 where the law holds', async () => {
    const { code, out, err } = await lossproof('replay', token, 'reference');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('mse/definition/f64 on lossproof reference');
    expect(out).toContain('prediction  [3, 0.5]');
    expect(out).toContain('The law holds for this case.\n');
  });
  it('exits with 4 where nothing was found out', async () => {
    const silent = writeToken({ law: 'zero_weight_irrelevant', instance: 0, base });
    const { code, out } = await lossproof('replay', silent, 'reference');
    expect(code).toBe(4);
    expect(out).toContain('Nothing was found out: the law says nothing about this case.');
  });
  it('exits with 2 for a token that is none, and with 3 for a command that does not start', async () => {
    const damaged = await lossproof('replay', token.slice(0, -20), 'reference');
    expect(damaged).toMatchObject({ code: 2, out: '' });
    expect(damaged.err).toMatch(/^error: this is no replay token/);
    expect((await lossproof('replay', token, '--', 'lossproof-no-such-command')).code).toBe(3);
  });
});

describe('explain', () => {
  const folder = mkdtempSync(join(tmpdir(), 'explain-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (content: unknown): string => {
    const path = join(folder, 'case.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  it.each([
    ['a token', () => token],
    ['a file', () => file(caseToJson(base))],
    ['a file that holds it as the key case', () => file({ case: caseToJson(base), got: '1' })],
  ])('shows the case of %s with reference and exact answer', async (_, what) => {
    const { code, out } = await lossproof('explain', what());
    expect(code).toBe(0);
    // (9 + 1/4) / 2, and 2 e / 2.
    expect(out).toMatch(/value\n +reference +exact\n +4\.625 +4\.625\n/);
    expect(out).toMatch(/gradient\.prediction\n.*\n {2}\[0\] {2}3 +3\n {2}\[1\] {2}0\.5 +0\.5\n/);
  });
  it('says why there is no exact answer where something is not finite', async () => {
    const { code, out } = await lossproof('explain', file(caseToJson(mseCase('f64', [Number.NaN]))));
    expect(code).toBe(0);
    expect(out).toContain('The formula gives no value: ');
  });
  it('knows losses and laws', async () => {
    expect((await lossproof('explain', 'huber', '--tex')).out).toContain('\\delta');
    expect(await lossproof('explain', 'huber@base')).toEqual(await lossproof('explain', 'huber'));
    const law = await lossproof('explain', 'translation');
    expect(law.out).toContain('Holds for\n');
    expect(law.out).toContain("lossproof run --select '*/translation'");
  });
  it.each([
    ['a misspelt loss of a form', () => 'hubr@base', /no loss, law or file "hubr@base".*Did you mean huber\?/],
    ['a misspelt loss', () => 'hubr', /no loss, law or file "hubr".*Did you mean huber\?/],
    ['a file that is no case', () => file('{}'), /case\.json holds no case: loss: /],
    ['a file that is no JSON', () => file('{'), /case\.json holds no case: .*JSON/],
    [
      'a case whose numbers do not fill their shape',
      () => file({ ...caseToJson(base), cotangent: { dtype: 'f64', shape: [3], data: '' } }),
      /holds no case: cotangent: 0 bytes do not fill/,
    ],
    [
      'a case of no loss',
      () => file({ ...caseToJson(base), loss: 'huberr' }),
      /the case is of huberr.*Did you mean huber\?/,
    ],
    ['a damaged token', () => `${token.slice(0, -30)}${'A'.repeat(30)}`, /token/],
  ])('exits with 2 for %s', async (_, what, message) => {
    const { code, out, err } = await lossproof('explain', what());
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
});
