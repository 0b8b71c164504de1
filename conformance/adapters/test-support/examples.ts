import type { Dtype } from '../../../reference/tensor/format.ts';
import type { Dialect } from '../../../spec/language/dialect.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { judge } from '../../acceptance/judge.ts';
import { PermittedError } from '../../acceptance/permitted-error.ts';
import { references } from '../../acceptance/references.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { exampleCases } from '../../arbitraries/example-cases.ts';
import type { Case } from '../../case.ts';
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
  const { losses } = await implementation.describe();
  const support = losses[name]!;
  const conventions = dialect.losses[loss]?.params ?? {};
  const cases = exampleCases(spec, spec.examples, support, dtype, conventions).map((each) => each.case);
  return { asked: cases.length, wrong: await wrongOf(implementation, cases, form) };
}

/** Asks an implementation one sample; gives what is wrong with the answer, undefined where nothing is. */
export async function askSample(
  implementation: Implementation,
  name: string,
  sample: Sample,
  dtype: Dtype,
): Promise<string | undefined> {
  const [loss, form] = name.split('@') as [string, string | undefined];
  return (await wrongOf(implementation, [caseOf(specs[loss]!, sample, dtype, ['value'])], form))[0];
}

/** The answers that are not within the permitted error. */
async function wrongOf(implementation: Implementation, cases: readonly Case[], form?: string): Promise<string[]> {
  const { arithmetic } = await implementation.describe();
  const outcomes = await implementation.evaluate(cases, form);
  return cases.flatMap((c, i) => {
    const outcome = outcomes[i]!;
    const asked = `${c.reduction} ${JSON.stringify(c.params)}`;
    if (outcome.status !== 'value') return [`${asked}: ${JSON.stringify(outcome)}`];
    const wrt = c.wants.slice(1).map((want) => want.slice('gradient.'.length));
    const inputs = { ...textInput(specs[c.loss]!, c), wrt, cotangent: c.cotangent };
    const permitted = new PermittedError(references[c.loss]!.algorithms, inputs, arithmetic[c.dtype]!);
    const got = Object.fromEntries(c.wants.map((want) => [want, outcome.outputs[want]!.data]));
    const judgement = judge(got, permitted);
    return judgement.accepted ? [] : [`${asked}: ${JSON.stringify(judgement)}`];
  });
}
