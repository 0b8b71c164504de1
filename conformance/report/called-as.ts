import { toNested } from '../../reference/tensor/nested.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case } from '../case.ts';
import type { Description } from '../implementation.ts';
import { mergedShape } from '../implementations/module/merged-shape.ts';

/** So many characters are read, more are not. */
const longest = 160;

/**
 * How a function of JavaScript was called about this case: its operands have other axes than the tensors of a report.
 * Nothing where the implementation is none in JavaScript, or the call is too long to be read.
 */
export function calledAs(
  c: Case,
  { language }: Pick<Description, 'language'>,
  specOf: (id: string) => LossSpec | undefined,
): string | undefined {
  const spec = specOf(c.loss);
  if (!spec || !language.startsWith('JavaScript')) return undefined;
  const operands = Object.entries(c.operands).map(([name, { data }]): [string, string] => [
    name,
    literal(toNested({ data, shape: mergedShape(spec, `gradient.${name}`, c) })),
  ]);
  const changed = Object.entries(c.params).filter(([name, value]) => !Object.is(spec.params[name]?.default, value));
  const params = [...changed, ['reduction', c.reduction] as const].map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? `'${value}'` : literal(value),
  ]);
  const text = `${c.loss}(${object(operands)}, ${object([...params, ['...', '']])}, ...)`;
  return text.length > longest ? undefined : text;
}

const object = (entries: readonly [string, string][]): string =>
  `{ ${entries.map(([name, text]) => (text === '' ? name : `${name}: ${text}`)).join(', ')} }`;

const literal = (x: unknown): string =>
  Array.isArray(x) ? `[${x.map(literal).join(', ')}]` : Object.is(x, -0) ? '-0' : String(x);
