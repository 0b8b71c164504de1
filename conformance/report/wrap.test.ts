import { describe, expect, it } from 'vitest';
import { labelled, wrap } from './wrap.ts';

describe('wrap', () => {
  it('breaks between words, within the width', () => {
    expect(wrap('one two three four', 2, 11)).toEqual(['  one two', '  three', '  four']);
  });
  it('keeps a long word whole and the breaks of the text', () => {
    expect(wrap('a muchtoolongword b\n\nc', 0, 8)).toEqual(['a', 'muchtoolongword', 'b', '', 'c']);
  });
});

describe('labelled', () => {
  it('stands the text beside the label', () => {
    const text = `${'word '.repeat(25)}end`;
    const lines = labelled('found', text, 4, 8);
    expect(lines[0]!.startsWith('    found   word word')).toBe(true);
    expect(lines[1]!.startsWith('            word')).toBe(true);
    expect(lines.every((l) => l.length <= 110)).toBe(true);
  });
  it('counts the label, not how it is shown', () => {
    expect(labelled('law', 'holds', 2, 5, '<law>')).toEqual(['  <law>  holds']);
  });
});
