import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { libraryFunctions } from '../../conformance/cli/explain/facts.ts';
import { mutants } from '../../conformance/mutants/index.ts';
import { specs } from '../../spec/losses/index.ts';
import { sourceLesson } from '../../spec/source-lesson.ts';
import { documents, staleDocuments } from './documents.ts';

const root = new URL('../../', import.meta.url);
const written = await documents();

test('the generated documents are fresh', () => {
  expect(staleDocuments(written)).toEqual([]);
});

test.each(Object.values(specs))('the page of $id has everything that the project says of it', (spec) => {
  const page = written[`docs/losses/${spec.id}.md`]!;
  expect(page).toMatch(/```math\n.+\n```/);
  expect(written['spec/README.md']).toContain(`[${spec.id}](../docs/losses/${spec.id}.md)`);
  const plain = page.replaceAll('\\|', '|');
  for (const { mistake } of mutants.filter(({ loss }) => loss === spec.id)) expect(plain).toContain(mistake);
  for (const { title, text } of spec.traps) expect(plain).toContain(`**${title}**: ${text}`);
  for (const { title } of spec.edges) expect(plain).toContain(title);
  for (const law of Object.keys(spec.laws)) expect(plain).toContain(law);
  for (const name of [...Object.keys(spec.operands), ...Object.keys(spec.params)])
    expect(plain).toContain(`\`${name}\``);
  for (const { function: name } of libraryFunctions(spec)) expect(plain).toContain(`\`${name}\``);
  expect(page).not.toMatch(/undefined|\[object/);
});

test('every link of every page leads to something', () => {
  for (const [path, text] of Object.entries(written)) {
    for (const [, to, anchor] of text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g)) {
      const target = to === '' ? path : posix.join(posix.dirname(path), to!);
      expect(existsSync(new URL(target, root)), `${path}: ${to}`).toBe(true);
      if (anchor?.match(/^[wi]\d+$/))
        expect(readFileSync(new URL(target, root), 'utf8'), `${path}: ${to}`).toContain(`<a id="${anchor}"></a>`);
    }
  }
});

test('the coverage table has every row of the lesson', () => {
  const text = written['README.md']!;
  for (const { system, entries } of sourceLesson)
    for (const id of entries) expect(text).toContain(`| ${system} | [${id}](docs/losses/${id}.md) |`);
});
