import { float64 as arithmetic, type Float64Rep } from '../../reference/arithmetic/float64.ts';
import { evaluate } from '../../reference/evaluate.ts';
import { differenceFrom, roundDecimal } from '../../reference/exact/decimal.ts';
import { exact } from '../../reference/exact/exact.ts';
import { parseFormula } from '../../reference/exact/parse-formula.ts';
import { behindChoices, formulasOf, namesOf, type ParamValues } from '../../reference/exact/spec-formulas.ts';
import { checkInput } from '../../reference/losses/check-input.ts';
import { float64 } from '../../reference/tensor/format.ts';
import { nestedData } from '../../reference/tensor/nested.ts';
import { same } from '../../reference/tensor/shape.ts';
import { Tensor } from '../../reference/tensor/tensor.ts';
import type { TensorData } from '../../reference/tensor/tensor-data.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import type { Example } from '../../spec/language/sample.ts';
import { caseOf } from '../arbitraries/case-of.ts';
import type { Case } from '../case.ts';
import { confirmWitness, matrix } from '../properties/matrix.ts';
import { formulaContext } from '../run/formula-context.ts';
import { evaluateByOracle } from '../run/oracle-evaluation.ts';
import { UsageError } from '../run/usage-error.ts';
import { textInput } from '../settings.ts';
import { lawFormulas } from './law-formulas.ts';
import type { Losses, UserLoss } from './losses.ts';

/**
 * What tests see to for the suite's own losses, of a user's: formulas that can be read, examples whose values are the
 * formula's, witnesses that break their laws, and a reference that takes the examples. Throws a UsageError that says
 * what is wrong. Whether the reference is right, and whether laws hold, is for a run to find.
 */
export async function checkLoss({ spec, reference, folder }: UserLoss, losses: Losses): Promise<void> {
  const fail = (what: string): never => {
    throw new UsageError(`--loss ${folder}: ${spec.id}: ${what}`);
  };
  const attempt = <T>(what: string, run: () => T): T => {
    try {
      return run();
    } catch (error) {
      return fail(`${what}: ${(error as Error).message}`);
    }
  };
  attempt('a formula cannot be read', () => readFormulas(spec));
  for (const { loss } of routes(spec)) {
    if (!Object.hasOwn(losses.specs, loss)) fail(`two_routes goes to ${loss}, which is no loss here`);
  }
  if (spec.examples.length === 0) fail('it has no example; one at least, with its value, is needed');
  for (const example of spec.examples) {
    const where = `the example "${example.title}"`;
    const c = attempt(where, () => caseOf(spec, example, 'f64', ['value']));
    attempt(where, () => checkInput(spec, c.operands, c.params, float64));
    const wrong = attempt(where, () => differs(spec, c, example));
    if (wrong) fail(`${where} ${wrong}`);
    const shape = attempt(`reference.ts fails on ${where}`, () => shapeBy(reference.algorithms[0].text, spec, c));
    if (!same(shape, c.cotangent.shape)) {
      fail(`the reference gives the shape [${shape}] for ${where}, and it must be [${c.cotangent.shape}]`);
    }
  }
  await checkWitnesses(spec, losses, fail);
}

/** Reads the loss's own formulas under every choice, and those of its laws, which hold under some, under one. */
function readFormulas(spec: LossSpec): void {
  const all = choices(spec);
  for (const params of all) {
    const names = namesOf(spec, params);
    const { loss, share } = formulasOf(spec, params);
    parseFormula(loss, names, 'the loss of an item');
    parseFormula(share.text, names, 'the share of an item in a mean');
  }
  for (const { law, formula } of lawFormulas(spec)) {
    const unread = all.map((params) => whyUnread(behindChoices(spec, params, formula), namesOf(spec, params), law));
    if (unread.every((why) => why !== undefined)) throw unread[0];
  }
}

function whyUnread(formula: string, names: ReadonlySet<string>, law: string): unknown {
  try {
    parseFormula(formula, names, law);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Every combination of the parameters that choose formulas. */
function choices(spec: LossSpec): ParamValues[] {
  return Object.entries(spec.params).reduce<ParamValues[]>(
    (sofar, [name, param]) => {
      const values: readonly ParamValue[] = param.kind === 'choice' ? Object.keys(param.values) : [param.default];
      return sofar.flatMap((params) => values.map((value) => ({ ...params, [name]: value })));
    },
    [{}],
  );
}

const routes = ({ laws }: LossSpec): readonly { readonly loss: string }[] =>
  laws.two_routes.kind === 'holds' ? laws.two_routes.instances.map(({ args }) => args) : [];

/** How the stated value differs from the formula's, which it must be to 15 digits; undefined where it does not. */
function differs(spec: LossSpec, c: Case, { value }: Example): string | undefined {
  const { operands, params, reduction } = c;
  const found = exact(spec, { operands, params, reduction, wants: ['value'] });
  if (found.outOfRange) return `has no value: ${found.outOfRange}`;
  const stated = nestedData(value, 'the value');
  const { shape, values } = found.outputs.value!;
  if (!same(stated.shape, shape)) return `states a value of shape [${stated.shape}], and it is [${shape}]`;
  const at = values.findIndex((text, i) => {
    const nearest = roundDecimal(text, float64);
    const lastDigit = nearest === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(nearest))) - 14);
    return !(Math.abs(differenceFrom(text, stated.data[i]!)) <= lastDigit / 2);
  });
  if (at < 0) return undefined;
  return `states ${stated.data[at]}, and by the formula it is ${roundDecimal(values[at]!, float64)}`;
}

/** The shape of what a text gives in float64. */
function shapeBy(text: Parameters<typeof evaluate>[0], spec: LossSpec, c: Case): readonly number[] {
  const { operands, settings } = textInput(spec, c);
  const lift = (x: TensorData): Tensor<Float64Rep> => new Tensor(arithmetic, x.shape, x.data);
  return evaluate(text, arithmetic, lift, operands, settings).value.shape as readonly number[];
}

async function checkWitnesses(spec: LossSpec, { specs }: Losses, fail: (what: string) => never): Promise<void> {
  const tools = formulaContext((id) => specs[id], { deterministic: true, validates: true });
  const byOracle = async (cases: readonly Case[]) => cases.map((c) => evaluateByOracle(specs[c.loss]!, c));
  for (const { law, witnesses } of matrix([spec])) {
    for (const witness of witnesses) {
      const finding = await confirmWitness(spec, law, witness, byOracle, tools).catch((error: Error) =>
        fail(`the witness against ${law} (${witness.because}): ${error.message}`),
      );
      if (finding?.verdict !== 'fail')
        fail(`${law} is said to be false, but its witness does not break it: ${witness.because}`);
    }
  }
}
