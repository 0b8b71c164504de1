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
  const choices = Object.entries(spec.params).flatMap(([name, param]) =>
    param.kind === 'choice' ? [{ name, values: param.values }] : [],
  );
  // A definition may use those of the choices before it, which then stand at their defaults.
  const pieces = choices.flatMap(({ name, values }, i) => {
    const before = choices.slice(0, i).map((choice) => choice.values[String(defaults[choice.name])]);
    const definitionsOf = (...texts: (string | undefined)[]) =>
      parseFormula([...texts, '0'].filter((text) => text !== '').join(' '), names, where).definitions;
    const others = definitionsOf(...before).length;
    return Object.entries(values).flatMap(([value, text]) =>
      text === '' ? [] : [{ name, value, definitions: definitionsOf(...before, text).slice(others) }],
    );
  });
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
