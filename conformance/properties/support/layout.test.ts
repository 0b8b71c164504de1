import { expect, test } from 'vitest';
import { specs } from '../../../spec/losses/index.ts';
import { typedTensor } from '../../case.ts';
import { caseOf } from '../test-support/examine.ts';
import {
  axisOf,
  elementsByItem,
  extentOf,
  gather,
  gatherPositions,
  itemOf,
  labelsOf,
  layoutOf,
  placeOf,
} from './layout.ts';

// [N, C, ...] = [1, 3, 2] logits against [1, 2] labels.
const image = caseOf(specs.cross_entropy!, {
  sample: {
    operands: {
      logits: [
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      ],
      target: [[2, 0]],
      class_weight: [1, 1, 1],
    },
  },
});
const layout = layoutOf(specs.cross_entropy!, image);

test('axes by symbol, trailing ones by number', () => {
  expect(layout.labels).toEqual({ logits: ['N', 'C', '...0'], target: ['N', '...0'], class_weight: ['C'] });
  expect(layout.items).toEqual(['N', '...0']);
  expect(extentOf(layout, 'C')).toBe(3);
  expect(axisOf(layout, 'logits', '...0')).toBe(2);
  expect(axisOf(layout, 'target', 'C')).toBe(-1);
  expect(labelsOf(layout, '...')).toEqual(['...0']);
});

test('which item each element belongs to', () => {
  expect([...itemOf(layout, 'logits')!]).toEqual([0, 1, 0, 1, 0, 1]);
  expect([...itemOf(layout, 'target')!]).toEqual([0, 1]);
  expect(itemOf(layout, 'class_weight')).toBeUndefined();
  expect(elementsByItem(itemOf(layout, 'logits')!, 2)).toEqual([
    [0, 2, 4],
    [1, 3, 5],
  ]);
});

test('an item axis that no operand has is one item, and a coupled batch has none', () => {
  const whole = caseOf(specs.dice!, {
    sample: { operands: { probability: [[0.5, 1]], target: [[0, 1]] }, params: { over: 'batch' } },
  });
  expect([...itemOf(layoutOf(specs.dice!, whole), 'probability')!]).toEqual([0, 0]);
  expect(layoutOf(specs.dice!, whole).terms).toEqual([]);
  const pairs = caseOf(specs.nt_xent!, { sample: { operands: { first: [[1, 0]], second: [[0, 1]] } } });
  expect(layoutOf(specs.nt_xent!, pairs).items).toBeUndefined();
  expect(itemOf(layoutOf(specs.nt_xent!, pairs), 'first')).toBeUndefined();
});

test('the terms have the axes that operands have, and then what is counted', () => {
  const sample = { operands: { logits: [[1, 2]], target: [0] } };
  const termsOver = (over: string) =>
    layoutOf(specs.multiclass_dice!, caseOf(specs.multiclass_dice!, { sample: { ...sample, params: { over } } })).terms;
  expect(termsOver('item')).toEqual(['N', 'C']);
  expect(termsOver('batch')).toEqual(['C']);
});

test('gathering along an axis, with filled places', () => {
  const x = typedTensor('f64', [1, 2, 3, 4, 5, 6], [2, 3]);
  expect([...gather(x, 1, [2, 0]).data]).toEqual([3, 1, 6, 4]);
  expect(gather(x, 0, [1])).toMatchObject({ shape: [1, 3], data: Float64Array.of(4, 5, 6) });
  expect([...gather(x, 1, [0, 1, 2, -1], -Infinity).data]).toEqual([1, 2, 3, -Infinity, 4, 5, 6, -Infinity]);
  expect([...gatherPositions([2, 3], 1, [2, -1])]).toEqual([2, -1, 5, -1]);
});

test('shapes that do not fit are named', () => {
  const operands = { ...image.operands, target: typedTensor('i64', [0, 1, 2], [1, 3]) };
  expect(() => layoutOf(specs.cross_entropy!, { ...image, operands })).toThrow(/target/);
});

test('items that are counted in every place of the axes', () => {
  const logits = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  const rows = layoutOf(specs.softmax!, caseOf(specs.softmax!, { sample: { operands: { logits } } }));
  expect([rows.items, rows.places, rows.terms]).toEqual([undefined, ['N'], ['N', 'C']]);
  expect(itemOf(rows, 'logits')).toBeUndefined();
  expect([...placeOf(rows, 'logits')!]).toEqual([0, 0, 0, 1, 1, 1]);
  // A coupled batch is one place.
  const sample = { operands: { gradient: [1, 2, 3] } };
  const batch = layoutOf(specs.clip_grad_norm!, caseOf(specs.clip_grad_norm!, { sample }));
  expect([batch.items, batch.places, batch.terms]).toEqual([undefined, [], ['D']]);
  expect([...placeOf(batch, 'gradient')!]).toEqual([0, 0, 0]);
  expect([...placeOf(layout, 'target')!]).toEqual([...itemOf(layout, 'target')!]);
});
