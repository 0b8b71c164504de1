import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = ['spec', 'reference', 'conformance', 'fixtures'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && f.name.endsWith('.ts') && !f.name.endsWith('.test.ts'))
    .map((f) => relative(root, join(f.parentPath, f.name)))
    .filter((path) => !/test-support|\/gen\/|fakes/.test(path)),
);
/** What a file imports: our own files by their path from the root, packages by name. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, to]) =>
    to!.startsWith('.') ? relative(root, join(root, dirname(path), to!)) : to!,
  );
}
const edges = files.flatMap((from) => importsOf(from).map((to) => ({ from, to })));
const broken = (from: RegExp, to: RegExp, but: RegExp = /^$/): string[] =>
  edges.filter((e) => from.test(e.from) && to.test(e.to) && !but.test(e.from)).map((e) => `${e.from} imports ${e.to}`);

describe('the import rule', () => {
  it('sees the files', () => {
    expect(files.length).toBeGreaterThan(200);
    expect(edges.length).toBeGreaterThan(500);
  });
  it('keeps the language of the spec on its own, and the losses on the language', () => {
    expect(broken(/^spec\/language\//, /^(reference|conformance|spec\/losses|spec\/dialects)/)).toEqual([]);
    expect(broken(/^spec\/losses\//, /^(reference|conformance|spec\/dialects)/)).toEqual([]);
  });
  it('keeps the two derivations apart', () => {
    expect(broken(/^reference\/exact\//, /^(reference\/(losses|arithmetic)|conformance)/)).toEqual([]);
    expect(broken(/^reference\/(losses|arithmetic|tensor)\//, /^(reference\/exact|conformance)/)).toEqual([]);
  });
  it('keeps the laws and the printers from the references', () => {
    const algorithms = /^reference\/losses\/(index|loss-reference|reduction|[a-z-]+\/)/;
    expect(broken(/^conformance\/(properties|run|report|cli)\//, algorithms)).toEqual([]);
  });
  it('keeps what asks and what is asked from the commands', () => {
    expect(
      broken(/^conformance\/(implementations|run|properties|arbitraries|acceptance|report)\//, /^conformance\/cli\//),
    ).toEqual([]);
  });
  it('keeps the formats of files from everything but numbers', () => {
    expect(broken(/^fixtures\/formats\//, /^(spec|conformance|fixtures\/(?!formats)|reference\/(?!tensor))/)).toEqual(
      [],
    );
    // What fixtures are made with must not be made with fixtures.
    expect(broken(/^(spec|reference|conformance\/(?!cli))/, /^fixtures\//)).toEqual([]);
  });
  it('gives every package one door', () => {
    expect(broken(/./, /^mathjs$/, /^reference\/exact\/big-number\.ts$/)).toEqual([]);
    expect(broken(/./, /^onnxruntime-(node|web)$/, /^conformance\/implementations\/onnxruntime\//)).toEqual([]);
    expect(broken(/./, /^fast-check$/, /^conformance\/(arbitraries|run)\//)).toEqual([]);
    expect(broken(/./, /^@bufbuild/, /^reference\/arithmetic\/onnx\//)).toEqual([]);
    expect(broken(/./, /^decimal\.js$/, /^reference\/arithmetic\/decimal/)).toEqual([]);
  });
});

describe('generated files', () => {
  it('are fresh', () => {
    const check = () => execFileSync('node', [join(root, 'bin/generate-indexes.mjs'), '--check'], { stdio: 'pipe' });
    expect(check).not.toThrow();
  });
});
