import { describe, expect, it } from 'vitest';
import { real } from '../../spec/language/domain.ts';
import { operand } from '../../spec/language/operand.ts';
import { gaussianKl } from '../../spec/losses/generative/gaussian_kl.ts';
import { huber } from '../../spec/losses/regression/huber.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import { formulaTex } from './formula-tex.ts';
import { localSpec } from './test-support/local-spec.ts';

const names = ['t', 's', 'b', 'x', 'i', 'e', 'v', 'm', 'beta', 'class_weight', 'k'];
const spec = (formula: string) =>
  localSpec(formula, { operands: Object.fromEntries(names.map((name) => [name, operand(['N'], real, 'anything')])) });
const tex = (formula: string): string => formulaTex(spec(formula));

describe('formulas as TeX', () => {
  it('of the specs', () => {
    expect(formulaTex(mse)).toBe('\\left(\\mathrm{prediction} - \\mathrm{target}\\right)^{2}');
    const e = '\\mathrm{prediction} - \\mathrm{target}';
    expect(formulaTex(huber)).toBe(
      `\\begin{cases} \\frac{\\left(${e}\\right)^{2}}{2} & \\text{if } \\left|${e}\\right| \\le \\delta \\\\ ` +
        `\\delta \\cdot \\left(\\left|${e}\\right| - \\frac{\\delta}{2}\\right) & \\text{otherwise} \\end{cases}`,
    );
    expect(formulaTex(gaussianKl)).toBe(
      '\\begin{aligned} \\mathrm{over}\\left(x\\right) &= \\sum x && \\text{with } \\mathrm{latent} = \\text{sum} \\\\ ' +
        '\\mathrm{over}\\left(x\\right) &= \\frac{\\sum x}{D} && \\text{with } \\mathrm{latent} = \\text{mean} \\\\ ' +
        '\\ell &= \\frac{\\mathrm{over}\\left(\\exp\\left(\\mathrm{log\\_variance}\\right) + \\mathrm{mean}^{2} - 1 - \\mathrm{log\\_variance}\\right)}{2} \\end{aligned}',
    );
  });

  it('read no name as a unit or a constant', () => {
    expect(tex('t + s - b * i * e')).toBe('t + s - b \\cdot i \\cdot e');
    expect(tex('class_weight[k] * beta')).toBe('\\mathrm{class\\_weight}_{k} \\cdot \\beta');
  });

  it('put parentheses where the meaning needs them, and nowhere else', () => {
    const table: readonly (readonly [string, string])[] = [
      ['x - (t - s)', 'x - \\left(t - s\\right)'],
      ['x + (t + s)', 'x + t + s'],
      ['(x + t) * s', '\\left(x + t\\right) \\cdot s'],
      ['(x * t) + s', 'x \\cdot t + s'],
      ['-(x + t)', '-\\left(x + t\\right)'],
      ['(-x)^2', '\\left(-x\\right)^{2}'],
      ['-x^2', '-x^{2}'],
      ['(x / t)^s', '\\left(\\frac{x}{t}\\right)^{s}'],
      ['x^(t + 1)', 'x^{t + 1}'],
      ['2 * sum(v)', '2 \\cdot \\left(\\sum v\\right)'],
      ['sum(v) - sum(m)', '\\sum v - \\sum m'],
      ['sum(v .* m)', '\\sum \\left(v \\odot m\\right)'],
      ['sum(map(indices(3), f(c) = c * x))', '\\sum_{c=1}^{3} c \\cdot x'],
      ['sum(map(v, f(q) = q - x))', '\\sum_{q \\in v} \\left(q - x\\right)'],
      ['sum(map(v, exp))', '\\sum_{v \\in v} \\exp\\left(v\\right)'],
      ['norm(v) + sqrt(x) + abs(t)', '\\left\\lVert v\\right\\rVert + \\sqrt{x} + \\left|t\\right|'],
      ['dot(v, row(m, 2))', '\\left\\langle v, m_{2,:}\\right\\rangle'],
      [
        'not (x == t) and x >= s ? 1 : 0',
        '\\begin{cases} 1 & \\text{if } \\lnot \\left(x = t\\right) \\land x \\ge s \\\\ 0 & \\text{otherwise} \\end{cases}',
      ],
      [
        'x < 1 ? 1 : x < 2 ? 2 : 3',
        '\\begin{cases} 1 & \\text{if } x < 1 \\\\ 2 & \\text{if } x < 2 \\\\ 3 & \\text{otherwise} \\end{cases}',
      ],
      ['max(0, x)', '\\max\\left(0, x\\right)'],
    ];
    for (const [formula, expected] of table) expect(tex(formula), formula).toBe(expected);
  });
});
