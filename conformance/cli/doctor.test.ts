import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { fakeAdapter } from '../implementations/process/fakes/fake-cases.ts';
import { main } from './main.ts';
import { runDoctor } from './run-doctor.ts';
import { captured } from './test-support/captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'cli-doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The finding of each name, its sentences and what to do in one line. */
type Findings = Readonly<Record<string, string>>;
function findings(out: string): Findings {
  const parts = out.split(/^ {2}(?=ok |note |problem )/m).slice(1);
  return Object.fromEntries(
    parts.map((part) => {
      const [, status, name, says] = /^(\w+) +(\w+(?: \w+)?) {2,}(.*)/s.exec(
        part.split('\n\n')[0]!.replace(/\s*\n\s*/g, ' '),
      )!;
      return [name!, `${status}: ${says!.trim()}`];
    }),
  );
}
/** What doctor says of a fake that stumbles over the first example of mse, which begins with 2.5. */
async function fake(behaviour: string) {
  const { io, out } = captured();
  const limits = { timeoutMs: 1500, startTimeoutMs: 1500 };
  const code = await runDoctor(undefined, { io, command: fakeAdapter(behaviour, 2.5) }, [], limits);
  return { code, out: out(), found: findings(out()) };
}
async function doctor(...argv: string[]) {
  const { io, out, err } = captured();
  const code = await main(['doctor', ...argv], io);
  return { code, out: out(), err: err(), found: findings(out()) };
}
/** The names of what is a problem, but for the parameter that the fake makes up. */
const problems = (found: Findings): string[] =>
  Object.keys(found).filter((name) => found[name]!.startsWith('problem') && name !== 'declaration');

describe.concurrent('lossproof doctor, of fakes', () => {
  it('finds nothing in one that behaves but the parameter that it makes up', async () => {
    const { code, out, found } = await fake('well');
    expect([code, problems(found)]).toEqual([1, []]);
    expect(out).toMatch(/\n1 problem\.\n$/);
    expect(found.declaration).toMatch(/^problem: mse: there is no parameter made_up\. To mend it: .*explain LOSS/);
    expect(found.start).toMatch(/^ok: fake 1\.2\.3 \(javascript, cpu\) is ready after \d+\.\d s$/);
    expect(found.catalogue).toMatch(/^ok: 1 of the \d+ losses of the spec, in f64 and f32: mse$/);
    expect(found.answers).toMatch(/^ok: (\d+) of \1 examples and edges of the spec have a value$/);
    expect(found.time).toMatch(/^ok: [\d.]+ ms a question alone, [\d.]+ ms a batch of 128, \d+% of it/);
    expect(Object.keys(found)).toEqual([
      ...['start', 'echo', 'catalogue', 'declaration', 'answers', 'determinism', 'batching', 'input'],
      ...['unknown loss', 'bad input', 'time', 'output', 'end'],
    ]);
  });

  it.for<[behaviour: string, name: string, says: RegExp]>([
    [
      'exit',
      'answers',
      /mse in f64, mean, "the source lesson, E1": it exited with code 3.*no input may end the process/,
    ],
    ['segfault', 'answers', /ended by SIGSEGV/],
    [
      'hang',
      'answers',
      /no answer for 1500 ms.*answer sooner, or let `--timeout` be longer, and flush after every line/,
    ],
    ['silent', 'answers', /it was not answered.*one answer with its own id/],
    ['rubbish', 'answers', /a line that is not JSON/],
    ['half_line', 'answers', /in the middle of a line/],
    ['twice', 'answers', /it was answered 2 times/],
    ['unknown_id', 'answers', /a line with the unknown id "someone else"/],
    ['two_kinds', 'answers', /exactly one of ok, rejected, unsupported and error.*it has ok and error/],
    ['no_kind', 'answers', /it has none/],
    ['wrong_shape', 'answers', /output value: its shape is \[1\], expected \[\].*in the shape of the cotangent/],
    ['wrong_gradient_shape', 'answers', /output gradient\.prediction: its shape is \[1\], expected \[4\]/],
    ['wrong_dtype', 'answers', /its dtype is f64, expected f32.*storage dtype that was declared/],
    ['short_data', 'answers', /2 bytes do not fill f64\[\]/],
    ['missing', 'answers', /output gradient\.prediction: it is missing/],
    ['fails', 'answers', /line 7: oh.*fault of the adapter/],
    ['hang_in_batch', 'batching', /went wrong in a batch, and did not where its questions were put alone/],
    ['swaps_ids', 'batching', /had another answer alone than in a batch.*carries the id of its own item/],
    ['other_every_time', 'determinism', /had another answer the second time.*`deterministic: false`/],
    ['overwrites_input', 'input', /another answer where it stands in the batch again.*compute into a copy/],
    ['knows_everything', 'unknown loss', /a value for no_such_loss.*answer `unsupported`/],
    [
      'promises_to_validate',
      'bad input',
      /it refuses 0 of \d+ inputs? outside of the domain mse: .*`validates: false`/,
    ],
    ['no_prefix_beside', 'output', /looks like an answer, and has no prefix.*the value of LOSSPROOF_NONCE/],
    ['ends_with_1', 'end', /on `bye` it exited with code 1/],
  ])('%s', { timeout: 120_000 }, async ([behaviour, name, says]) => {
    const { code, found } = await fake(behaviour);
    expect(code).toBe(1);
    expect(found[name]).toMatch(/^problem: .*To mend it: .*docs\/protocol\.md, "/);
    expect(found[name]).toMatch(says);
    // What follows from it may be a problem, too; what comes before it is none. Answers that went astray have wrong shapes.
    expect(problems(found)[behaviour === 'swaps_ids' ? 1 : 0]).toBe(name);
  });

  it.for<[behaviour: string, name: string, says: RegExp]>([
    ['rejects', 'answers', /^note: \d+ of \d+ .*refused with RangeError: not -1/],
    ['unsupported', 'answers', /^note: .*unsupported: minus one/],
    [
      'noise',
      'output',
      /^note: \d+ lines beside the protocol on stdout, which does no harm: \{"op":"a line that is not/,
    ],
    ['floods_stderr', 'output', /^note: \d[\d ]+ lines beside the protocol on stderr/],
    [
      'promises_nothing',
      'determinism',
      /^note: \d of \d+ questions had another answer the second time it does not promise/,
    ],
    ['promises_nothing', 'input', /^note: whether input is overwritten cannot be seen/],
    ['stays', 'end', /^note: it did not end within a second/],
    ['backwards', 'batching', /^ok/],
  ])('%s is no problem', { timeout: 120_000 }, async ([behaviour, name, says]) => {
    const { found } = await fake(behaviour);
    expect(found[name]).toMatch(says);
    expect(problems(found)).toEqual([]);
  });

  it('says what is declared and is not in the spec, and what it may have meant', async () => {
    const { code, found } = await fake('misspells');
    expect(code).toBe(1);
    for (const part of [
      /there is no loss hubr\. Did you mean huber\?/,
      /mse: there is no parameter denominater\. Did you mean denominator\?/,
      /mse: empty is never "zeros": it is nan or zero or throw\. Did you mean zero\?/,
      /mse: there is no optional operand wieght\. Did you mean weight\?/,
      /mse: there is no output gradient\.predictions\. Did you mean gradient\.prediction\?/,
      /mse: `arithmetic` does not say how f16 is computed/,
    ])
      expect(found.declaration).toMatch(part);
    expect((await fake('declares_nothing')).found.declaration).toMatch(/^problem: it declares no loss/);
  });

  it('a process that ends again and again is given up', { timeout: 120_000 }, async () => {
    const { code, found } = await fake('exits_on_everything');
    expect(code).toBe(1);
    // Nothing is said of what could not be asked any more.
    expect(problems(found)).toEqual(['answers', 'end']);
    expect(found.end).toMatch(/^problem: the adapter ended too often on mse \(6 times\)/);
  });
});

describe.concurrent('lossproof doctor, of what does not start', () => {
  it.for<[string, string, RegExp]>([
    ['exits_at_start', 'start', /exited with code 1 stderr: no module named torch.*what it printed is above/],
    ['never_ready', 'start', /nothing within 1500 ms.*read a line from stdin/],
    ['no_prefix', 'start', /begins with @@, the value of LOSSPROOF_NONCE/],
    ['protocol_2', 'start', /no ready message: protocol: .*every member/],
    ['ready_without_supports', 'start', /no ready message: supports: /],
    ['bad_echo', 'echo', /the bits 8000 at position 0 came back as 0000.*no bit changed/],
  ])('%s', async ([behaviour, name, says]) => {
    const { code, out, found } = await fake(behaviour);
    expect([code, Object.keys(found)]).toEqual([3, [name]]);
    expect(found[name]).toMatch(says);
    expect(out).toMatch(/It did not start, so that nothing else could be looked at\.\n$/);
  });

  it('a command that is none, and one that prints rubbish and ends', async () => {
    const none = await doctor('--', 'no-such-command-anywhere');
    expect([none.code, none.found.start]).toEqual([
      3,
      expect.stringMatching(/there is no such command.*as it would be typed/),
    ]);
    const echo = await doctor('--', process.execPath, '-e', 'console.log("rubbish")');
    expect([echo.code, echo.found.start]).toEqual([3, expect.stringMatching(/code 0.*outside the protocol: rubbish/)]);
  });
});

describe('lossproof doctor, of modules', () => {
  const fakes = (name: string) => fileURLToPath(new URL(`../implementations/module/fakes/${name}`, import.meta.url));
  it('says which operands a function changes', async () => {
    const { code, found } = await doctor(fakes('changes-input.mjs'));
    expect(code).toBe(1);
    expect(found.input).toMatch(
      /^problem: mae changes its operand prediction bce_with_logits changes its operand target To mend it: compute into a copy/,
    );
    // How that is known is no noise.
    expect(found.output).toMatch(/^ok/);
    expect(problems(found)).toEqual(['input']);
  });
  it('says something of every loss, and lays an end of the process to the loss that caused it', async () => {
    const { code, found } = await doctor(fakes('several-faults.mjs'));
    expect(code).toBe(1);
    expect(found.answers).toMatch(/huber in f64, .*: it exited with code 3/);
    expect(found.answers).toMatch(/value of cauchy is the text "1", but must be a number/);
    expect(found.answers).toMatch(/value of soft_margin is the bigint 1, but must be a number/);
    expect(found.answers).toMatch(/To mend it: .*a fault of the adapter.*; no input may end the process/);
    expect(found.answers).not.toMatch(/mse/);
    expect(found.end).not.toMatch(/mse/);
  });
  it('says what is wrong with one that cannot be loaded', async () => {
    const { code, found } = await doctor(fakes('no-losses.mjs'));
    expect([code, found.start]).toEqual([3, expect.stringMatching(/exports no `losses`.*"A JavaScript module"/)]);
  });
  it('takes losses of yours', async () => {
    const argv = ['--loss', 'docs/examples/my-loss', 'docs/examples/my-loss/linex.mjs'];
    const { code, out, found } = await doctor(...argv);
    expect([code, found.catalogue]).toEqual([0, expect.stringMatching(/linex/)]);
    expect(out).toContain('lossproof run --loss docs/examples/my-loss docs/examples/my-loss/linex.mjs');
  });
});

describe('lossproof doctor', () => {
  writeFileSync(join(folder, 'losses.mjs'), 'export const losses = {};');
  it.each([
    ['nothing is named', [], /say what to look at/],
    ['nothing stands after --', ['--'], /nothing stands after --/],
    ['two are named', ['a.mjs', '--', 'b'], /not both/],
    ['there is no module', ['./hubr.mjs'], /there is no module at .*hubr\.mjs/],
    ['it is a folder', [folder], /there is no module at/],
    ['an option is none', ['--cases', '3', 'a.mjs'], /unknown option/],
  ])('exits with 2 where %s', async (_, argv, message) => {
    const { code, out, err } = await doctor(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });
  it('finds an empty module a problem', async () => {
    const { code, found } = await doctor(join(folder, 'losses.mjs'));
    expect([code, found.declaration]).toEqual([1, expect.stringMatching(/^problem: it declares no loss/)]);
  });
});
