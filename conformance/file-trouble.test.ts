import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fileTrouble } from './file-trouble.ts';

const troubleOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return fileTrouble(error);
  }
  throw new Error('there was none');
};

it.each([
  ['there is no such file or folder', () => readFileSync('nowhere.json')],
  ['it is a folder', () => readFileSync('.')],
  ['a part of the path is a file, and no folder', () => writeFileSync('package.json/report.json', '')],
])('says %j', (words, act) => {
  expect(troubleOf(act)).toBe(words);
});
it('leaves what is no trouble with a file as it is', () => {
  expect(troubleOf(() => JSON.parse('{'))).toMatch(/JSON/);
});
