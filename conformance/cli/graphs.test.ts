import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { ModelProtoSchema } from '../../reference/arithmetic/onnx/gen/onnx_pb.ts';
import { suiteVersion } from '../../spec/version.ts';
import { findPython } from '../adapters/test-support/find-python.ts';
import { main } from './main.ts';
import { captured } from './test-support/captured.ts';

const root = mkdtempSync(join(tmpdir(), 'cli-graphs-'));
afterAll(() => rmSync(root, { recursive: true }));

async function graphs(...argv: string[]) {
  const { io, out, err } = captured();
  const code = await main(['graphs', ...argv], io);
  return { code, out: out(), err: err() };
}
/** Numbers and their shape. */
type Feed = readonly [data: number[], shape: number[]];
async function run(file: string, feeds: Readonly<Record<string, Feed>>) {
  const session = await InferenceSession.create(file, { executionProviders: ['cpu'], logSeverityLevel: 3 });
  const given = Object.entries(feeds).map(([name, [data, dims]]) => [name, new Tensor('float32', data, dims)]);
  const results = await session.run(Object.fromEntries(given));
  await session.release();
  return Object.fromEntries(Object.entries(results).map(([name, t]) => [name, Array.from(t.data as Float32Array)]));
}

describe('lossproof graphs', () => {
  it('writes a value graph and a gradient graph that run on batches of any size', async () => {
    const out = join(root, 'huber');
    const { code, out: said } = await graphs('--out', out, '--loss', 'huber');
    expect([code, said]).toEqual([0, `wrote 2 graphs of 1 loss to ${out} (ONNX operator set 18)\n`]);
    const feeds: Record<string, Feed> = { prediction: [[3, 0.5], [2]], target: [[0, 0], [2]], delta: [[1], []] };
    // Past delta 3 - 1/2 with slope 1, within it 1/8 with slope 1/2; the mean halves both.
    expect(await run(join(out, 'huber.mean.f32.onnx'), feeds)).toEqual({ value: [1.3125] });
    const single: Record<string, Feed> = { prediction: [[0.5], [1]], target: [[0], [1]], delta: [[1], []] };
    expect(await run(join(out, 'huber.mean.f32.onnx'), single)).toEqual({ value: [0.125] });
    expect(await run(join(out, 'huber.mean.f32.gradient.onnx'), { ...feeds, cotangent: [[2], []] })).toEqual({
      'gradient.prediction': [1, 0.5],
      'gradient.target': [-1, -0.5],
      // The slope in delta is |e| - delta where the line is, 0 elsewhere.
      'gradient.delta': [2],
    });
  });

  it('says in the metadata what a graph is of', async () => {
    const out = join(root, 'metadata');
    await graphs('--out', out, '--loss', 'triplet_margin', '--set', 'swap=true', '--reduction', 'sum');
    const model = fromBinary(ModelProtoSchema, readFileSync(join(out, 'triplet_margin.sum.f32.onnx')));
    const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]));
    expect(metadata).toMatchObject({ loss: 'triplet_margin', algorithm: 'strict', grade: 'strict' });
    expect(metadata).toMatchObject({ spec_version: suiteVersion, suite_version: suiteVersion });
    expect(JSON.parse(metadata.settings!)).toMatchObject({ swap: true, distance: 'euclidean', reduction: 'sum' });
    expect(JSON.parse(metadata.numbers!)).toEqual({ margin: 1, coordinate_eps: 0 });
    expect(model.opsetImport.map(({ version }) => version)).toEqual([18n]);
  });

  it('takes patterns, every algorithm, optional operands, ranks, types and fixed extents', async () => {
    const names = async (...argv: string[]) => {
      const out = mkdtempSync(join(root, 'names-'));
      const { code, err } = await graphs('--out', out, ...argv);
      expect([code, err]).toEqual([0, '']);
      return { out, files: readdirSync(out).sort() };
    };
    expect((await names('--loss', '{mae,mse}', '--dtype', 'f32,f64', '--reduction', 'none')).files).toHaveLength(8);
    const every = await names('--loss', 'cross_entropy', '--algorithms');
    expect(every.files.filter((name) => !name.includes('gradient')).length).toBeGreaterThan(1);
    const ctc = await names('--loss', 'ctc', '--extent', 'T=4', '--extent', 'S=2');
    expect(ctc.files.every((name) => name.startsWith('ctc.'))).toBe(true);
    const { out } = await names('--loss', 'mse', '--optional', 'weight', '--rank', '2');
    const row = (...numbers: number[]): Feed => [numbers, [1, 2]];
    const feeds = { prediction: row(1, 2), target: row(0, 0), weight: row(1, 3) };
    expect((await run(join(out, 'mse.mean.f32.onnx'), feeds)).value).toEqual([13 / 4]);
  });

  it('leaves out, and says so, what cannot be a graph with open extents', async () => {
    const { code, err, out } = await graphs('--out', join(root, 'some'), '--loss', 'ctc,mse');
    expect([code, out]).toEqual([0, expect.stringContaining('2 graphs of 1 loss')]);
    expect(err).toMatch(/^ctc is left out: .*number of steps must be known/);
  });

  it('exports a loss of yours', async () => {
    const out = join(root, 'mine');
    expect((await graphs('--out', out, '--loss', 'docs/examples/my-loss')).code).toBe(0);
    expect(readdirSync(out)).toEqual(['linex.mean.f32.gradient.onnx', 'linex.mean.f32.onnx']);
  });

  const file = join(root, 'a-file');
  writeFileSync(file, '');
  it.each([
    ['nothing matches', ['--loss', 'hubr'], /--loss hubr matches no loss\. Did you mean huber\?/],
    ['a pattern is none', ['--loss', '{a'], /braces that do not pair up/],
    ['no graph comes of it', ['--loss', 'ctc'], /none of these losses can be a graph/],
    [
      'no loss has the parameter',
      ['--loss', 'mse', '--set', 'delta=1'],
      /none of these losses has the parameter delta/,
    ],
    ['a number is an input', ['--loss', 'huber', '--set', 'delta=1'], /delta: of huber it is a number.*feed it/],
    ['a choice is none', ['--loss', 'vae', '--set', 'reconstruction=l1'], /must be bce or mse or gaussian/],
    ['a graph cannot throw', ['--loss', 'mse', '--set', 'empty=throw'], /must be nan or zero/],
    ['a flag is none', ['--loss', 'dice', '--set', 'squared=1'], /must be true or false/],
    ['a setting is none', ['--loss', 'mse', '--set', 'empty'], /--set empty must be written name=value/],
    ['an extent is none', ['--loss', 'ctc', '--extent', 'T=0'], /a whole number from 1 on/],
    ['no loss has the extent', ['--loss', 'ctc', '--extent', 'Q=4'], /--extent Q: none .*; there are T, N, C, S/],
    ['a loss has no extents', ['--loss', 'mse', '--extent', 'Q=4'], /the extent Q; there are none/],
    ['no loss has the operand', ['--loss', 'mse', '--optional', 'wieght'], /operand wieght\. Did you mean weight\?/],
    ['the folder cannot be', ['--loss', 'mse', '--out', join(file, 'x')], /cannot be written to .*a-file/],
    ['a type is none', ['--loss', 'mse', '--dtype', 'f31'], /no dtype "f31"/],
  ])('exits with 2 where %s', async (_, argv, message) => {
    const { code, out, err } = await graphs('--out', join(root, 'never'), ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });
  it('exits with 2 where a file is there already, unless it may be replaced, and then writes nothing', async () => {
    const out = join(root, 'twice');
    await graphs('--out', out, '--loss', 'mse');
    const again = await graphs('--out', out, '--loss', 'mae,mse');
    expect([again.code, readdirSync(out).length]).toEqual([2, 2]);
    expect(again.err).toMatch(/mse\.mean\.f32\.onnx and 1 more are there already.*--overwrite/);
    expect((await graphs('--out', out, '--loss', 'mae,mse', '--overwrite')).code).toBe(0);
  });
});

describe("the ONNX project's own checker", () => {
  const { python } = findPython('onnx');
  it.skipIf(!python)('accepts every graph, with shapes and types inferred', async () => {
    const out = join(root, 'all');
    await graphs('--out', out, '--algorithms', '--dtype', 'f32,f64,f16,bf16', '--reduction', 'none,mean');
    const check = [
      'import sys, glob, onnx',
      "files = glob.glob(sys.argv[1] + '/*.onnx')",
      'for f in files: onnx.checker.check_model(onnx.load(f), full_check=True)',
      'print(len(files))',
    ];
    const accepted = Number(execFileSync(python!, ['-c', check.join('\n'), out], { encoding: 'utf8' }));
    expect(accepted).toBe(readdirSync(out).length);
    expect(accepted).toBeGreaterThan(1400);
  });
});
