import { describe, expect, it } from 'vitest';
import { curve } from '../test-support/fabricated-report.ts';
import { curves } from './curves.ts';

describe('curves', () => {
  const html = curves(curve, 'mse in f32');
  const pathOf = (kind: string): string[] =>
    [...html.matchAll(new RegExp(`class="${kind}" d="([^"]*)"`, 'g'))].map((m) => m[1]!);
  it('draws the reference as a line through every point', () => {
    expect(pathOf('line').map((d) => d.match(/[ML]/g)!.length)).toEqual([4, 4]);
    // The least value, 0, is a margin of 6% above the foot of the plot, the largest as much below its top.
    expect(pathOf('line')[0]).toMatch(/^M58 /);
  });
  it('marks the answers that are off by a cross, and leaves out what was not answered', () => {
    expect(pathOf('dots').map((d) => d.match(/M/g)!.length)).toEqual([2, 3]);
    expect(pathOf('cross').map((d) => d.match(/M/g)!.length)).toEqual([1]);
    expect(html).toContain(
      'aria-label="value of mse in f32 along prediction, from -1 to 2: 1 of 4 points are further off than permitted"',
    );
    expect(html).toContain(
      'aria-label="derivative of mse in f32 along prediction, from -1 to 2: 1 of 4 points are further off',
    );
  });
  it('has the numbers in a table', () => {
    expect(html).toContain('<td class="number">0.5</td><td class="number">0</td><td class="number fail">5e44</td>');
    expect(html).toContain('<td class="number">no answer</td><td class="number">1</td><td class="number"></td>');
  });
  it('shows names as text', () => {
    const odd = curves({ ...curve, example: '<i>', operand: 'a<b' }, 'x & y');
    expect(odd).toContain('“&lt;i&gt;”');
    expect(odd).not.toMatch(/<i>|a<b|x & y/);
  });
});
