import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { type Bindings, contentOf, infiniteOne, notFinite, only } from './bindings.ts';
import { type BoundCase, boundCase } from './bound-case.ts';
import type { ExactInput } from './exact-outputs.ts';
import { ItemGroup, type Task } from './item-group.ts';
import type { Items } from './items.ts';
import { type ParsedFormula, parseFormula } from './parse-formula.ts';
import { formulasOf, type ParamValues } from './spec-formulas.ts';

/** Items whose formulas see the same numbers, or one item of a coupled batch. */
export interface PlannedItem {
  readonly items: readonly number[];
  readonly weight: number;
  /** Whether its loss is not computed because it holds NaN or an infinity under weight 0. */
  readonly unknown: boolean;
}

/** Items that are computed on one tape. */
export interface PlannedGroup {
  readonly group: ItemGroup;
  /** In the order of the group's values. */
  readonly members: readonly PlannedItem[];
}

/** What is to be computed for one input. */
export interface Plan {
  readonly items: Items;
  readonly groups: readonly PlannedGroup[];
  readonly weightOperand: string | undefined;
}

interface Entry extends PlannedItem {
  readonly items: number[];
  readonly bindings: Bindings;
  readonly task: Task;
}

/** Divides an input into items, leaves out the ignored ones, and puts those whose formulas see the same numbers together. */
export function planOf(spec: LossSpec, params: ParamValues, input: ExactInput): Plan {
  const bound = boundCase(spec, params, input.operands);
  const { items, names } = bound;
  const texts = formulasOf(spec, params);
  const parse = (text: string, part: string): ParsedFormula => parseFormula(text, names, `${spec.id}, ${part}`);
  const mean = input.reduction === 'mean';
  const whole: Task = {
    where: spec.id,
    loss: parse(texts.loss, 'formula'),
    share: mean ? parse(texts.share.text, 'denominator') : undefined,
    variables: new Set(input.wants.filter((want) => want !== 'value').map((want) => want.slice('gradient.'.length))),
  };
  const entries = entriesOf(spec, bound, whole, mean && texts.share.ignored);
  // A tape is shared by items that see everything, apart from those whose loss is not computed.
  const together = items.coupled
    ? [entries.filter(({ task }) => task.loss), entries.filter(({ task }) => !task.loss)]
    : entries.map((entry) => [entry]);
  const groups = together
    .filter((part) => part.length > 0)
    .map((members) => ({
      group: new ItemGroup(
        members[0]!.task,
        members.map(({ bindings }) => bindings),
      ),
      members,
    }));
  return { items, groups, weightOperand: bound.weightOperand };
}

function entriesOf(spec: LossSpec, bound: BoundCase, whole: Task, ignoredCount: boolean): readonly Entry[] {
  const withoutLoss: Task = { ...whole, loss: undefined };
  const seenBy = new Map([whole, withoutLoss].map((task) => [task, mentionedBy(task)]));
  const found = new Map<string, Entry>();
  const { items } = bound;
  for (let item = 0; item < items.count; item++) {
    const ignored = bound.isIgnored(item);
    if (ignored && !ignoredCount) continue;
    const weight = bound.weight(item);
    const all = bound.bindings(item);
    const infinite = infiniteOne(all);
    if (infinite !== undefined && !ignored && weight !== 0) throw notFinite(spec.id, infinite);
    const task = ignored || infinite !== undefined ? withoutLoss : whole;
    const unknown = !ignored && infinite !== undefined;
    const bindings = only(all, seenBy.get(task)!);
    const key = items.coupled
      ? `${item}`
      : `${item % items.perPlace} ${ignored} ${unknown} ${weight} ${contentOf(bindings)}`;
    const same = found.get(key);
    if (same) same.items.push(item);
    else found.set(key, { items: [item], weight, unknown, bindings, task });
  }
  return [...found.values()];
}

const mentionedBy = ({ loss, share }: Task): ReadonlySet<string> =>
  new Set([...(loss?.mentions ?? []), ...(share?.mentions ?? [])]);
