import type { ParamValue } from '../../spec/language/param.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import type { LossReference } from '../acceptance/references.ts';
import type { Case } from '../case.ts';
import type { Description } from '../implementation.ts';
import type { Examiner } from './examine.ts';
import { Judge } from './judge.ts';

/**
 * Which other value of one convention explains every answer to these cases: `denominator = count`. undefined where none
 * does.
 */
export async function otherConvention(
  { subject, dtype, answers }: Examiner,
  strict: boolean,
  referenceOf: (id: string) => LossReference | undefined,
  cases: readonly Case[],
  description: Description,
): Promise<string | undefined> {
  const outcomes = await answers.to(cases, subject);
  const answered = cases.flatMap((c, i) => (outcomes[i]!.status === 'value' ? [{ c, outcome: outcomes[i]! }] : []));
  if (answered.length === 0) return undefined;
  const declaration = description.arithmetic[dtype] ?? plainDeclaration(dtype);
  const judge = new Judge({ declaration, specOf: subject.specOf, referenceOf, strict });
  for (const [name, value] of alternatives(subject.spec.params, cases)) {
    const explains = answered.every(({ c, outcome }) => {
      const other: Case = { ...c, params: { ...c.params, [name]: value } };
      return judge.evaluation(other, outcome).accepted().verdict !== 'fail';
    });
    if (explains) return `${name} = ${value}`;
  }
  return undefined;
}

/** The values of conventions that no case has. */
function alternatives(params: Examiner['subject']['spec']['params'], cases: readonly Case[]): [string, ParamValue][] {
  return Object.entries(params).flatMap(([name, param]) => {
    if (!param.convention) return [];
    const values: readonly ParamValue[] =
      param.kind === 'choice'
        ? Object.keys(param.values)
        : param.kind === 'flag'
          ? [true, false]
          : param.kind === 'number'
            ? param.tries
            : (param.values ?? param.tries);
    const used = new Set(cases.map((c) => c.params[name]));
    return values.filter((v) => !used.has(v)).map((v): [string, ParamValue] => [name, v]);
  });
}
