import { describe, expect, it } from 'vitest';
import { LineReader } from './line-reader.ts';

/** What a reader with the prefix `@@n ` and a limit of 20 bytes makes of these chunks. */
function read(...chunks: string[]) {
  const seen: string[] = [];
  const reader = new LineReader('@@n ', 20, {
    onMessage: (text) => seen.push(`message ${text}`),
    onNoise: (text) => seen.push(`noise ${text}`),
    onOversize: (bytes) => seen.push(`oversize ${bytes}`),
  });
  for (const chunk of chunks) reader.push(Buffer.from(chunk));
  return { seen, reader };
}

describe('LineReader', () => {
  it('tells the lines with the prefix from the others', () => {
    expect(read('hello\n@@n {"a":1}\n\n@@m {}\n').seen).toEqual(['noise hello', 'message {"a":1}', 'noise @@m {}']);
  });
  it('joins lines that arrive in pieces, also within a character', () => {
    const bytes = Buffer.from('@@n "é"\n@@n 2\n');
    for (let cut = 1; cut < bytes.length; cut++) {
      const { seen, reader } = read();
      reader.push(bytes.subarray(0, cut));
      reader.push(bytes.subarray(cut));
      expect(seen).toEqual(['message "é"', 'message 2']);
    }
  });
  it('takes text in front of the prefix as noise', () => {
    expect(read('50% done @@n 7\n').seen).toEqual(['noise 50% done ', 'message 7']);
  });
  it('takes a line of 20 bytes and reports one of 21 once, even where it goes on', () => {
    expect(read(`@@n ${'x'.repeat(16)}\n`).seen).toEqual([`message ${'x'.repeat(16)}`]);
    expect(read(`@@n ${'x'.repeat(17)}`, 'yyy', '\n@@n 1\n').seen).toEqual(['oversize 21', 'message 1']);
  });
  it('cuts endless noise and goes on behind it', () => {
    const { seen, reader } = read('z'.repeat(30), 'z'.repeat(30));
    expect(seen).toEqual([`noise ${'z'.repeat(30)}`]);
    expect(reader.unfinished).toBe(0);
    reader.push(Buffer.from('z\n@@n 1\n'));
    expect(seen).toEqual([`noise ${'z'.repeat(30)}`, 'message 1']);
  });
  it('keeps an unfinished line, which at the end is noise', () => {
    const { seen, reader } = read('@@n {"id"');
    expect([seen, reader.unfinished]).toEqual([[], 9]);
    reader.end();
    expect([seen, reader.unfinished]).toEqual([['noise @@n {"id"'], 0]);
  });
});
