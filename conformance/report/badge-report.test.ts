import { describe, expect, it } from 'vitest';
import { badgeReport } from './badge-report.ts';
import { evidence, fabricatedReport, loss, test } from './test-support/fabricated-report.ts';

const failing = test('mse', 'edges', { verdict: 'fail', evidence: evidence() });

describe('badgeReport', () => {
  it.each([
    ['conforming', {}],
    ['1 failure', { tests: [failing] }],
    ['3 failures', { tests: [failing, failing], losses: [loss('mse', { uncovered: ['regime tie'] })] }],
    ['2 failures', { expectations: { unmatched: ['mze'], expired: ['old'] } }],
    ['incomplete', { status: 'incomplete' }],
    ['incomplete', { status: 'interrupted', tests: [failing] }],
  ] as const)('says %s', (says, more) => {
    const svg = badgeReport(fabricatedReport(more));
    expect(svg).toMatch(new RegExp(`textLength="\\d+">${says}</text>`));
    expect(svg).toContain(`<title id="title">lossproof: ${says}. onnxruntime 1.30.0, 1 loss in f32, suite 0.1.0: `);
    expect(svg).toContain('role="img" aria-labelledby="title"');
  });
  it('asks nothing of a network, and shows names as text', () => {
    const { implementation } = fabricatedReport();
    const svg = badgeReport(fabricatedReport({ implementation: { ...implementation, name: '<b>&' } }));
    expect(svg).toContain('&lt;b&gt;&amp;');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|href/);
  });
});
