import { expect, it } from 'vitest';
import { neg } from './functions.ts';
import { question } from './question.ts';
import { type Scalar, Trace } from './scalar.ts';

it('is one pair for every way to compare the same two quantities', () => {
  const t = new Trace();
  const [a, b, zero] = [t.argument(0), t.argument(1), t.lift(0)];
  const asked = (p: Scalar, q: Scalar): [Scalar, Scalar, boolean] => {
    const { first, second, flipped } = question(p, q);
    return [first, second, flipped];
  };
  expect(asked(a, b)).toEqual([a, b, false]);
  expect(asked(b, a)).toEqual([a, b, true]);
  expect(asked(a.sub(b), zero)).toEqual([a, b, false]);
  expect(asked(zero, a.sub(b))).toEqual([a, b, true]);
  expect(asked(b.sub(a), zero)).toEqual([a, b, true]);
  expect(asked(zero, b.sub(a))).toEqual([a, b, false]);
  expect(asked(a, zero)).toEqual([a, zero, false]);
  expect(asked(zero, a)).toEqual([a, zero, true]);
  // -a >= 0 asks whether 0 >= a
  expect(asked(neg(a), zero)).toEqual([a, zero, true]);
  expect(asked(zero, neg(a))).toEqual([a, zero, false]);
});
