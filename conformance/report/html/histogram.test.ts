import { describe, expect, it } from 'vitest';
import { loss } from '../test-support/fabricated-report.ts';
import { errorsByRegime, histogram } from './histogram.ts';

const all = errorsByRegime(loss('mse').comparisons.map(({ regimes }) => regimes));

describe('errorsByRegime', () => {
  it('adds up what several outputs have', () => {
    expect(all.get('ordinary')).toEqual({ count: 850, worst: 0.4, errors: { '0': 600, '0.2': 200, '0.5': 50 } });
    expect([...all.keys()]).toEqual(['ordinary', 'huge', 'tie']);
  });
  it('takes NaN for the worst there is', () => {
    const nan = { tie: { count: 1, worst: Number.NaN, errors: { Infinity: 1 } } };
    expect(errorsByRegime([nan, { tie: { count: 1, worst: 2, errors: { '10': 1 } } }]).get('tie')!.worst).toBeNaN();
  });
});

describe('histogram', () => {
  it('has a bar for each bin that is not empty, the highest in its row as high as the row', () => {
    const html = histogram(all, 'Errors');
    const bars = [...html.matchAll(/class="bar" d="([^"]*)"/g)].map((m) => m[1]!.match(/v-\d+/g));
    expect(bars).toEqual([['v-18', 'v-6', 'v-2'], ['v-18', 'v-2'], ['v-18']]);
    expect(html).not.toContain('class="over"');
  });
  it('draws apart what is more than permitted', () => {
    const html = histogram(new Map([['tie', { count: 2, errors: { '1': 1, Infinity: 1 } }]]), 'Errors');
    expect(html.match(/class="(bar|over)" d="M/g)).toEqual(['class="bar" d="M', 'class="over" d="M']);
  });
  it('has the numbers in a table', () => {
    expect(histogram(all, 'Errors')).toContain(
      '<th scope="row">ordinary</th><td class="number">600</td><td class="number">200</td><td class="number">50</td><td class="number">0</td>',
    );
  });
});
