import { expect, test } from 'vitest';
import { bfloat16, float32 } from '../../../reference/tensor/format.ts';
import { typedTensor } from '../../case.ts';
import {
  digitsOf,
  gridBelow,
  isHeld,
  leadingExponent,
  powerOfTwoBelow,
  scaled,
  shifted,
  snapped,
} from './exact-steps.ts';

const f32 = (...values: number[]) => typedTensor('f32', values, [values.length]);

test('digits and the grid that holds every number below a power of two', () => {
  expect(digitsOf(float32)).toBe(24);
  expect(digitsOf(bfloat16)).toBe(8);
  // Below 2^1 = 2 the 24 digits of float32 reach down to 2^-23.
  expect(gridBelow(0, 'f32')).toBe(2 ** -23);
  expect(isHeld(2 - 2 ** -23, 'f32')).toBe(true);
  expect(isHeld(2 - 2 ** -24, 'f32')).toBe(false);
  expect(gridBelow(-200, 'f32')).toBe(2 ** -149);
});

test('the leading exponent of several tensors', () => {
  expect(leadingExponent([f32(0.3, -5), f32(2)])).toBe(2);
  expect(leadingExponent([f32(0, 0)])).toBe(0);
});

test('snapping goes to the nearest grid number', () => {
  expect([...snapped(f32(0.3, -0.9, 7), 0.25).data]).toEqual([0.25, -1, 7]);
});

test('scaling refuses what overflows or loses a digit', () => {
  expect([...scaled(f32(1.5, -3), 0.5, 'f32')!.data]).toEqual([0.75, -1.5]);
  expect(scaled(f32(3e38), 2, 'f32')).toBeUndefined();
  expect(scaled(f32(2 ** -149), 0.5, 'f32')).toBeUndefined();
  expect([...scaled(f32(2 ** -149), 4, 'f32')!.data]).toEqual([2 ** -147]);
});

test('shifting refuses what is rounded', () => {
  expect([...shifted(f32(1.5, -3), () => 8, 'f32')!.data]).toEqual([9.5, 5]);
  expect(shifted(f32(2 ** -20), () => 16, 'f32')).toBeUndefined();
  const f64 = typedTensor('f64', [2 ** -60], [1]);
  expect(shifted(f64, () => 1, 'f64')).toBeUndefined();
});

test('the power of two at or below', () => {
  expect([5, -0.3, 1, 0].map(powerOfTwoBelow)).toEqual([4, -0.25, 1, 0]);
});
