import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainDeclaration } from '../../conformance/acceptance/declaration.ts';
import { judge } from '../../conformance/acceptance/judge.ts';
import { PermittedError } from '../../conformance/acceptance/permitted-error.ts';
import { references } from '../../conformance/acceptance/references.ts';
import { readToken } from '../../conformance/run/token.ts';
import { textInput } from '../../conformance/settings.ts';
import { specs } from '../../spec/losses/index.ts';
import { boardFolder, readBoard } from './board.ts';
import { defectOf } from './defect.ts';
import { pages } from './pages.ts';

const board = readBoard();
const defects = board.claims.map((claim) => defectOf(claim, board.runs));

const written = pages(board);

it('the pages are what their data say', () => {
  for (const [path, text] of Object.entries(written))
    expect(readFileSync(new URL(path, boardFolder), 'utf8'), path).toBe(text);
});

it('every defect is listed, and shown behind its number with the line that replays it', () => {
  const rows = written['../scoreboard.md']!.split('\n');
  for (const { claim, run, token } of defects) {
    const what = claim.what.replaceAll('|', '\\|');
    const keys = rows.flatMap((row) =>
      row.endsWith(`| ${what} |`) ? [...row.matchAll(/^\| \[\w+\]\(scoreboard\/([\w-]+\.md)#(\w+)\)/g)] : [],
    );
    const shown = keys
      .filter(([, file]) => file === `${run.name}.md`)
      .map(([, file, key]) => written[file!]!.split(`<a id="${key}"></a>\n`)[1]!.split('<a id=')[0]!);
    expect(
      shown.filter((text) => text.includes(claim.function) && text.includes(`replay ${token} `)),
      claim.what,
    ).toHaveLength(1);
  }
});

it('every run ended well, and what deviates has a reason', () => {
  for (const { name, summary } of board.runs) {
    expect(summary.exitCode, name).toBe(0);
    for (const { loss, unexplained } of summary.losses) expect(unexplained, `${name}: ${loss}`).toEqual([]);
  }
});

it('there are fifteen wrong answers at least, each of a function and an expectation of its own', () => {
  const wrong = board.claims.filter(({ kind }) => kind === 'wrong');
  expect(wrong.length).toBeGreaterThanOrEqual(15);
  expect(new Set(board.claims.map((c) => `${c.run} ${c.expectation}`)).size).toBe(board.claims.length);
});

describe.each(defects)('$claim.run, $claim.expectation', ({ claim, case: c, token, exact }) => {
  it('replays the case that is shown', () => {
    expect(readToken(token).base).toEqual(c);
  });

  it('is refuted: the permitted error has room for the exact answer, and none for this one', () => {
    const [want] = c.wants as [(typeof c.wants)[number]];
    const wrt = want === 'value' ? [] : [want.slice('gradient.'.length)];
    const inputs = { ...textInput(specs[c.loss]!, c), wrt, cotangent: c.cotangent };
    const permitted = new PermittedError(references[c.loss]!.algorithms, inputs, plainDeclaration(c.dtype));
    const reference = permitted.reference(want);
    const accepts = (x: number): boolean => judge({ [want]: reference.with(claim.index, x) }, permitted).accepted;
    if (claim.exact === undefined) expect(accepts(Number(exact))).toBe(true);
    if (claim.got.startsWith('refused: ')) return expect(reference.every(Number.isFinite)).toBe(true);
    if (claim.exact === undefined) return expect(accepts(Number(claim.got))).toBe(false);
    // At a kink it is all numbers together that are not permitted: the others tie for the same.
    const got = reference.map((x, i) => (i === 0 ? x : Number(claim.got)));
    expect(judge({ [want]: got }, permitted).accepted).toBe(false);
  });
});
