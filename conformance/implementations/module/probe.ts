import { same } from '../../../reference/tensor/shape.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import type { Reduction } from '../../../spec/language/reduction.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import type { Case } from '../../case.ts';
import type { LossSupport, ParamSupport } from '../../implementation.ts';
import { callLoss, outputFrom, type Returned } from './answer-case.ts';
import type { ModuleLoss, ModuleSupport } from './user-module.ts';

/**
 * What a function has of a loss, found by calling it on the examples of the spec under every reduction: the parameters
 * and optional operands that it ever reads, the reductions whose value has the right shape, and the gradients that it
 * returns. One that answers no example has every reduction, so that it is asked, and what it says instead is seen. What
 * the module says of itself goes first.
 */
export async function probe(
  loss: ModuleLoss,
  spec: LossSpec,
  said: ModuleSupport,
  dtypes: LossSupport['dtypes'],
): Promise<LossSupport> {
  const reads: Reads = { operands: new Set(), params: new Set() };
  const gradients = new Set<string>();
  const reductions = new Set<Reduction>();
  for (const reduction of spec.reductions) {
    for (const example of spec.examples) {
      const c = caseOf(spec, { ...example, reduction }, 'f64');
      const returned = await attempt(loss, spec, c, reads);
      if (!returned || !hasShape(returned, spec, c)) continue;
      reductions.add(reduction);
      for (const name in returned.gradients) gradients.add(name);
    }
  }
  const optional = Object.keys(spec.operands).filter((name) => spec.operands[name]!.absent !== undefined);
  const params = Object.keys(spec.params).filter((name) => isRead(name, reads.params));
  return {
    origin: said.origin ?? 'library',
    params: said.params ?? Object.fromEntries(params.map((name): [string, ParamSupport] => [name, 'any'])),
    optional: said.optional ?? optional.filter((name) => isRead(name, reads.operands)),
    reductions: said.reductions ?? reductionsOf(spec, reductions, isRead('reduction', reads.params)),
    dtypes: said.dtypes ?? dtypes,
    wants: ['value', ...[...(said.gradients ?? gradients)].map((name) => `gradient.${name}`)],
  };
}

/** One that never asks for the reduction has only one: a list is none of them reduced, a number is their mean. */
function reductionsOf(spec: LossSpec, answered: ReadonlySet<Reduction>, isAsked: boolean): readonly Reduction[] {
  if (!isAsked) return [answered.has('none') ? 'none' : 'mean'];
  return answered.size > 0 ? [...answered] : spec.reductions;
}

/** The names that a function read; `*` where it took whatever there is. */
interface Reads {
  readonly operands: Set<string>;
  readonly params: Set<string>;
}
const isRead = (name: string, reads: ReadonlySet<string>): boolean => reads.has(name) || reads.has('*');

/** What the function returns, undefined where it throws; notes the names that it reads. */
async function attempt(loss: ModuleLoss, spec: LossSpec, c: Case, reads: Reads): Promise<Returned | undefined> {
  try {
    return await callLoss(loss, spec, c, { operands: watched(reads.operands), params: watched(reads.params) });
  } catch {
    return undefined;
  }
}

const watched =
  (reads: Set<string>) =>
  <T extends object>(given: T): T =>
    new Proxy(given, {
      get(target, name, receiver) {
        reads.add(String(name));
        return Reflect.get(target, name, receiver);
      },
      has(target, name) {
        reads.add(String(name));
        return Reflect.has(target, name);
      },
      ownKeys(target) {
        reads.add('*');
        return Reflect.ownKeys(target);
      },
    });

function hasShape({ value }: Returned, spec: LossSpec, c: Case): boolean {
  try {
    return same(outputFrom(value, spec, 'value', c, 'f64').shape, c.cotangent.shape);
  } catch {
    return false;
  }
}
