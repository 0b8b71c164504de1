import { describe, expect, it } from 'vitest';
import { directions } from './directions.ts';

const of = (...xs: number[]): Float64Array => Float64Array.of(...xs);
const all = { x: [true, true, true], y: [true] };

describe('directions', () => {
  const drawn = directions({ x: of(4, -1, 0), y: of(2) }, { x: of(5, -1, 0), y: of(1) }, all);

  it('have a small whole number for every element', () => {
    for (const direction of drawn) {
      expect([direction.x!.length, direction.y!.length]).toEqual([3, 1]);
      for (const d of [...direction.x!, ...direction.y!]) expect([-2, -1, 0, 1, 2]).toContain(d);
    }
  });
  it('are all ones, over everything and per operand', () => {
    expect(drawn).toContainEqual({ x: of(1, 1, 1), y: of(1) });
    expect(drawn).toContainEqual({ x: of(1, 1, 1), y: of(0) });
    expect(drawn).toContainEqual({ x: of(0, 0, 0), y: of(1) });
  });
  it('are the gradient in coarse steps, its signs, and those of its distance from the reference', () => {
    expect(drawn).toContainEqual({ x: of(2, 0, 0), y: of(1) });
    expect(drawn).toContainEqual({ x: of(1, -1, 0), y: of(1) });
    expect(drawn).toContainEqual({ x: of(-1, 0, 0), y: of(1) });
  });
  it('are otherwise drawn, the same ones every time', () => {
    expect(directions({ x: of(4, -1, 0), y: of(2) }, { x: of(5, -1, 0), y: of(1) }, all)).toEqual(drawn);
    const distinct = new Set(drawn.map((d) => [...d.x!, ...d.y!].join()));
    expect(distinct.size).toBeGreaterThan(10);
  });
  it('leave out what says nothing', () => {
    const some = directions({ x: of(Infinity, -1, 0) }, { x: of(0, 0, 0) }, { x: [false, true, true] });
    for (const { x } of some) expect(x![0]).toBe(0);
    expect(some).toContainEqual({ x: of(0, -2, 0) });
  });
});
