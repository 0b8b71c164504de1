import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { monotone } from './monotone.ts';
import { examine, verdicts } from './test-support/examine.ts';
import { classification, labels, triplets, under } from './test-support/questions.ts';
import { bceSetting, crossEntropySetting, tripletSetting } from './test-support/settings.ts';
import { altered, answer, crossEntropy, type Toy, triplet } from './test-support/toy-losses.ts';

const ofLabel = { in: 'logits', direction: 'decreasing', at: 'target' } as const;
const whereOne = { in: 'logits', direction: 'decreasing', where: { operand: 'target', equals: 1 } } as const;
const whereZero = { in: 'logits', direction: 'increasing', where: { operand: 'target', equals: 0 } } as const;
const inMargin = { in: 'margin', direction: 'increasing' } as const;

test('passes cross-entropy in the logit of the label, terms and mean', () => {
  expect(verdicts(monotone, ofLabel, crossEntropy, crossEntropySetting, classification)).toEqual(new Set(['pass']));
  const terms = under(classification, 'none');
  expect(verdicts(monotone, ofLabel, crossEntropy, crossEntropySetting, terms)).toEqual(new Set(['pass']));
});

test('fails the opposite direction and a sign', () => {
  const up = { ...ofLabel, direction: 'increasing' } as const;
  expect(verdicts(monotone, up, crossEntropy, crossEntropySetting, classification)).toContain('fail');
  const negated = altered(crossEntropy, (x) => 5 - x);
  expect(verdicts(monotone, ofLabel, negated, crossEntropySetting, classification)).toContain('fail');
});

test('moves only where the target is the given number', () => {
  const terms = under(labels, 'none');
  expect(verdicts(monotone, whereOne, bceSetting.right, bceSetting, terms)).toEqual(new Set(['pass']));
  expect(verdicts(monotone, whereZero, bceSetting.right, bceSetting, terms)).toEqual(new Set(['pass']));
  const wrong = { ...whereOne, direction: 'increasing' } as const;
  expect(verdicts(monotone, wrong, bceSetting.right, bceSetting, terms)).toContain('fail');
});

test('asks the target in the same place, where an item holds several', () => {
  const spec = specs.dice!;
  // One minus twice the overlap over the sizes, of one item.
  const right: Toy = (c) => {
    const [p, y] = [[...c.operands.probability!.data], [...c.operands.target!.data]];
    const total = (x: readonly number[]) => x.reduce((a, b) => a + b, 0);
    const overlap = total(p.map((v, i) => v * y[i]!));
    return answer(c, { terms: [1 - (2 * overlap) / (total(p) + total(y))], shares: [1], slopes: {} });
  };
  const mask = { sample: { operands: { probability: [[0.25, 0.5, 0.75]], target: [[0, 1, 0]] } } };
  const inside = { in: 'probability', direction: 'decreasing', where: { operand: 'target', equals: 1 } } as const;
  const outside = { in: 'probability', direction: 'increasing', where: { operand: 'target', equals: 0 } } as const;
  expect(verdicts(monotone, inside, right, { spec, right }, mask)).toEqual(new Set(['pass']));
  expect(verdicts(monotone, outside, right, { spec, right }, mask)).toEqual(new Set(['pass']));
  const turned = { ...outside, direction: 'decreasing' } as const;
  expect(verdicts(monotone, turned, right, { spec, right }, mask)).toContain('fail');
});

test('asks the label of its own place, where an item holds several', () => {
  const spec = specs.lovasz_softmax!;
  /** The logits of the labels of one item, and of all others the other way; `labelOf` says which label a place has. */
  const costs =
    (labelOf: (labels: readonly number[], place: number) => number): Toy =>
    (c) => {
      const { data, shape } = c.operands.logits!;
      const labels = [...c.operands.target!.data];
      const [, , places] = shape as [number, number, number];
      const sign = (k: number): number => (Math.floor(k / places) === labelOf(labels, k % places) ? -1 : 1);
      return answer(c, { terms: [data.reduce((sum, z, k) => sum + sign(k) * z, 20)], shares: [1], slopes: {} });
    };
  const right = costs((labels, place) => labels[place]!);
  const places = {
    sample: {
      operands: {
        logits: [
          [
            [1, 2],
            [3, 0.5],
          ],
        ],
        target: [[0, 1]],
      },
    },
  };
  expect(verdicts(monotone, ofLabel, right, { spec, right }, places)).toEqual(new Set(['pass']));
  const ofTheFirst = costs((labels) => labels[0]!);
  expect(verdicts(monotone, ofLabel, ofTheFirst, { spec, right: ofTheFirst }, places)).toContain('fail');
});

test('of a parameter', () => {
  expect(verdicts(monotone, inMargin, triplet, tripletSetting, triplets)).toEqual(new Set(['pass']));
  const subtracting = altered(triplet, (x, _, c) => x - 2 * (c.params.margin as number));
  expect(verdicts(monotone, inMargin, subtracting, tripletSetting, triplets)).toContain('fail');
});

test('takes the second point of a witness', () => {
  const away = { in: 'negative', direction: 'decreasing' } as const;
  const nearer = {
    sample: { operands: { anchor: [[0]], positive: [[0]], negative: [[-0.5]] }, reduction: 'none' },
    to: { negative: [[0]] },
  } as const;
  expect(examine(monotone, away, triplet, tripletSetting, nearer)).toMatchObject({
    verdict: 'fail',
    evidence: { got: 1, expected: 0.5 },
  });
});
