import { describe, expect, it } from 'vitest';
import { real } from '../../spec/language/domain.ts';
import { operand } from '../../spec/language/operand.ts';
import { tripletMargin } from '../../spec/losses/metric-learning/triplet_margin.ts';
import { huber } from '../../spec/losses/regression/huber.ts';
import { giou } from '../../spec/losses/segmentation-detection/giou.ts';
import { exact } from './exact.ts';
import type { ExactOutputs, Kink } from './exact-outputs.ts';
import { supportOf } from './support-of.ts';
import { localSpec, type Nested, tensors } from './test-support/local-spec.ts';

const vector = { items: [], operands: { v: operand(['D'], real, 'a vector') } };
const at = (formula: string, v: Nested): ExactOutputs =>
  exact(localSpec(formula, vector), { operands: tensors({ v }), reduction: 'sum', wants: ['gradient.v'] });

/** Of one kink without norms: the gradients of its alternatives as rows of numbers, in some order. */
function gradients({ outputs, kinks }: ExactOutputs, want: `gradient.${string}` = 'gradient.v'): string[] {
  const [kink] = kinks as [Kink];
  expect(kinks).toHaveLength(1);
  return kink.alternatives
    .map(({ change, balls }) => {
      expect(balls).toEqual([]);
      const row = outputs[want]!.values.map(Number);
      for (const entry of change) if (entry.want === want) row[entry.at]! += Number(entry.value);
      return row.join(' ');
    })
    .sort();
}

describe('ties', () => {
  it('of two, of three, and of the magnitude', () => {
    expect(gradients(at('max(v)', [2, 2]))).toEqual(['0 1', '1 0']);
    expect(gradients(at('min(v)', [2, 5, 2]))).toEqual(['0 0 1', '1 0 0']);
    expect(gradients(at('max(v)', [3, 3, 3]))).toEqual(['0 0 1', '0 1 0', '1 0 0']);
    expect(gradients(at('abs(v[1])', [0]))).toEqual(['-1', '0', '1']);
    expect(gradients(at('max(0, v[1] - v[2] + 1)', [1, 2]))).toEqual(['0 0', '1 -1']);
  });

  it('at an equality of conditions, and only where the value does not jump', () => {
    expect(gradients(at('v[1] <= 1 ? v[1] : 2 * v[1] - 1', [1]))).toEqual(['1', '2']);
    expect(gradients(at('v[1] > 1 ? 2 * v[1] - 1 : v[1]', [1]))).toEqual(['1', '2']);
    expect(at('v[1] < 1 ? 0 : v[1]', [1]).kinks).toEqual([]);
    expect(at('v[1] < 1 ? 0 : v[1]', [1]).outputs['gradient.v']!.values).toEqual(['1']);
  });

  it('are no kinks where both sides have one slope', () => {
    expect(at('v[1] <= 1 ? v[1]^2 / 2 : v[1] - 1 / 2', [1]).kinks).toEqual([]);
    expect(at('v[1] * abs(v[1])', [0]).kinks).toEqual([]);
    const input = { operands: tensors({ prediction: [2], target: [1] }), reduction: 'sum' as const };
    const answer = exact(huber, { ...input, wants: ['gradient.prediction', 'gradient.delta'] });
    expect(answer.kinks).toEqual([]);
    expect(answer.outputs['gradient.delta']!.values).toEqual(['0']);
  });

  it('of the same two quantities are one question, however it is asked', () => {
    expect(at('max(v[1], v[2]) - (v[1] >= v[2] ? v[1] : v[2])', [2, 2]).kinks).toEqual([]);
    expect(at('max(v[1], v[2]) - v[2] - max(v[1] - v[2], 0)', [2, 2]).kinks).toEqual([]);
    expect(at('max(v[1], v[2]) - (v[1] + v[2] + abs(v[1] - v[2])) / 2', [2, 2]).kinks.length).toBeLessThanOrEqual(1);
    expect(gradients(at('max(v[1], v[2]) + abs(v[2] - v[1])', [1, 1]))).toEqual(['-1 2', '1 0', '2 -1']);
  });

  it('of labels, extents and what is held are none', () => {
    expect(at('v[1] == 1 ? v[1]^2 : v[1]', [1]).kinks).toEqual([]);
    expect(at('D <= 1 ? v[1] : 0', [1]).kinks).toEqual([]);
    expect(at('max(hold(v[1]), 1)', [1]).kinks).toEqual([]);
  });

  it('multiply in one item: an overlap of boxes whose four edges tie', () => {
    const boxes = tensors({ prediction: [[0, 0, 1, 1]], target: [[0, 0, 1, 1]] });
    const answer = exact(giou, { operands: boxes, reduction: 'sum', wants: ['value', 'gradient.prediction'] });
    expect(answer.outputs.value!.values).toEqual(['0']);
    expect(answer.kinksComplete).toBe(true);
    // Each edge: inwards it shrinks the intersection (slope 2 with the union), outwards union and hull.
    expect(gradients(answer, 'gradient.prediction')).toContain('1 1 -1 -1');
    expect(gradients(answer, 'gradient.prediction')).toContain('-1 -1 1 1');
  });

  it('are followed up to a limit, and said to be when there are more', () => {
    const few = at('sum(map(v, abs))', [0, 0, 0, 0]);
    expect(few.kinksComplete).toBe(true);
    expect(few.kinks[0]!.alternatives).toHaveLength(1 + 2 ** 4);
    expect(
      at(
        'sum(map(v, abs))',
        Array.from({ length: 12 }, () => 0),
      ).kinksComplete,
    ).toBe(false);
  });

  it('of irrational distances, which no digits tell apart', () => {
    const points = tensors({ anchor: [[0, 0]], positive: [[1, 1]], negative: [[1, -1]] });
    const input = { operands: points, reduction: 'sum' as const, params: { margin: 0 } };
    const answer = exact(tripletMargin, { ...input, wants: ['value', 'gradient.margin'] });
    expect(answer).toMatchObject({ settled: true, digits: 960, outputs: { value: { values: ['0'] } } });
    expect(gradients(answer, 'gradient.margin')).toEqual(['0', '1']);
    const apart = { ...input, operands: { ...points, negative: tensors({ x: [[1, -1 - 2 ** -40]] }).x! } };
    expect(exact(tripletMargin, { ...apart, wants: ['gradient.margin'] }).kinks).toEqual([]);
  });
});

describe('the support of what is admitted', () => {
  const along = (answer: ExactOutputs, ...direction: number[]): number =>
    supportOf(answer.kinks, { 'gradient.v': direction });

  it('at a tie of two maxima is that of the segment between e1 and e2', () => {
    const answer = at('max(v)', [2, 2]);
    const [g1, g2] = answer.outputs['gradient.v']!.values.map(Number) as [number, number];
    expect([g1 + along(answer, 1, 0), g2 + along(answer, 0, 1)]).toEqual([1, 1]);
    // [1, 1] is inside component by component, and outside along all-ones: every mixture sums to 1.
    expect(g1 + g2 + along(answer, 1, 1)).toBe(1);
    expect(-g1 - g2 + along(answer, -1, -1)).toBe(-1);
  });

  it('at a norm of 0 is that of the ball', () => {
    const answer = at('3 * norm(v)', [0, 0, 0]);
    expect(answer.outputs['gradient.v']!.values).toEqual(['0', '0', '0']);
    expect(along(answer, 1, 0, 0)).toBe(3);
    expect(along(answer, 2, -3, 6)).toBeCloseTo(21, 12);
    expect(along(at('sqrt(sum((v - 1).^2))', [1, 1]), 3, 4)).toBeCloseTo(5, 12);
    expect(along(at('sqrt(v[1]^2 + v[2]^2 + v[3]^2)', [0, 0, 0]), 1, 2, 2)).toBeCloseTo(3, 12);
  });

  it('adds over kinks', () => {
    const each = exact(localSpec('abs(x)'), {
      operands: tensors({ x: [0, 0, 1] }),
      reduction: 'sum',
      wants: ['gradient.x'],
    });
    expect(each.kinks).toHaveLength(2);
    expect(supportOf(each.kinks, { 'gradient.x': [1, -2, 5] })).toBe(3);
  });

  it('of coinciding points: two balls, and the hinge that lets them through or not', () => {
    const same = tensors({ anchor: [[1, 2]], positive: [[1, 2]], negative: [[1, 2]] });
    const ask = (margin: number): ExactOutputs =>
      exact(tripletMargin, {
        operands: same,
        params: { margin },
        reduction: 'sum',
        wants: ['gradient.anchor', 'gradient.positive', 'gradient.margin'],
      });
    expect(supportOf(ask(1).kinks, { 'gradient.positive': [3, 4] })).toBeCloseTo(5, 12);
    expect(supportOf(ask(1).kinks, { 'gradient.anchor': [3, 4] })).toBeCloseTo(10, 12);
    expect(supportOf(ask(1).kinks, { 'gradient.margin': [1] })).toBe(0);
    expect(supportOf(ask(0).kinks, { 'gradient.margin': [1] })).toBe(1);
    expect(supportOf(ask(0).kinks, { 'gradient.positive': [3, 4] })).toBeCloseTo(5, 12);
  });
});
