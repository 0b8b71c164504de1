import { describe, expect, it } from 'vitest';
import { caseToJson } from '../case.ts';
import { evidence, mseCase, test } from '../report/test-support/fabricated-report.ts';
import type { Expectation } from './expectations.ts';
import { applyExpectations, pinnedCases } from './match-expectations.ts';

const entry = (more: Partial<Expectation> = {}): Expectation => ({
  id: 'mse/definition/f32',
  status: 'fails',
  reason: 'squares in half precision',
  issue: 'unreported',
  classes: ['value'],
  ...more,
});
const failing = test('mse', 'definition', { verdict: 'fail', evidence: evidence() });
const passing = test('mse', 'definition');
const context = { version: '1.30.0', today: '2025-06-15', known: [failing.id, 'mse/edges/f32'] };
const verdictOf = (tests: (typeof failing)[], expectations: Expectation[], more: Partial<typeof context> = {}) =>
  applyExpectations(tests, expectations, { ...context, ...more }).tests.map((t) => t.verdict.verdict);

describe('applyExpectations', () => {
  it('turns a covered failure into an expected one, with reason, issue and evidence', () => {
    const { tests, unmatched, expired } = applyExpectations([failing], [entry()], context);
    expect(tests[0]!.verdict).toEqual({
      verdict: 'expected_failure',
      reason: 'squares in half precision (unreported)',
      evidence: evidence(),
    });
    expect([unmatched, expired]).toEqual([[], []]);
  });
  it('covers another convention likewise', () => {
    const other = test('mse', 'definition', {
      verdict: 'other_convention',
      which: 'empty=zero',
      dialects: [],
      evidence: evidence(),
    });
    expect(verdictOf([other], [entry()])).toEqual(['expected_failure']);
  });
  it('leaves a failure of another class, and tests that no entry matches', () => {
    expect(verdictOf([failing], [entry({ classes: ['gradient', 'edge'] })])).toEqual(['fail']);
    const edges = test('mse', 'edges', { verdict: 'fail', evidence: evidence() });
    expect(verdictOf([edges], [entry()])).toEqual(['fail']);
  });
  it('takes the first entry that covers the class', () => {
    const { tests } = applyExpectations(
      [failing],
      [entry({ classes: ['edge'], reason: 'no' }), entry({ reason: 'yes' })],
      context,
    );
    expect(tests[0]!.verdict).toMatchObject({ reason: 'yes (unreported)' });
  });
  it('fails a pass that should fail, but not one that may', () => {
    expect(verdictOf([passing], [entry()])).toEqual(['unexpected_pass']);
    expect(verdictOf([passing], [entry({ status: 'flaky' })])).toEqual(['pass']);
    expect(verdictOf([failing], [entry({ status: 'flaky' })])).toEqual(['expected_failure']);
  });
  it('leaves what neither passed nor failed', () => {
    const unsupported = test('mse', 'definition', { verdict: 'unsupported', what: 'mse' });
    expect(verdictOf([unsupported], [entry()])).toEqual(['unsupported']);
  });
  it('applies an entry to its versions only', () => {
    expect(verdictOf([failing], [entry({ versions: '<1.30' })])).toEqual(['fail']);
    expect(verdictOf([passing], [entry({ versions: '<1.30' })])).toEqual(['pass']);
    expect(verdictOf([failing], [entry({ versions: '>=1.30' })])).toEqual(['expected_failure']);
  });
  it('reports patterns that match nothing known, of this version', () => {
    const { unmatched } = applyExpectations(
      [failing],
      [entry({ id: 'mse/edges' }), entry({ id: 'mze' }), entry({ id: 'mzf', versions: '<1' })],
      context,
    );
    expect(unmatched).toEqual(['mze']);
  });
  it('holds through the day of expiry and no longer', () => {
    const until = entry({ expires: '2025-06-15' });
    expect(verdictOf([failing], [until])).toEqual(['expected_failure']);
    const later = applyExpectations([failing, passing], [until], { ...context, today: '2025-06-16' });
    expect(later.tests.map((t) => t.verdict.verdict)).toEqual(['fail', 'pass']);
    expect(later.expired).toEqual(['mse/definition/f32']);
  });
});

describe('pinnedCases', () => {
  const pinned = entry({ id: 'mse/definition', pin: { case: caseToJson(mseCase()), exact: '4.5', got: '4.25' } });
  it('gives the cases of matching entries for their loss and dtype', () => {
    expect(pinnedCases(failing, [pinned, entry()])).toEqual([mseCase()]);
    expect(pinnedCases(test('mse', 'definition', undefined, { dtype: 'f64' }), [pinned])).toEqual([]);
    expect(pinnedCases(test('mse', 'edges'), [pinned])).toEqual([]);
    expect(pinnedCases(test('huber', 'definition'), [entry({ ...pinned, id: '**' })])).toEqual([]);
  });
});
