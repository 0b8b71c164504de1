import { readFileSync } from 'node:fs';
import { references } from '../../reference/losses/index.ts';
import { dialects } from '../../spec/dialects/index.ts';
import { specs } from '../../spec/losses/index.ts';
import { sourceLesson } from '../../spec/source-lesson.ts';
import { graphable } from './graphable.ts';

const adapter = ['losses', 'compositions'].map((name) =>
  readFileSync(new URL(`../../conformance/adapters/pytorch/${name}.py`, import.meta.url), 'utf8'),
);
const functions = /^def (\w+)\(given, params, reduction\)/gm;
const inPyTorchAdapter = new Set(adapter.flatMap((text) => [...text.matchAll(functions)].map(([, id]) => id!)));

/** The README's table: every system of the source lesson. What there is beyond it, spec/README.md lists. */
export function coverageTable(): string {
  const heading = '| system | entry | spec | reference | ONNX graph | laws that hold | libraries | PyTorch adapter |';
  const row = (system: string, id: string): string => {
    const spec = specs[id];
    const known = Object.values(dialects).filter((d) => d.losses[id]).length;
    const cells = [
      system,
      `[${id}](docs/losses/${id}.md)`,
      yes(spec !== undefined),
      yes(references[id] !== undefined),
      spec ? graphable(id) : 'no',
      spec ? String(Object.values(spec.laws).filter((cell) => cell.kind === 'holds').length) : '0',
      String(known),
      yes(inPyTorchAdapter.has(id)),
    ];
    return `| ${cells.join(' | ')} |`;
  };
  const named = new Set(sourceLesson.flatMap(({ entries }) => entries));
  const beyond = Object.keys(specs).filter((id) => !named.has(id)).length;
  return [
    heading,
    '|---|---|---|---|---|---|---|---|',
    ...sourceLesson.flatMap(({ system, entries }) => entries.map((id) => row(system, id))),
    '',
    `${named.size} entries, and ${beyond} beyond them: [spec/README.md](spec/README.md) has all ${Object.keys(specs).length}.`,
  ].join('\n');
}

const yes = (is: boolean): string => (is ? 'yes' : 'no');
