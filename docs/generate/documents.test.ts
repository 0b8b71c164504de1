import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { sourceLesson } from '../../spec/source-lesson.ts';
import { documents, staleDocuments } from './documents.ts';

test('the generated documents are fresh', () => {
  expect(staleDocuments()).toEqual([]);
});

test('the spec as a document tells of every loss, with its formula', () => {
  const text = documents()['spec/README.md']!;
  for (const id of Object.keys(specs)) {
    const at = text.indexOf(`\n### ${id}\n`);
    expect([id, at > 0]).toEqual([id, true]);
    expect(text.slice(at, text.indexOf('\n### ', at + 5))).toMatch(/```math\n.+\n```/);
  }
});

test('the coverage table has every row of the lesson and every entry', () => {
  const text = documents()['README.md']!;
  for (const { system, entries } of sourceLesson)
    for (const id of entries) expect(text).toContain(`| ${system} | \`${id}\` |`);
  for (const id of Object.keys(specs)) expect(text).toContain(`\`${id}\``);
});
