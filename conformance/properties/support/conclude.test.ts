import { expect, test } from 'vitest';
import { caseOf } from '../test-support/examine.ts';
import { regression } from '../test-support/questions.ts';
import { mseSetting } from '../test-support/settings.ts';
import { type Comparison, conclude } from './conclude.ts';
import { exactly, unknown } from './estimate.ts';

const about = caseOf(mseSetting.spec, regression);
const of = (got: Comparison['got'], asked: Comparison['asked'], expected: Comparison['of'], index = 0): Comparison => ({
  got,
  asked,
  of: expected,
  output: 'value',
  index,
});
const ball = (value: number, radius: number) => ({ value, radius });

test('the worst ratio decides, and slack is the sum of the radii', () => {
  const near = of(ball(1, 0.5), 'equal', ball(1.25, 0.5));
  expect(conclude([near], about, 'law')).toEqual({ verdict: 'pass', ratio: expect.closeTo(0.25, 12) });
  const far = of(ball(1, 0.5), 'equal', ball(3, 0.5), 7);
  expect(conclude([near, far], about, 'the law')).toMatchObject({
    verdict: 'fail',
    evidence: {
      class: 'value',
      index: 7,
      got: 1,
      expected: 3,
      bound: expect.closeTo(1, 12),
      ratio: expect.closeTo(2, 12),
    },
  });
});

test('inequalities look to one side', () => {
  expect(conclude([of(exactly(1), 'at most', exactly(2))], about, 'law').verdict).toBe('pass');
  expect(conclude([of(exactly(2), 'at most', exactly(1))], about, 'law').verdict).toBe('fail');
  expect(conclude([of(exactly(2), 'at least', exactly(1))], about, 'law').verdict).toBe('pass');
  expect(conclude([of(exactly(1), 'at least', exactly(2))], about, 'law').verdict).toBe('fail');
});

test('vacuous without comparisons, and where all say nothing', () => {
  expect(conclude([], about, 'law').verdict).toBe('vacuous');
  expect(conclude([of(unknown, 'equal', exactly(1))], about, 'law').verdict).toBe('vacuous');
  expect(conclude([of(unknown, 'equal', exactly(1)), of(exactly(1), 'equal', exactly(1))], about, 'law').verdict).toBe(
    'pass',
  );
});

test('among ordinary numbers a slack larger than they are says nothing', () => {
  const loose = of(ball(0.5, 2), 'equal', exactly(0.5));
  expect(conclude([loose], about, 'law').verdict).toBe('vacuous');
  expect(conclude([loose], { ...about, regime: 'huge' }, 'law').verdict).toBe('pass');
});

test('an answer that is no number is non_finite', () => {
  const nan = of(ball(Number.NaN, 1e-9), 'equal', exactly(1));
  expect(conclude([nan], about, 'law')).toMatchObject({ verdict: 'fail', evidence: { class: 'non_finite' } });
  const below = of(ball(Number.NaN, 1e-9), 'at least', exactly(1));
  expect(conclude([below], about, 'law')).toMatchObject({ verdict: 'fail' });

  const above = of(exactly(0.5), 'at most', ball(Number.NaN, 0));
  const message = 'value[0] is 0.5, but other answers make NaN of what it is compared with: the law';
  expect(conclude([above], about, 'the law')).toMatchObject({ verdict: 'fail', evidence: { message } });
});
