import type { Cell, Condition, LawArguments, LawId, Witness } from '../../spec/language/law.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { Case, Want } from '../case.ts';
import type { Evaluation, Property, PropertyContext } from '../property.ts';
import type { Finding } from '../verdict.ts';
import { drawFrom } from './draw.ts';
import { properties } from './index.ts';
import { caseOfSample, sampleTensors } from './support/sample-case.ts';

type AnyWitness = Witness<LawArguments[LawId]>;

/** One cell of the table of losses and laws. */
export interface MatrixCell {
  readonly loss: string;
  readonly law: LawId;
  readonly kind: 'holds' | 'false' | 'inapplicable';
  /** Of a law that holds: its instances, each with the options under which it does (all where undefined). */
  readonly instances: readonly { readonly args: LawArguments[LawId]; readonly when?: Condition }[];
  /** Samples that break the law: of a false one, and of a law that holds where its conditions are not met. */
  readonly witnesses: readonly AnyWitness[];
  /** Why it is inapplicable. */
  readonly because?: string;
}

/** The full table, row by row. Throws where a spec leaves a law out. */
export function matrix(specs: readonly LossSpec[]): MatrixCell[] {
  return specs.flatMap((spec) => (Object.keys(properties) as LawId[]).map((law) => cellOf(spec, law)));
}

function cellOf(spec: LossSpec, law: LawId): MatrixCell {
  const cell = spec.laws[law] as Cell<LawArguments[LawId]> | undefined;
  if (!cell) throw new Error(`spec ${spec.id} says nothing of the law ${law}`);
  const base = { loss: spec.id, law, kind: cell.kind, instances: [], witnesses: [] };
  switch (cell.kind) {
    case 'holds':
      return { ...base, instances: cell.instances, witnesses: cell.otherwise ?? [] };
    case 'false':
      return { ...base, witnesses: [cell.witness] };
    case 'inapplicable':
      return { ...base, because: cell.because };
  }
}

/** What a plan needs beside the base: the parts of a context that do not depend on the law. */
export type Tools = Pick<PropertyContext, 'specOf' | 'formula' | 'promises'>;
export type Evaluate = (cases: readonly Case[]) => Promise<readonly Evaluation[]>;

/** A witness's sample in float64, with every output wanted. */
export function baseOfWitness(spec: LossSpec, { sample }: AnyWitness): Case {
  const bare = caseOfSample(spec, sample, 'f64', 'ordinary', ['value']);
  const numbers = Object.keys(spec.params).filter((name) => {
    const param = spec.params[name]!;
    return param.kind === 'number' && param.differentiable && bare.params[name] !== null;
  });
  const operands = Object.keys(bare.operands).filter((name) => spec.operands[name]!.differentiable);
  return { ...bare, wants: ['value', ...[...operands, ...numbers].map((name): Want => `gradient.${name}`)] };
}

/**
 * Judges a law on its witness: the finding must be `fail`. A law that draws (a factor, a second point) is given several
 * draws, and the first failure is the finding. undefined where no draw makes a plan of the witness.
 */
export async function confirmWitness(
  spec: LossSpec,
  law: LawId,
  witness: AnyWitness,
  evaluate: Evaluate,
  tools: Tools,
): Promise<Finding | undefined> {
  const base = baseOfWitness(spec, witness);
  const to = witness.to && sampleTensors(spec, witness.to, base.params, base.dtype);
  let found: Finding | undefined;
  for (let attempt = 0; attempt < draws && found?.verdict !== 'fail'; attempt++) {
    const draw = drawFrom(() => `${spec.id}/${law}/${attempt}`);
    const context = { ...tools, spec, draw, ...(to ? { to } : {}) };
    found = (await examine(law, base, witness.args, context, evaluate)) ?? found;
  }
  return found;
}
const draws = 16;

/** What a law says of one base; undefined where it says nothing. */
export async function examine(
  law: LawId,
  base: Case,
  args: LawArguments[LawId],
  context: PropertyContext,
  evaluate: Evaluate,
): Promise<Finding | undefined> {
  const property: Property = properties[law];
  const plan = property.plan(base, args, context);
  return plan?.judge(await evaluate(plan.cases));
}
