import { itemAxes, itemCounter } from './items.ts';
import type { Cell, Condition, LawArguments, LawId, Witness } from './law.ts';
import { type LawNames, lawIds, lawNames } from './law-names.ts';
import type { LossSpec } from './loss-spec.ts';
import type { Sample } from './sample.ts';

/** Throws an Error that names the loss and the place where its spec contradicts itself. */
export function checkSpec(spec: LossSpec): void {
  const fail = (what: string): never => {
    throw new Error(`spec ${spec.id}: ${what}`);
  };
  if (!/^[a-z][a-z0-9_]*$/.test(spec.id)) fail('the id must be snake_case');
  for (const name of Object.keys(spec.operands)) if (name in spec.params) fail(`${name} is operand and parameter`);
  if (spec.reductions.length === 0) fail('it has no reduction');
  if (spec.reductions.length === 1 && spec.laws.reductions_agree.kind !== 'inapplicable') {
    fail('reductions_agree is about several reductions, and there is one');
  }
  const { ignore } = spec;
  if (ignore && !(ignore.operand in spec.operands)) fail(`ignores by ${ignore.operand}, which is no operand`);
  if (ignore && !(ignore.param in spec.params)) fail(`ignores by ${ignore.param}, which is no parameter`);
  checkAxes(spec, fail);
  for (const sample of [...spec.examples, ...spec.edges]) checkSample(spec, `"${sample.title}"`, sample, fail);
  for (const law of lawIds) {
    if (!spec.laws[law]) fail(`it says nothing of the law ${law}: holds, isFalse or inapplicable`);
    checkCell(spec, law, spec.laws[law], fail);
  }
  for (const law of Object.keys(spec.laws)) if (!lawIds.includes(law as LawId)) fail(`there is no law ${law}`);
}

type Fail = (what: string) => never;

/** The symbols of the operands' axes, under every value of what they depend on. */
function symbolsOf(spec: LossSpec): ReadonlySet<string> {
  const lists = Object.values(spec.operands).flatMap(({ axes }) => ('by' in axes ? Object.values(axes.axes) : [axes]));
  return new Set(lists.flat().filter((axis) => typeof axis === 'string'));
}

function checkAxes(spec: LossSpec, fail: Fail): void {
  const symbols = symbolsOf(spec);
  for (const [name, { axes, domain }] of Object.entries(spec.operands)) {
    if ('by' in axes && !(axes.by in spec.params))
      fail(`the axes of ${name} depend on ${axes.by}, which is no parameter`);
    const symbol = 'of' in domain ? domain.of : 'over' in domain ? domain.over : undefined;
    if (symbol !== undefined && !symbols.has(symbol))
      fail(`${name} is about ${symbol}, which is no axis of an operand`);
  }
  for (const axis of itemAxes(spec.items)) {
    if (!symbols.has(axis)) fail(`its items are numbered by ${axis}, which is no axis of an operand`);
  }
  const index = itemCounter(spec.items)?.index;
  if (index !== undefined && (index in spec.operands || index in spec.params || symbols.has(index))) {
    fail(`its items are counted by ${index}, which already means something`);
  }
}

function checkSample(spec: LossSpec, where: string, sample: Sample, fail: Fail): void {
  for (const name of Object.keys(sample.operands)) {
    if (!(name in spec.operands)) fail(`${where} gives ${name}, which is no operand`);
  }
  for (const [name, { absent }] of Object.entries(spec.operands)) {
    if (absent === undefined && !(name in sample.operands)) fail(`${where} does not give ${name}`);
  }
  for (const [name, value] of Object.entries(sample.params ?? {})) {
    const param = spec.params[name] ?? fail(`${where} gives ${name}, which is no parameter`);
    const known = param.kind === 'choice' ? Object.keys(param.values) : undefined;
    if (known && !known.includes(String(value))) fail(`${where} gives ${name} = ${value}; it is ${known.join(' or ')}`);
  }
  const { reduction } = sample;
  if (reduction && !spec.reductions.includes(reduction))
    fail(`${where} has the reduction ${reduction}, which it has not`);
}

function checkCell<K extends LawId>(spec: LossSpec, law: K, cell: Cell<LawArguments[K]>, fail: Fail): void {
  const names = (args: LawArguments[K]): void => checkNames(spec, law, lawNames[law](args), fail);
  const witness = (w: Witness<LawArguments[K]>): void => {
    names(w.args);
    checkSample(spec, `the witness against ${law}`, w.sample, fail);
    for (const name of Object.keys(w.to ?? {})) {
      if (!(name in spec.operands)) fail(`the witness against ${law} gives ${name}, which is no operand`);
    }
  };
  if (cell.kind === 'false') witness(cell.witness);
  if (cell.kind !== 'holds') return;
  for (const { args, when } of cell.instances) {
    names(args);
    if (when) checkCondition(spec, law, when, fail);
  }
  for (const w of cell.otherwise ?? []) witness(w);
}

function checkNames(spec: LossSpec, law: LawId, { operands, numbers, params, symbols }: LawNames, fail: Fail): void {
  const given = (names: readonly (string | undefined)[] = []): string[] => names.filter((name) => name !== undefined);
  for (const name of given(operands)) if (!(name in spec.operands)) fail(`${law} names ${name}, which is no operand`);
  for (const name of given(params)) if (!(name in spec.params)) fail(`${law} names ${name}, which is no parameter`);
  for (const name of given(numbers)) {
    if (name in spec.operands || spec.params[name]?.kind === 'number') continue;
    fail(`${law} names ${name}, which is neither an operand nor a parameter that is a number`);
  }
  const known = symbolsOf(spec);
  for (const name of given(symbols)) if (!known.has(name)) fail(`${law} names ${name}, which is no axis of an operand`);
}

function checkCondition(spec: LossSpec, law: LawId, when: Condition, fail: Fail): void {
  for (const name of Object.keys(when.params ?? {})) {
    if (!(name in spec.params)) fail(`${law} holds under conditions of ${name}, which is no parameter`);
  }
  for (const name of [...(when.absent ?? []), ...(when.present ?? []), ...(when.hard ?? []), ...(when.nonzero ?? [])]) {
    if (!(name in spec.operands)) fail(`${law} holds under conditions of ${name}, which is no operand`);
  }
  for (const name of [...(when.absent ?? []), ...(when.present ?? [])]) {
    if (spec.operands[name]!.absent === undefined)
      fail(`${law} holds where ${name} is left out or not, which it never is`);
  }
}
