import { expect, test } from 'vitest';
import { specs } from '../../../spec/losses/index.ts';
import { caseOfSample, numbersOfSample } from './sample-case.ts';

const crossEntropy = specs.cross_entropy!;

test('parameters are complete and rounded, labels are integers, the cotangent is ones', () => {
  const sample = { operands: { logits: [[0.1, 2]], target: [1] }, params: { label_smoothing: 0.1 } };
  const c = caseOfSample(crossEntropy, sample, 'f32', 'ordinary', ['value']);
  expect(c.params).toMatchObject({ label_smoothing: Math.fround(0.1), ignore_index: null, denominator: 'weight' });
  expect(Object.keys(c.params).sort()).toEqual(Object.keys(crossEntropy.params).sort());
  expect(c.operands.logits).toMatchObject({ dtype: 'f32', shape: [1, 2], data: Float64Array.of(Math.fround(0.1), 2) });
  expect(c.operands.target).toMatchObject({ dtype: 'i64', shape: [1] });
  expect(c).toMatchObject({ reduction: 'mean', cotangent: { shape: [], data: Float64Array.of(1) } });
});

test('a label that is no integer stays what it is', () => {
  const c = caseOfSample(crossEntropy, { operands: { logits: [[1, 2]], target: [0.9] } }, 'f64', 'edge', ['value']);
  expect(c.operands.target).toMatchObject({ dtype: 'f64', data: Float64Array.of(0.9) });
});

test('an empty list leaves inner extents to the other operands, or to one', () => {
  const both = { operands: { logits: [], target: [], class_weight: [1, 2, 3] } };
  expect(caseOfSample(crossEntropy, both, 'f64', 'edge', ['value']).operands.logits!.shape).toEqual([0, 3]);
  const alone = { operands: { logits: [], target: [] } };
  expect(caseOfSample(crossEntropy, alone, 'f64', 'edge', ['value']).operands.logits!.shape).toEqual([0, 1]);
});

test('the cotangent of terms has their shape, also of a coupled batch', () => {
  const pairs = {
    operands: {
      first: [
        [1, 0],
        [0, 1],
      ],
      second: [
        [1, 1],
        [0, 2],
      ],
    },
    reduction: 'none',
  } as const;
  expect(caseOfSample(specs.nt_xent!, pairs, 'f64', 'ordinary', ['value']).cotangent.shape).toEqual([4]);
});

test('what an edge writes must fill the output', () => {
  expect([...numbersOfSample([1, [2, 3]].slice(0, 1), [1], 'value')]).toEqual([1]);
  expect(() => numbersOfSample([1, 2], [3], 'the edge')).toThrow('the edge has 2 numbers');
});
