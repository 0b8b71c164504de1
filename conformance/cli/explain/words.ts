import type { Domain } from '../../../spec/language/domain.ts';
import type { Condition } from '../../../spec/language/law.ts';
import type { Operand } from '../../../spec/language/operand.ts';
import type { Param } from '../../../spec/language/param.ts';
import type { Nested } from '../../../spec/language/sample.ts';

/** A domain in a few words. */
export function domainText(domain: Domain): string {
  switch (domain.kind) {
    case 'real':
      return 'real';
    case 'index':
      return `index ${domain.from ? `from ${domain.from} ` : ''}below ${domain.of}`;
    case 'name':
      return 'integer';
    case 'length':
      return `integer from ${domain.min} to ${domain.of}${domain.spare ? ` - ${domain.spare}` : ''}`;
    case 'levels':
      return domain.values.join(' or ');
    case 'simplex':
      return `probabilities summing to 1 over ${domain.over}`;
    case 'box_xyxy':
      return 'boxes x1 y1 x2 y2';
    case 'interval': {
      const { min, max, open } = domain;
      if (min === -Infinity && max === Infinity) return 'any number';
      if (max === Infinity) return open === 'min' || open === 'both' ? `> ${min}` : `>= ${min}`;
      const [from, to] = [open === 'min' || open === 'both' ? '(' : '[', open === 'max' || open === 'both' ? ')' : ']'];
      return `in ${from}${min}, ${max}${to}`;
    }
  }
}

/** The axes of an operand; those that depend on a parameter, for each of its values. */
export function axesText({ axes }: Operand): string {
  if (!('by' in axes)) return `[${axes.join(', ')}]`;
  return Object.entries(axes.axes)
    .map(([value, a]) => `[${a.join(', ')}] at ${axes.by} ${value}`)
    .join(', ');
}

/** Which values a parameter takes. */
export function valuesText(param: Param): string {
  const orNull = 'nullable' in param && param.nullable ? ', or null' : '';
  switch (param.kind) {
    case 'number':
      return domainText(param.domain) + orNull;
    case 'integer':
      return (param.values ? param.values.join(' | ') : 'a whole number') + orNull;
    case 'choice':
      return Object.keys(param.values).join(' | ');
    case 'flag':
      return 'true | false';
  }
}

/** Under which options a law is stated; nothing where under all. */
export function conditionText(when: Condition | undefined): string {
  if (!when) return '';
  const params = Object.entries(when.params ?? {}).map(([name, wanted]) => {
    if (Array.isArray(wanted)) return `${name} in ${wanted.join(', ')}`;
    if (wanted === null || typeof wanted !== 'object') return `${name} = ${wanted}`;
    const { min, max } = wanted as { readonly min?: number; readonly max?: number };
    return [min === undefined ? '' : `${name} >= ${min}`, max === undefined ? '' : `${name} <= ${max}`]
      .filter((t) => t !== '')
      .join(' and ');
  });
  const clauses = [
    ...params,
    ...(when.present ?? []).map((name) => `with ${name}`),
    ...(when.absent ?? []).map((name) => `without ${name}`),
    ...(when.hard ?? []).map((name) => `${name} 0 or 1`),
    ...(when.nonzero ?? []).map((name) => `${name} not 0`),
    ...(when.reduction ? [`reduction ${when.reduction.join(' or ')}`] : []),
  ];
  return clauses.length > 0 ? `when ${clauses.join(', ')}` : '';
}

/** Numbers as they are written in a program. */
export const literal = (x: Nested): string =>
  typeof x === 'number' ? (Object.is(x, -0) ? '-0' : String(x)) : `[${x.map(literal).join(', ')}]`;
