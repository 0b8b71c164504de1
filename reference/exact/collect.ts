import type { Reduction } from '../../spec/language/reduction.ts';
import { exactly } from './big-number.ts';
import { type Certified, type CertifiedArithmetic, exactNumber, isZero, one, zero } from './certified.ts';
import type { Gradient } from './gradient.ts';
import type { GroupGradient } from './item-group.ts';
import type { Plan, PlannedGroup, PlannedItem } from './plan.ts';
import { type Reduced, reduce, type Slopes, type Term, weighted } from './reduce.ts';

/** Where a number of a gradient belongs. */
export interface Place {
  readonly name: string;
  readonly at: number;
  readonly value: Certified;
}
/** A kink before its numbers are written out. */
interface RawKink {
  readonly alternatives: readonly {
    readonly change: readonly Place[];
    readonly balls: readonly (readonly (readonly Place[])[])[];
  }[];
}
/** Everything that one attempt found. */
export interface Collected {
  readonly values: readonly Certified[];
  /** By operand or parameter; a position that is not there has derivative 0. */
  readonly gradients: ReadonlyMap<string, ReadonlyMap<number, Certified>>;
  readonly kinks: readonly RawKink[];
  readonly complete: boolean;
}

interface Member extends PlannedItem {
  readonly term: Term;
}
interface SolvedGroup {
  readonly group: PlannedGroup;
  readonly members: readonly Member[];
}

/** Computes the groups of a plan with at least so many digits, and reduces them. */
export function collect(
  plan: Plan,
  reduction: Reduction,
  empty: unknown,
  cotangent: ArrayLike<number>,
  arithmetic: CertifiedArithmetic,
): Collected {
  const groups = plan.groups.map((group): SolvedGroup => {
    const values = group.group.values(arithmetic.digits);
    return { group, members: group.members.map((member, i) => ({ ...member, term: termOf(member, values[i]!) })) };
  });
  const members = groups.flatMap((group) => group.members);
  const reduced = reduce(
    members.map(({ term }) => term),
    reduction,
    empty,
    arithmetic,
  );
  const seed = interned(cotangent);
  const values = reduction === 'none' ? unreduced(plan, members, arithmetic) : [reduced.value];
  return { values, ...differentiate(plan, groups, reduced, reduction === 'none' ? seed : () => seed(0), arithmetic) };
}

const termOf = ({ weight, items, unknown }: PlannedItem, { loss, share }: Pick<Term, 'loss' | 'share'>): Term => ({
  loss: unknown ? exactNumber(exactly(Number.NaN)) : loss,
  share,
  weight: weight === 1 ? one : exactNumber(exactly(weight)),
  times: items.length,
});

function unreduced(plan: Plan, members: readonly Member[], arithmetic: CertifiedArithmetic): readonly Certified[] {
  const values = Array.from({ length: plan.items.count }, () => zero);
  for (const { items, term } of members) {
    const value = weighted(term, arithmetic);
    for (const item of items) values[item] = value;
  }
  return values;
}

/** The numbers of a tensor; equal ones are the same object, so that what depends on them is computed once. */
function interned(numbers: ArrayLike<number>): (at: number) => Certified {
  const known = new Map<number, Certified>();
  return (at) => {
    const x = numbers[at]!;
    const found = known.get(x) ?? exactNumber(exactly(x));
    known.set(x, found);
    return found;
  };
}

function differentiate(
  plan: Plan,
  groups: readonly SolvedGroup[],
  reduced: Reduced,
  seed: (item: number) => Certified,
  arithmetic: CertifiedArithmetic,
): Omit<Collected, 'values'> {
  const gradients = new Map<string, Map<number, Certified>>();
  const kinks: RawKink[] = [];
  let complete = true;
  const put = ({ name, at, value }: Place): void => {
    if (isZero(value)) return;
    if (!gradients.has(name)) gradients.set(name, new Map());
    const numbers = gradients.get(name)!;
    const sofar = numbers.get(at);
    numbers.set(at, sofar ? arithmetic.add(sofar, value) : value);
  };
  for (const { group, members: own, items, slopes } of batchesOf(plan, groups, reduced, seed)) {
    own.forEach((member, i) => {
      if (!plan.weightOperand) return;
      const name = plan.weightOperand;
      for (const item of items ?? member.items) put({ name, at: plan.items.own(item, name), value: slopes[i]!.weight });
    });
    if (slopes.every(({ loss, share }) => isZero(loss) && isZero(share))) continue;
    const found = group.group.gradient(slopes, arithmetic.digits);
    complete &&= found.complete;
    for (const item of items ?? [0]) {
      const place = (gradient: Gradient): readonly Place[] =>
        gradient.map(({ variable: { name, at }, value }) => ({ name, at: plan.items.position(item, name, at), value }));
      place(found.gradient).forEach(put);
      if (found.alternatives.length > 0) kinks.push(kinkOf(found, place));
    }
  }
  return { gradients, kinks, complete };
}

const kinkOf = ({ alternatives }: GroupGradient, place: (gradient: Gradient) => readonly Place[]): RawKink => ({
  alternatives: alternatives.map(({ change, corners }) => ({
    change: place(change),
    balls: corners.map(({ rows }) => rows.map(place)),
  })),
});

interface Batch {
  readonly group: PlannedGroup;
  readonly members: readonly Member[];
  readonly slopes: readonly Slopes[];
  /** The items that all have this gradient; of a coupled group there is one gradient, of the whole. */
  readonly items?: readonly number[];
}

/** What is differentiated together: a coupled group, or equal items that are weighted alike. */
function batchesOf(
  plan: Plan,
  groups: readonly SolvedGroup[],
  reduced: Reduced,
  seed: (item: number) => Certified,
): readonly Batch[] {
  return groups.flatMap(({ group, members: own }): readonly Batch[] => {
    if (plan.items.coupled) {
      return [{ group, members: own, slopes: own.map(({ term, items }) => reduced.slopes(term, seed(items[0]!))) }];
    }
    const bySeed = new Map<Certified, number[]>();
    for (const item of own[0]!.items) {
      const by = seed(item);
      const items = bySeed.get(by);
      if (items) items.push(item);
      else bySeed.set(by, [item]);
    }
    return [...bySeed].map(([by, items]) => ({
      group,
      members: own,
      slopes: [reduced.slopes(own[0]!.term, by)],
      items,
    }));
  });
}
