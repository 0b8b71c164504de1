import { itemAxes, itemCounter } from '../../../spec/language/items.ts';
import type { Cell, LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { usualReduction } from '../../../spec/language/reduction.ts';
import type { Edge } from '../../../spec/language/sample.ts';
import type { Style } from '../../report/style.ts';
import { labelled, wrap } from '../../report/wrap.ts';
import {
  call,
  camelCase,
  cellTexts,
  denominators,
  edgeAnswer,
  formulaPieces,
  libraryFunctions,
  sampleText,
} from './facts.ts';
import { columns, entry, section } from './sections.ts';
import { axesText, domainText, valuesText } from './words.ts';

/** What of a loss is told beside what everybody wants to know. */
export interface More {
  /** The formula as TeX, where that is wanted. */
  readonly tex?: string | undefined;
  /** Of the functions of libraries the parameters, differences and sources, too. */
  readonly libraries?: boolean | undefined;
  /** Those that a user's loss is found with. */
  readonly folders?: readonly string[] | undefined;
}

/** What the spec says of a loss. */
export function explainLoss(spec: LossSpec, style: Style, { tex, libraries = false, folders = [] }: More = {}): string {
  const counter = itemCounter(spec.items);
  const items = counter
    ? `[${itemAxes(spec.items).join(', ')}], ${counter.index} = 1 ... ${counter.count}`
    : `[${itemAxes(spec.items).join(', ')}]`;
  return `${[
    `${style('bold', spec.id)}  ${style('dim', `${spec.family}, ${spec.kind}`)}`,
    ...wrap(spec.summary),
    ...section(
      `Formula of one item (items: ${items})`,
      [...formula(spec), ...(tex ? ['', ...labelled('TeX', tex, 2, 5)] : [])],
      style,
    ),
    ...section('Operands', operands(spec), style),
    ...section('Options', options(spec), style),
    ...section('Mean', columns(denominators(spec).map(([name, meaning]) => [`over ${name}`, meaning])), style),
    ...section('Laws that hold', lawsOf(spec, 'holds'), style),
    ...section('Laws that do not, each with a witness', lawsOf(spec, 'false'), style),
    ...section('Laws that do not apply', lawsOf(spec, 'inapplicable'), style),
    ...section(
      'Kinks',
      spec.kinks.flatMap((k) => entry(k.where, `gradient: ${k.subdifferential}`)),
      style,
    ),
    ...section('Edges', spec.edges.flatMap(edge), style),
    ...section(
      'Traps',
      spec.traps.flatMap((t) => entry(t.title, t.text)),
      style,
    ),
    ...section('In libraries', libraries ? inLibraries(spec) : functionsOf(spec), style),
    ...section(
      'Sources',
      spec.sources.flatMap((s) => entry(s.title, s.reference)),
      style,
    ),
    ...section('Try it', tryIt(spec, folders), style),
  ].join('\n')}\n`;
}

/** The formula, a definition a line, and what each choice puts in front of it. */
const formula = (spec: LossSpec): string[] =>
  formulaPieces(spec).flatMap(({ choice, lines }) => [
    ...(choice ? [`  with ${choice}:`] : []),
    ...lines.flatMap((line) => wrap(line, choice ? 6 : 2)),
  ]);

function operands(spec: LossSpec): string[] {
  const width = Math.max(...Object.keys(spec.operands).map((name) => name.length)) + 2;
  return Object.entries(spec.operands).flatMap(([name, o]) => {
    const optional = o.absent === undefined ? '' : `; may be left out, which stands for ${o.absent}`;
    const gradient = o.differentiable ? '' : '; no gradient';
    return [
      ...labelled(name, `${axesText(o)}, ${domainText(o.domain)}`, 2, width),
      ...wrap(`${o.meaning}${optional}${gradient}`, 2 + width),
    ];
  });
}

function options(spec: LossSpec): string[] {
  const params = Object.entries(spec.params).map(([name, p]) => [
    name,
    String(p.default),
    valuesText(p),
    `${name === 'denominator' ? 'what a mean divides by, see below' : p.meaning}${p.convention ? ' (convention)' : ''}`,
  ]);
  const becomes = `what becomes of the ${spec.kind === 'loss' ? 'losses of the items' : 'numbers of the items'}`;
  const reduction = ['reduction', usualReduction(spec), spec.reductions.join(' | '), becomes];
  const note = Object.values(spec.params).some((p) => p.convention)
    ? ['', ...wrap('Libraries differ in a convention; its default is the mathematics, a dialect sets it.', 2)]
    : [];
  return [...columns([['', 'default', 'values', ''], ...params, reduction]), ...note];
}

function lawsOf(spec: LossSpec, kind: Cell<unknown>['kind']): string[] {
  const rows = Object.entries(spec.laws as Record<string, Cell<object>>).flatMap(([law, cell]) => {
    if (cell.kind !== kind) return [];
    return cellTexts(law as LawId, cell).map((text, i) => [i === 0 ? law : '', text]);
  });
  const plain = rows.filter(([, text]) => text === 'always').map(([law]) => law);
  const always = plain.length > 0 ? labelled('always', plain.join(', '), 2, 8) : [];
  return [...always, ...columns(rows.filter(([, text]) => text !== 'always'))];
}

const edge = (e: Edge): string[] => entry(e.title, `${sampleText(e)}: ${edgeAnswer(e)}`);

/** One line a function. */
function functionsOf(spec: LossSpec): string[] {
  const entries = libraryFunctions(spec);
  const note = ['', `  lossproof explain ${spec.id} --libraries says with which parameters, and what differs`];
  return entries.length === 0 ? [] : [...columns(entries.map(({ id, function: name }) => [id, name])), ...note];
}

function inLibraries(spec: LossSpec): string[] {
  const entries = libraryFunctions(spec);
  const width = Math.max(...entries.map(({ id }) => id.length)) + 2;
  return entries.flatMap(({ id, function: name, params, differs, source }) => [
    ...labelled(id, name, 2, width),
    ...(params === '' ? [] : wrap(params, 2 + width)),
    ...(differs ? wrap(`differs: ${differs}`, 2 + width) : []),
    ...wrap(`source: ${source}`, 2 + width),
  ]);
}

function tryIt(spec: LossSpec, folders: readonly string[]): string[] {
  const added = folders.map((folder) => ` --loss ${folder}`).join('');
  // A user's loss is no function of the library.
  const example = folders.length > 0 ? undefined : spec.examples[0];
  return [
    ...(example ? [`  import { ${camelCase(spec.id)} } from 'lossproof/reference';`, `  ${call(spec, example)}`] : []),
    `  npx lossproof run ./my-losses.mjs${added} --select ${spec.id}`,
  ];
}
