import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { axesOf } from '../../spec/language/operand.ts';
import { groupBy } from '../report/group-by.ts';
import { counted } from '../report/readable-number.ts';
import type { Style } from '../report/style.ts';
import { table } from '../report/table.ts';
import { wrap } from '../report/wrap.ts';
import { defaultsOf } from '../settings.ts';

const lawCount = ({ laws }: LossSpec, kind: 'holds' | 'false'): number =>
  Object.values(laws).filter((cell) => cell.kind === kind).length;

type Specs = Readonly<Record<string, LossSpec>>;

/** The losses as a table for a reader, family by family. */
export function listing(style: Style, specs: Specs): string {
  const families = groupBy(Object.values(specs), ({ family }) => family);
  const all = [...families.values()].flat();
  const rows = all.map((spec) => {
    const [holding, broken] = [lawCount(spec, 'holds'), lawCount(spec, 'false')];
    return [
      { text: spec.id, emphasis: 'bold' as const },
      operandNames(spec).join(', '),
      `${holding} of ${holding + broken}`,
    ];
  });
  const columns = [{ heading: 'loss' }, { heading: 'operands' }, { heading: 'laws hold' }];
  const [heading, ...lines] = table(columns, rows, style);
  const byFamily = [...families].flatMap(([family, own]) => [
    '',
    style('bold', family),
    ...own.map((spec) => lines[all.indexOf(spec)]!),
  ]);
  const options = all.flatMap((spec) => wrap(`${spec.id}: ${Object.keys(spec.params).join(', ') || 'none'}`, 2));
  return `${[
    heading,
    ...byFamily,
    '',
    style('dim', '  options'),
    ...options,
    '',
    `${counted(all.length, 'loss', 'losses')}. \`lossproof explain LOSS\` tells all about one.`,
  ].join('\n')}\n`;
}

/** Optional operands in brackets. */
const operandNames = ({ operands }: LossSpec): string[] =>
  Object.entries(operands).map(([name, o]) => (o.absent === undefined ? name : `[${name}]`));

/** The same for a program, with every law. */
export function listingJson(specs: Specs): string {
  const losses = Object.values(specs).map((spec) => ({
    id: spec.id,
    kind: spec.kind,
    family: spec.family,
    summary: spec.summary,
    operands: Object.fromEntries(
      Object.entries(spec.operands).map(([name, o]) => [
        name,
        {
          axes: axesOf(o, defaultsOf(spec)),
          domain: o.domain.kind,
          differentiable: o.differentiable,
          optional: o.absent !== undefined,
          meaning: o.meaning,
        },
      ]),
    ),
    params: Object.fromEntries(
      Object.entries(spec.params).map(([name, p]) => [
        name,
        { kind: p.kind, default: p.default, convention: p.convention, meaning: p.meaning },
      ]),
    ),
    reductions: spec.reductions,
    laws: Object.fromEntries(Object.entries(spec.laws).map(([law, cell]) => [law, cell.kind])),
  }));
  return `${JSON.stringify(losses, undefined, 2)}\n`;
}
