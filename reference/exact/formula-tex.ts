import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Formula } from './expression.ts';
import { parseFormula } from './parse-formula.ts';
import { behindChoices, namesOf, withDefaults } from './spec-formulas.ts';
import { tex, texName } from './tex.ts';

/**
 * A loss's formula as TeX for mathematics mode: what each choice defines, named after its value, the formula's own
 * definitions, and the loss of an item. A formula without definitions is the bare expression.
 */
export function formulaTex(spec: LossSpec): string {
  const defaults = withDefaults(spec, {});
  const names = namesOf(spec, defaults);
  const where = `${spec.id}, formula`;
  const chosen = Object.entries(spec.params).flatMap(([name, param]) =>
    param.kind === 'choice' ? Object.entries(param.values).map(([value, text]) => ({ name, value, text })) : [],
  );
  const pieces = chosen
    .filter(({ text }) => text !== '')
    .map(({ name, value, text }) => ({
      name,
      value,
      definitions: parseFormula(`${text} 0`, names, where).definitions,
    }));
  const whole = parseFormula(behindChoices(spec, defaults, spec.formula), names, where);
  const inFront = pieces
    .filter(({ name, value }) => defaults[name] === value)
    .flatMap(({ definitions }) => definitions);
  const own = whole.definitions.slice(inFront.length);
  const lines = [
    ...pieces.flatMap(({ name, value, definitions }) =>
      definitions.map(
        (definition) => `${line(definition)} && \\text{with } ${texName(name)} = \\text{${escaped(value)}}`,
      ),
    ),
    ...own.map(line),
  ];
  if (lines.length === 0) return tex(whole.value);
  return `\\begin{aligned} ${[...lines, `\\ell &= ${tex(whole.value)}`].join(' \\\\ ')} \\end{aligned}`;
}

function line({ name, value }: Formula['definitions'][number]): string {
  if (value.kind !== 'function') return `${texName(name)} &= ${tex(value)}`;
  return `${texName(name)}\\left(${value.params.map(texName).join(', ')}\\right) &= ${tex(value.body)}`;
}

const escaped = (text: string): string => text.replaceAll('_', '\\_');
