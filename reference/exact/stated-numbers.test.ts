import { describe, expect, it } from 'vitest';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { usualReduction } from '../../spec/language/reduction.ts';
import type { Edge, Example, Nested } from '../../spec/language/sample.ts';
import { specs } from '../../spec/losses/index.ts';
import { float64 } from '../tensor/format.ts';
import { roundDecimal } from './decimal.ts';
import { exact } from './exact.ts';
import type { ExactOutputs, ExactWant } from './exact-outputs.ts';
import { tensor, tensors } from './test-support/local-spec.ts';

/** What sources state of decimals that no double is: the value of the decimals, which is that of the doubles but for its end. */
const ofDecimals = [
  ['huber', 'the source lesson, E2', 0.43875],
  ['smooth_l1', 'the source lesson, E2: at beta 1 it is Huber with delta 1', 0.43875],
  ['mae', 'the source lesson, E1', 0.325],
  ['pinball', 'the median of E1: half of 0.325', 0.1625],
  ['rosenbrock', 'the usual start: (2.2)^2 + 100 (1 - 1.44)^2', 24.2],
] as const;

const numbers = (x: Nested): number[] => Array.from(tensor(x).data);

/** What the formula says of a sample; undefined of input that only edges speak of. */
function answer(spec: LossSpec, sample: Example | Edge, wants: readonly ExactWant[]): ExactOutputs | undefined {
  const { operands, params = {}, reduction = usualReduction(spec) } = sample;
  const given = Object.values(operands).map(numbers);
  if (given.some((x) => x.length === 0)) return undefined;
  try {
    return exact(spec, { operands: tensors(operands), params, reduction, wants });
  } catch (error) {
    // Rows that do not count may hold anything, others may not.
    const areFinite = given.every((x) => x.every(Number.isFinite));
    if (areFinite || !/ is not finite, and its formula is for finite numbers/.test(String(error))) throw error;
    return undefined;
  }
}

/** The double next to what the formula says, as the range that it is; at a kink from the least slope to the largest. */
function nearest({ outputs, kinks }: ExactOutputs, want: ExactWant, at: number): readonly [number, number] {
  const value = roundDecimal(outputs[want]!.values[at]!, float64);
  const changes = kinks.flatMap(({ alternatives }) => alternatives.flatMap(({ change }) => change));
  const here = changes.filter((entry) => entry.want === want && entry.at === at);
  const all = [value, ...here.map((change) => value + Number(change.value))];
  return [Math.min(...all), Math.max(...all)];
}

describe.each(Object.values(specs).map((spec) => [spec.id, spec] as const))('%s', (_, spec) => {
  it('states each number of its examples and edges as the double next to it', () => {
    const wrong: unknown[] = [];
    let asked = 0;
    for (const sample of [...spec.examples, ...spec.edges]) {
      if (sample.value === 'rejected') continue;
      const gradient = ('gradient' in sample && sample.gradient) || {};
      const stated = new Map<ExactWant, Nested>([['value', sample.value]]);
      for (const [name, x] of Object.entries(gradient)) stated.set(`gradient.${name}`, x);
      const said = answer(spec, sample, [...stated.keys()]);
      if (!said) continue;
      for (const [want, x] of stated) {
        const found = numbers(x);
        expect(found.length, sample.title).toBe(said.outputs[want]!.values.length);
        found.forEach((number, at) => {
          asked++;
          const [least, most] = nearest(said, want, at);
          const isRight = (number >= least && number <= most) || Object.is(number, most);
          const isQuoted = ofDecimals.some(
            ([id, title, of]) => id === spec.id && title === sample.title && of === number,
          );
          if (isRight === isQuoted) wrong.push({ title: sample.title, want, at, number, least, most });
        });
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(0);
  });
});

it('every quoted number is one of an example', () => {
  for (const [id, title] of ofDecimals) {
    expect(specs[id]!.examples.map((example) => example.title)).toContain(title);
  }
});
