import { describe, expect, it } from 'vitest';
import { broadcast, eachIndex, eachReduced, same, size, strides } from './shape.ts';

describe('shapes', () => {
  it('are the same when every extent is', () => {
    expect(same([2, 'N'], [2, 'N'])).toBe(true);
    expect(same([2, 'N'], [2, 'M'])).toBe(false);
    expect(same([], [1])).toBe(false);
  });

  it('hold the product of their extents: one number without axes, none with an empty axis', () => {
    expect(size([])).toBe(1);
    expect(size([2, 3, 4])).toBe(24);
    expect(size([2, 0, 4])).toBe(0);
  });

  it('broadcast from the right: one expands, an empty axis stays empty, an open extent keeps its name', () => {
    expect(broadcast([])).toEqual([]);
    expect(broadcast([[3], []])).toEqual([3]);
    expect(
      broadcast([
        [2, 1],
        [1, 3],
      ]),
    ).toEqual([2, 3]);
    expect(broadcast([[4], [2, 3, 1]])).toEqual([2, 3, 4]);
    expect(broadcast([[0], [1]])).toEqual([0]);
    expect(broadcast([['N', 1], [5]])).toEqual(['N', 5]);
    expect(() => broadcast([[2], [3]])).toThrow('shapes do not agree: [2] [3]');
    expect(() => broadcast([[0], [3]])).toThrow('shapes do not agree');
    expect(() => broadcast([['N'], ['M']])).toThrow('shapes do not agree');
  });

  it('are walked by strides, which are 0 where a tensor is broadcast', () => {
    expect(strides([2, 3, 4], [2, 3, 4])).toEqual([12, 4, 1]);
    expect(strides([3, 1], [2, 3, 4])).toEqual([0, 1, 0]);
    expect(strides([], [2, 3])).toEqual([0, 0]);
  });

  it('are visited in C order', () => {
    const visits: number[][] = [];
    eachIndex([2, 3], [1, 2], (k, offset) => visits.push([k, offset]));
    // The transpose of a 3 x 2 matrix: rows 0 2 4 and 1 3 5.
    expect(visits).toEqual([
      [0, 0],
      [1, 2],
      [2, 4],
      [3, 1],
      [4, 3],
      [5, 5],
    ]);
    eachIndex([2, 0], [1, 1], () => expect.fail('an empty shape has no elements'));
    const one: number[] = [];
    eachIndex([], [], (k, offset) => one.push(k, offset));
    expect(one).toEqual([0, 0]);
  });

  it('know which group each element is reduced into', () => {
    const groups = (axes: number[]): number[] => {
      const found: number[] = [];
      eachReduced([2, 3], axes, (k, group) => {
        found[k] = group;
      });
      return found;
    };
    expect(groups([0])).toEqual([0, 1, 2, 0, 1, 2]);
    expect(groups([1])).toEqual([0, 0, 0, 1, 1, 1]);
    expect(groups([0, 1])).toEqual([0, 0, 0, 0, 0, 0]);
    expect(groups([])).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
