import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { valueShape } from '../arbitraries/value-shape.ts';
import { type Case, caseId, type TypedTensor, type Want } from '../case.ts';
import type { Implementation } from '../implementation.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import type { Outcome } from '../outcome.ts';
import { defaultsOf } from '../settings.ts';
import type { Outputs } from './mutant.ts';

/** A way to be wrong that any loss can be given: what shows that a law of it can fail. */
export interface Perturbation {
  readonly id: string;
  /** What it does, in one sentence. */
  readonly mistake: string;
  /** The reference of the loss, perturbed. */
  readonly of: (spec: LossSpec) => Implementation;
}

/** A whole number that belongs to this case and to no other. */
const markOf = (c: Case): number => Number.parseInt(caseId(c).slice(0, 8), 16);

/** A number in [-1, 1) that belongs to this element of what has this mark, and to no other. */
function noise(mark: number, index: number): number {
  let state = mark ^ Math.imul(index + 1, 0x9e3779b1);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 31 - 1;
}

type Change = (x: number, index: number, mark: () => number) => number;

/** Changes the value, the gradients, or both, number by number. */
const changing =
  (what: (want: Want) => boolean, change: Change): Perturbation['of'] =>
  (spec) =>
    referenceImplementation({
      corrupt: (outputs, c) => {
        if (c.loss !== spec.id) return outputs;
        let mark: number | undefined;
        const marked = (): number => {
          mark ??= markOf(c);
          return mark;
        };
        const changed = Object.entries(outputs as Readonly<Record<Want, TypedTensor>>).map(([want, t]) => [
          want,
          what(want as Want) ? { ...t, data: t.data.map((x, i) => change(x, i, marked)) } : t,
        ]);
        return Object.fromEntries(changed) as Outputs;
      },
    });
const isValue = (want: Want): boolean => want === 'value';
const isGradient = (want: Want): boolean => want !== 'value';
const any = (): boolean => true;

/** Changes what is asked before the reference sees it. */
const asking =
  (change: (c: Case, spec: LossSpec) => Case): Perturbation['of'] =>
  (spec) => {
    const inner = referenceImplementation();
    return {
      ...inner,
      evaluate: (cases) =>
        inner.evaluate(cases.map((c) => (c.loss === spec.id ? fitting(change(c, spec), c, spec) : c))),
    };
  };

/** The changed case, unless a parameter chooses the axes and the operands no longer fit. */
function fitting(changed: Case, c: Case, spec: LossSpec): Case {
  const shapeOf = (some: Case): string | undefined => {
    try {
      return valueShape(spec, some).join();
    } catch {
      return undefined; // bad input
    }
  };
  return shapeOf(changed) === shapeOf(c) ? changed : c;
}

/** Answers 0 where the reference refuses. */
const takingAnything: Perturbation['of'] = () => {
  const inner = referenceImplementation();
  return {
    ...inner,
    evaluate: async (cases) =>
      (await inner.evaluate(cases)).map((outcome, i): Outcome => {
        if (outcome.status !== 'rejected') return outcome;
        const { cotangent } = cases[i]!;
        return { status: 'value', outputs: { value: { ...cotangent, data: cotangent.data.map(() => 0) } } };
      }),
  };
};

/** From the one that most laws notice to those that are made for one. */
export const perturbations: readonly Perturbation[] = [
  {
    id: 'value-noise',
    mistake: 'adds to the value a number that depends on every bit of the input',
    of: changing(isValue, (x, i, mark) => x + (noise(mark(), i) * Math.max(Math.abs(x), 1)) / 4),
  },
  {
    id: 'gradient-noise',
    mistake: 'adds to the gradients a number that depends on every bit of the input',
    of: changing(isGradient, (x, i, mark) => x + (noise(mark(), i) * Math.max(Math.abs(x), 1)) / 4),
  },
  { id: 'negated', mistake: 'negates the value', of: changing(isValue, (x) => -x) },
  { id: 'lowered', mistake: 'subtracts 1 from the value', of: changing(isValue, (x) => x - 1) },
  {
    id: 'raised',
    mistake: 'returns 1000 times the value, and 1000 more',
    of: changing(isValue, (x) => 1000 * x + 1000),
  },
  { id: 'zero', mistake: 'returns 0 everywhere', of: changing(any, () => 0) },
  { id: 'gradient-negated', mistake: 'negates the gradients', of: changing(isGradient, (x) => -x) },
  { id: 'infinite', mistake: 'overflows everywhere', of: changing(any, () => Infinity) },
  { id: 'nan-hidden', mistake: 'turns NaN into 0', of: changing(any, (x) => (Number.isNaN(x) ? 0 : x)) },
  {
    id: 'parameters-ignored',
    mistake: 'uses the default of every parameter',
    of: asking((c, spec) => ({ ...c, params: defaultsOf(spec) })),
  },
  {
    id: 'parameters-fixed',
    mistake: 'uses the first other value of every choice and flag, and twice the default of every number',
    of: asking((c, spec) => ({ ...c, params: { ...c.params, ...otherParams(spec) } })),
  },
  {
    id: 'unrepeatable',
    mistake: 'gives another answer every time',
    of: (spec) => {
      let calls = 0;
      return changing(any, (x) => x + ++calls)(spec);
    },
  },
  { id: 'unchecked', mistake: 'takes any input, and answers 0 to what it should refuse', of: takingAnything },
];

function otherParams(spec: LossSpec): Case['params'] {
  return Object.fromEntries(
    Object.entries(spec.params).map(([name, param]) => {
      if (param.kind === 'choice') return [name, Object.keys(param.values).at(-1)!];
      if (param.kind === 'flag') return [name, !param.default];
      if (param.kind === 'number') return [name, param.tries[0] ?? param.default];
      return [name, param.default];
    }),
  );
}
