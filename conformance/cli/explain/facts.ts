import { dialects } from '../../../spec/dialects/index.ts';
import type { Cell, LawId } from '../../../spec/language/law.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Edge, Example, Sample } from '../../../spec/language/sample.ts';
import { argumentWords } from './argument-words.ts';
import { conditionText, literal } from './words.ts';

/** What the spec says of a loss in pieces of text, for the terminal and for its page. */

/** The formula, a definition a line, then what each choice of a parameter puts in front of it. */
export function formulaPieces(spec: LossSpec): { readonly choice?: string; readonly lines: readonly string[] }[] {
  const linesOf = (text: string): string[] => text.split(/; */).filter((line) => line !== '');
  const choices = Object.entries(spec.params).flatMap(([name, p]) =>
    p.kind === 'choice'
      ? Object.entries(p.values)
          .filter(([, piece]) => piece !== '')
          .map(([value, piece]) => ({ choice: `${name} = ${value}`, lines: linesOf(piece) }))
      : [],
  );
  return [{ lines: linesOf(spec.formula) }, ...choices];
}

/** What a mean may divide by, where there is a mean: its name and what that is. */
export const denominators = (spec: LossSpec): [name: string, meaning: string][] =>
  spec.reductions.includes('mean')
    ? Object.entries(spec.denominators).map(([name, { meaning }]) => [name, meaning])
    : [];

/** What a cell of the matrix says, a line a clause. */
export function cellTexts(law: LawId, cell: Cell<object>): string[] {
  const said = (args: object): string => argumentWords(law, args as never);
  switch (cell.kind) {
    case 'holds':
      return [
        ...cell.instances.map(
          ({ args, when }) => [said(args), conditionText(when)].filter((t) => t !== '').join(', ') || 'always',
        ),
        ...(cell.otherwise ?? []).map((w) => `not so: ${w.because} (${witness(w.sample, w.to)})`),
      ];
    case 'false':
      return [
        [said(cell.witness.args), cell.witness.because].filter((t) => t !== '').join(': ') +
          ` (${witness(cell.witness.sample, cell.witness.to)})`,
      ];
    case 'inapplicable':
      return [cell.because];
  }
}

const witness = (sample: Sample, to: Sample['operands'] | undefined): string =>
  `${sampleText(sample)}${to ? `; against ${assignments(to)}` : ''}`;

const assignments = (operands: Sample['operands']): string =>
  Object.entries(operands)
    .map(([name, x]) => `${name} ${literal(x)}`)
    .join(', ');

/** The input of an edge, an example or a witness. */
export function sampleText({ operands: given, params = {}, reduction }: Sample): string {
  const options = Object.entries({ ...params, ...(reduction ? { reduction } : {}) });
  return [assignments(given), ...options.map(([name, value]) => `${name} = ${value}`)].join(', ');
}

/** What a loss must answer at an edge. */
export function edgeAnswer({ value, gradient }: Edge): string {
  return `${value === 'rejected' ? 'rejected' : literal(value)}${gradient ? `, gradient of ${assignments(gradient)}` : ''}`;
}

interface LibraryFunction {
  /** Of the dialect. */
  readonly id: string;
  readonly library: string;
  readonly function: string;
  /** With which values of the parameters it is this loss; empty where with those of the mathematics. */
  readonly params: string;
  readonly differs?: string;
  readonly source: string;
}

/** Which functions of libraries the dialects know of a loss. */
export const libraryFunctions = (spec: LossSpec): LibraryFunction[] =>
  Object.values(dialects).flatMap(({ id, library, losses }) => {
    const found = losses[spec.id];
    if (!found) return [];
    const params = Object.entries(found.params).map(([k, v]) => `${k} = ${v}`);
    return [{ id, library, ...found, params: params.join(', ') }];
  });

/** A worked example as a line of a program. */
export function call(spec: LossSpec, { operands: given, params, reduction, value, title }: Example): string {
  const object = (entries: [string, string][]): string => `{ ${entries.map(([k, v]) => `${k}: ${v}`).join(', ')} }`;
  const settings = Object.entries({ ...params, ...(reduction ? { reduction } : {}) }).map(
    ([k, v]): [string, string] => [k, typeof v === 'string' ? `'${v}'` : String(v)],
  );
  const words = [object(Object.entries(given).map(([k, x]) => [k, literal(x)]))];
  if (settings.length > 0) words.push(object(settings));
  return `${camelCase(spec.id)}(${words.join(', ')}); // ${literal(value)}, ${title}`;
}

/** The name of a loss in JavaScript. */
export const camelCase = (id: string): string => id.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase());
