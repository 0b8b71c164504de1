import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { agreement } from '../../../bench/agreement.ts';
import { main } from '../../../conformance/cli/main.ts';
import { captured } from '../../../conformance/cli/test-support/captured.ts';
import { loadLosses } from '../../../conformance/losses/load-losses.ts';
import type { Losses } from '../../../conformance/losses/losses.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
async function lossproof(...argv: string[]) {
  const { io, out, err } = captured();
  const code = await main([...argv, '--loss', folder], io);
  return { code, out: out(), err: err() };
}
let losses: Losses;
beforeAll(async () => {
  losses = await loadLosses([folder]);
});

describe('a loss of a folder', () => {
  it('agrees with the oracle', () => {
    const { rows, regimes, outside } = agreement(losses.specs.linex!, losses.references.linex!, { count: 60, seed: 1 });
    expect(outside).toEqual([]);
    expect(regimes.size).toBeGreaterThan(8);
    const outputs = ['value', 'gradient.prediction', 'gradient.target', 'gradient.weight', 'gradient.a', 'gradient.b'];
    expect([...rows.keys()].sort()).toEqual(outputs.sort());
    for (const { compared } of rows.values()) expect(compared).toBeGreaterThan(20);
  });
  it('has a reference in which every law holds', async () => {
    const { code, out } = await lossproof('run', 'reference', '--select', 'linex', '--dtype', 'f64,f32');
    expect(out).toContain('1 loss, 48 tests: 48 passed.');
    expect(code).toBe(0);
  });
  it('is a graph, whose gradients are right, too', async () => {
    const { code, out } = await lossproof('run', 'onnxruntime', '--select', 'linex/{definition,gradient,edges}');
    expect(out).toContain('1 loss, 3 tests: 3 passed.');
    expect(code).toBe(0);
  });
  it('is proved and disproved in a module, and a failure is replayed', async () => {
    const module = fileURLToPath(new URL('linex.mjs', import.meta.url));
    const { code, out } = await lossproof('run', module, '--select', 'linex{,@*}/{definition,edges,scale}');
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}linex +f64 .* ok$/m);
    expect(out).toContain('FAILED linex@mirrored');
    // Only what is not at its default is shown, as of the suite's own losses.
    expect(out).not.toContain('empty = nan');
    const [, token] = /lossproof replay (\S+) --loss \S+ \S+linex\.mjs\n/.exec(out)!;
    expect((await lossproof('replay', token!, module)).out).toContain('The law is broken.\n');
    expect((await lossproof('explain', token!)).out).toContain('a case of linex');
  });
  it('is listed and explained like any other', async () => {
    expect((await lossproof('list')).out).toMatch(
      /^regression\n(?: {2}.*\n)* {2}linex +prediction, target, \[weight\] +24 of \d+/m,
    );
    const { code, out } = await lossproof('explain', 'linex');
    expect(code).toBe(0);
    for (const what of ['b * (exp(x) - x - 1)', 'how lopsided it is', 'Zellner', `--loss ${folder} --select linex`]) {
      expect(out).toContain(what);
    }
    expect((await lossproof('explain', 'scale')).out).toContain('linex');
  });
});
