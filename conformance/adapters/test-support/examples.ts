import type { Dtype } from '../../../reference/tensor/format.ts';
import type { Dialect } from '../../../spec/language/dialect.ts';
import { specs } from '../../../spec/losses/index.ts';
import { judge } from '../../acceptance/judge.ts';
import { PermittedError } from '../../acceptance/permitted-error.ts';
import { references } from '../../acceptance/references.ts';
import { exampleCases } from '../../arbitraries/example-cases.ts';
import type { Implementation } from '../../implementation.ts';
import { textInput } from '../../settings.ts';

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
  const conventions = dialect.losses[loss]?.params ?? {};
  const cases = exampleCases(spec, spec.examples, support, dtype, conventions).map((each) => each.case);
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
