import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { main } from '../cli/main.ts';
import { captured } from '../cli/test-support/captured.ts';
import { UsageError } from '../run/usage-error.ts';
import { checkLoss } from './check-loss.ts';
import { exportsOf } from './exports-of.ts';
import { loadLosses } from './load-losses.ts';
import { ownLosses } from './losses.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = join(root, 'docs/examples/my-loss');
const folders = mkdtempSync(join(tmpdir(), 'losses-'));
afterAll(() => rmSync(folders, { recursive: true }));

let count = 0;
/** A folder with these files. */
function folder(files: Readonly<Record<string, string>>): string {
  const at = join(folders, `loss-${count++}`);
  mkdirSync(at);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  return at;
}
/** The example with other fields. */
const spec = (fields: string): string =>
  `import linex from '${example}/spec.ts'; export default { ...linex, ${fields} };`;
const reference = (id = 'mine'): string =>
  `import linex from '${example}/reference.ts'; export const reference = { ...linex, id: '${id}' };`;
const language = `${root}/spec/language/index.ts`;

describe('loadLosses', () => {
  it("adds the losses of folders to the suite's own, in TypeScript or JavaScript, by any export", async () => {
    const mine = folder({ 'spec.mjs': spec("id: 'mine'"), 'reference.js': reference() });
    const losses = await loadLosses([example, mine]);
    expect(Object.keys(losses.specs)).toEqual([...Object.keys(specs), 'linex', 'mine']);
    expect(losses.references.mine!.id).toBe('mine');
    expect(ownLosses.specs).not.toHaveProperty('mine');
    expect(await loadLosses()).toBe(ownLosses);
  });

  it.each<readonly [string, Readonly<Record<string, string>> | string, RegExp]>([
    ['no folder', './absent', /there is no folder at .*absent/],
    ['a file', `${example}/spec.ts`, /is a file; give the folder that holds spec\.ts and reference\.ts/],
    ['no spec', { 'reference.ts': reference() }, /there is no spec\.ts, spec\.js or spec\.mjs in it/],
    ['no reference', { 'spec.ts': spec("id: 'mine'") }, /there is no reference\.ts, reference\.js or reference\.mjs/],
    ['nothing that is a spec', { 'spec.ts': 'export const x = { id: 1 };' }, /spec\.ts exports no loss; write: export/],
    [
      'several specs',
      { 'spec.ts': `${spec("id: 'one'")} export const b = { ...linex, id: 'two' };` },
      /exports 2 of them \(one, two\): a folder holds one loss/,
    ],
    [
      'an id of ours',
      { 'spec.ts': spec("id: 'huber'") },
      /huber is a loss of lossproof already; give yours another id/,
    ],
    [
      'two ids',
      { 'spec.ts': spec("id: 'mine'"), 'reference.ts': reference('yours') },
      /spec is of mine and .* of yours/,
    ],
    ['a syntax error', { 'spec.ts': 'export default {' }, /spec\.ts cannot be loaded: /],
    ['a missing import', { 'spec.mjs': "import 'lossproof-is-not-this'; export default {};" }, /cannot be loaded: /],
    [
      'a spec that contradicts itself',
      { 'spec.ts': `import { defineLoss } from '${language}'; ${spec('')} defineLoss({ ...linex, id: 'Mine' });` },
      /spec\.ts cannot be loaded: spec Mine: the id must be snake_case/,
    ],
    [
      'a formula that is none',
      { 'spec.ts': spec("id: 'mine', formula: 'b * exp(q)'") },
      /cannot be read.*q is not known/,
    ],
    [
      'a law about another loss',
      {
        'spec.ts': spec(`id: 'mine', laws: { ...linex.laws, two_routes: { kind: 'holds', instances: [
          { args: { name: 'x', loss: 'mze', operands: {} } }] } }`),
      },
      /two_routes goes to mze, which is no loss here/,
    ],
    ['no example', { 'spec.ts': spec("id: 'mine', examples: []") }, /it has no example; one at least/],
    [
      'a wrong example',
      {
        'spec.ts': spec(
          "id: 'mine', examples: [{ title: 'e', operands: { prediction: [1], target: [0] }, value: 0.7 }]",
        ),
      },
      /the example "e" states 0\.7, and by the formula it is 0\.71828/,
    ],
    [
      'a wrong witness',
      {
        'spec.ts': spec(`id: 'mine', laws: { ...linex.laws, symmetric: { kind: 'false', witness: { because: 'so',
          args: { swap: ['prediction', 'target'] }, sample: { operands: { prediction: [1], target: [1] } } } } }`),
      },
      /symmetric is said to be false, but its witness does not break it: so/,
    ],
    [
      'a reference that fails',
      {
        'spec.ts': spec("id: 'mine'"),
        'reference.ts':
          "export default { id: 'mine', algorithms: [{ text: () => { throw new Error('no such thing'); } }] };",
      },
      /reference\.ts fails on the example "one too high: e - 2": no such thing/,
    ],
    [
      'a reference of another shape',
      {
        'spec.ts': spec("id: 'mine'"),
        'reference.ts': "export default { id: 'mine', algorithms: [{ text: ({ prediction }) => prediction }] };",
      },
      /the reference gives the shape \[1\] for the example .* and it must be \[\]/,
    ],
  ])('refuses %s, and says so without a trace', async (_, what, message) => {
    const at = typeof what === 'string' ? what : folder({ 'reference.ts': reference(), ...what });
    if (typeof what !== 'string' && message.source.includes('no reference')) rmSync(join(at, 'reference.ts'));
    await expect(loadLosses([at])).rejects.toThrow(message);
    await expect(loadLosses([at])).rejects.toBeInstanceOf(UsageError);
  });

  it('refuses the same id twice, and a command exits with 2', async () => {
    const { io, out, err } = captured();
    expect(await main(['list', '--loss', example, '--loss', `${example}/.`], io)).toBe(2);
    expect(out()).toBe('');
    expect(err()).toMatch(/^error: .* and .* both define linex: give one another id\n$/);
  });

  it('says what to do where TypeScript does not run, and takes JavaScript where both are there', async () => {
    const both = folder({ 'spec.ts': 'export default 1;', 'spec.js': 'export default 2;', 'reference.ts': '' });
    expect((await exportsOf(both, 'spec', 'nowhere')).values).toEqual([2]);
    expect((await exportsOf(both, 'spec', 'outside of packages')).values).toEqual([1]);
    const installed = join(both, 'node_modules', 'a-loss');
    for (const name of ['spec.ts', 'spec.js', 'reference.ts']) cpSync(join(both, name), join(installed, name));
    expect((await exportsOf(installed, 'spec', 'outside of packages')).values).toEqual([2]);
    await expect(exportsOf(installed, 'reference', 'outside of packages')).rejects.toThrow(
      /reference\.ts is TypeScript, which Node does not run in a package that is installed: copy the folder/,
    );
    await expect(exportsOf(both, 'reference', 'nowhere')).rejects.toThrow(
      /reference\.ts is TypeScript, which Node .* does not run: use Node 22\.18 or later, or compile it to reference\.js/,
    );
  });
});

it("asks no more of a user's losses than of the suite's own", async () => {
  for (const id of ['mse', 'cross_entropy', 'triplet_margin', 'giou']) {
    await checkLoss({ spec: specs[id]!, reference: ownLosses.references[id]!, folder: 'spec/losses' }, ownLosses);
  }
});
