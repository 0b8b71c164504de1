import type { Dtype } from '../../../reference/tensor/format.ts';
import type { Dialect } from '../../../spec/language/dialect.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../../spec/language/param.ts';
import { specs } from '../../../spec/losses/index.ts';
import { judge } from '../../acceptance/judge.ts';
import { PermittedError } from '../../acceptance/permitted-error.ts';
import { references } from '../../acceptance/references.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { wantsOf } from '../../arbitraries/wants-of.ts';
import type { Case } from '../../case.ts';
import { type Implementation, type LossSupport, unsupportedBy } from '../../implementation.ts';
import { defaultsOf, textInput } from '../../settings.ts';

/**
 * Asks an implementation the examples of a loss, `loss` or `loss@form`, under every reduction, with the conventions that
 * it declares, else the dialect's. Gives how many cases were asked, and what is wrong with the answers: values, and the
 * gradients that it has.
 */
export async function askExamples(
  implementation: Implementation,
  name: string,
  dialect: Dialect,
  dtype: Dtype,
): Promise<{ readonly asked: number; readonly wrong: readonly string[] }> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  const spec = specs[loss]!;
  const { losses, arithmetic } = await implementation.describe();
  const support = losses[name]!;
  const cases = examplesOf(spec, support, dialect.losses[loss]?.params ?? {}, dtype);
  const outcomes = await implementation.evaluate(cases, form);
  const wrong = cases.flatMap((c, i) => {
    const outcome = outcomes[i]!;
    const asked = `${c.reduction} ${JSON.stringify(c.params)}`;
    if (outcome.status !== 'value') return [`${asked}: ${JSON.stringify(outcome)}`];
    const wrt = c.wants.slice(1).map((want) => want.slice('gradient.'.length));
    const inputs = { ...textInput(spec, c), wrt, cotangent: c.cotangent };
    const permitted = new PermittedError(references[loss]!.algorithms, inputs, arithmetic[dtype]!);
    const got = Object.fromEntries(c.wants.map((want) => [want, outcome.outputs[want]!.data]));
    const judgement = judge(got, permitted);
    return judgement.accepted ? [] : [`${asked}: ${JSON.stringify(judgement)}`];
  });
  return { asked: cases.length, wrong };
}

function examplesOf(
  spec: LossSpec,
  support: LossSupport,
  conventions: Readonly<Record<string, ParamValue>>,
  dtype: Dtype,
): Case[] {
  const optional = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
  // Of a parameter of which there are some values only, the first stands where an example says nothing of it.
  const own = Object.entries(support.params).flatMap(([name, values]) =>
    Array.isArray(values) && !values.includes(conventions[name] as never) ? [[name, values[0]]] : [],
  );
  return spec.examples
    .flatMap((example) => spec.reductions.map((reduction) => ({ ...example, reduction })))
    .map((given) => {
      const params = { ...conventions, ...Object.fromEntries(own), ...given.params };
      const c = caseOf(spec, { ...given, params }, dtype);
      return { ...c, wants: wantsOf(spec, c, { support }) };
    })
    .filter((c) => !unsupportedBy(support, c, defaultsOf(spec), optional));
}
