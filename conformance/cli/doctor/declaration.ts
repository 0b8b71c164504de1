import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Param, ParamValue } from '../../../spec/language/param.ts';
import { wantsOf } from '../../arbitraries/wants-of.ts';
import { didYouMean } from '../../did-you-mean.ts';
import type { Description, LossSupport } from '../../implementation.ts';
import { defaultsOf } from '../../settings.ts';
import { type Check, someOf } from './check.ts';

/** Whether what is declared are names and values that the spec has: nothing else would ever be asked. */
export function checkDeclaration(description: Description, specs: Readonly<Record<string, LossSpec>>): Check {
  const { losses, arithmetic } = description;
  const wrong = Object.entries(losses).flatMap(([key, support]) => {
    const id = key.split('@')[0]!;
    const spec = specs[id];
    if (!spec) return [`there is no loss ${id}.${didYouMean(id, Object.keys(specs))}`];
    return [...unknown(spec, support), ...lacking(support, Object.keys(arithmetic))].map((text) => `${key}: ${text}`);
  });
  const name = 'declaration';
  if (wrong.length > 0) {
    const fix =
      '`lossproof list` has the names of the losses, `lossproof explain LOSS` those of operands and parameters ' +
      '(docs/protocol.md, "hello, ready")';
    return { name, status: 'problem', says: someOf(wrong, 8), fix };
  }
  if (Object.keys(losses).length === 0) {
    const fix = 'put an entry for each loss into `supports` (docs/protocol.md, "hello, ready")';
    return { name, status: 'problem', says: ['it declares no loss, so that nothing can be asked'], fix };
  }
  return { name, status: 'ok', says: ['names and values are those of the spec'] };
}

function unknown(spec: LossSpec, { params, optional = [], reductions, wants }: LossSupport): string[] {
  const absent = (what: string, name: string, known: readonly string[]): string[] =>
    known.includes(name) ? [] : [`there is no ${what} ${name}.${didYouMean(name, known)}`];
  const left = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
  const outputs = wantsOf(spec, { operands: spec.operands as never, params: everyNumber(spec) });
  return [
    ...Object.keys(params).flatMap((name) => absent('parameter', name, Object.keys(spec.params))),
    ...Object.entries(params).flatMap(([name, values]) =>
      Array.isArray(values) && spec.params[name] ? strangeValues(name, values, spec.params[name]) : [],
    ),
    ...optional.flatMap((name) => absent('optional operand', name, left)),
    ...reductions.flatMap((name) => absent('reduction', name, spec.reductions)),
    ...wants.flatMap((name) => absent('output', name, outputs)),
  ];
}

/** Values for all numbers, those too that are off by default. */
const everyNumber = (spec: LossSpec): Record<string, ParamValue> =>
  Object.fromEntries(Object.entries(defaultsOf(spec)).map(([name, value]) => [name, value ?? 1]));

function strangeValues(name: string, values: readonly ParamValue[], param: Param): string[] {
  const known = param.kind === 'choice' ? Object.keys(param.values) : param.kind === 'flag' ? [true, false] : undefined;
  const words = (known ?? []).map(String);
  return values
    .filter((value) => known && !(known as readonly ParamValue[]).includes(value))
    .map(
      (value) =>
        `${name} is never ${JSON.stringify(value)}: it is ${words.join(' or ')}.${didYouMean(String(value), words)}`,
    );
}

/** Without any of these nothing can be asked. */
function lacking({ reductions, dtypes, wants }: LossSupport, computed: readonly string[]): string[] {
  return [
    ...(reductions.length === 0 ? ['it has no reduction'] : []),
    ...(dtypes.length === 0 ? ['it has no dtype'] : []),
    ...(wants.includes('value') ? [] : ['`value` is not among its wants']),
    ...dtypes
      .filter((dtype) => !computed.includes(dtype))
      .map((dtype) => `\`arithmetic\` does not say how ${dtype} is computed`),
  ];
}
