import { defineLoss } from '../../language/define-loss.ts';
import { real } from '../../language/domain.ts';
import { holds, inapplicable, isFalse } from '../../language/law.ts';
import { nothingIgnored, ofFunction, withoutWeights } from '../../language/law-rows.ts';
import { operand } from '../../language/operand.ts';

export const logSumExp = defineLoss({
  id: 'log_sum_exp',
  kind: 'function',
  family: 'numerics',
  summary: 'Log-sum-exp: the logarithm of the summed exponentials of a row, a smooth maximum.',
  operands: { logits: operand(['N', 'C'], real, 'the numbers of a row') },
  items: ['N'],
  formula: 'log(sum(map(logits, exp)))',
  reductions: ['none'],
  laws: {
    ...ofFunction,
    ...nothingIgnored,
    ...withoutWeights,
    non_negative: isFalse({
      args: {},
      sample: { operands: { logits: [[-5, -5]] } },
      because: 'it lies at most log C above the maximum, which may be negative',
    }),
    convex: holds({ in: ['logits'] }),
    lipschitz: holds({ in: 'logits', norm: 'max', constant: '1' }),
    scale: isFalse({
      args: { by: { logits: 1 }, degree: 1 },
      sample: { operands: { logits: [[0, 0]] } },
      because: 'log 2 does not double with the zeros that it comes from',
    }),
    translation: isFalse({
      args: { together: ['logits'], shift: 'row' },
      sample: { operands: { logits: [[0, 1]] } },
      because: 'it moves with the row',
    }),
    rotation: inapplicable('the numbers of a row are not coordinates of a vector'),
    monotone: holds({ in: 'logits', direction: 'increasing' }),
    bounded: isFalse({
      args: { min: -10, max: 10 },
      sample: { operands: { logits: [[20, 0]] } },
      because: 'it follows the maximum',
    }),
    item_permutation: holds({ along: 'N' }),
    class_permutation: holds({ symbol: 'C' }),
    composes: holds({}),
    absent_class_irrelevant: holds({ symbol: 'C', logits: 'logits', fill: {} }),
    two_routes: inapplicable('no other entry computes it from the same input'),
    limit: inapplicable('it has no parameters'),
    gradient_sum: holds({ operand: 'logits', over: 'C', total: 1 }),
    parameter_matters: inapplicable('it has no parameters'),
  },
  edges: [
    { title: 'no rows', operands: { logits: [] }, value: [], gradient: { logits: [] } },
    { title: 'a single number', operands: { logits: [[-3]] }, value: [-3], gradient: { logits: [[1]] } },
    {
      title: 'what is at -infinity adds nothing',
      operands: { logits: [[0, -Infinity, 0]] },
      value: [Math.LN2],
      gradient: { logits: [[0.5, 0, 0.5]] },
    },
    { title: 'infinity wins', operands: { logits: [[Infinity, 0, -Infinity]] }, value: [Infinity] },
    {
      title: 'all at -infinity: the logarithm of 0',
      operands: { logits: [[-Infinity, -Infinity]] },
      value: [-Infinity],
    },
    {
      title: 'NaN stays in its row',
      operands: {
        logits: [
          [Number.NaN, Infinity],
          [0, 0],
        ],
      },
      value: [Number.NaN, Math.LN2],
    },
  ],
  examples: [
    {
      title: 'numbers of a thousand: 1002 + log(1 + e^-1 + e^-2)',
      operands: { logits: [[1000, 1001, 1002]] },
      value: [1002.4076059644444],
    },
    { title: 'equal numbers: log C', operands: { logits: [[0, 0, 0, 0]] }, value: [2 * Math.LN2] },
    {
      title: 'log(1 + exp(-40)) keeps its digits',
      operands: { logits: [[0, -40]] },
      value: [4.248354255291589e-18],
    },
  ],
  traps: [
    {
      title: 'Not shifting',
      text: 'exp overflows from 88.7 in float32 and 709.8 in float64, and below -104 and -746 all vanish: log 0.',
    },
    {
      title: 'Infinite maxima',
      text: 'Shifting by an infinite maximum makes NaN of rows whose result is plainly infinity or -infinity.',
    },
    {
      title: 'log instead of log1p',
      text: 'Where the maximum is 0 and certain, log(1 + small) rounds the result away.',
    },
    {
      title: 'Its gradient is softmax',
      text: 'It sums to 1 over the row, also where several numbers are the largest.',
    },
    {
      title: 'Spreading a row',
      text: 'Math.max(...row) throws a RangeError from about 125 000 numbers on.',
    },
  ],
  sources: [
    {
      title: 'Blanchard, Higham, Higham: Accurately computing the log-sum-exp and softmax functions (2021)',
      reference: 'https://doi.org/10.1093/imanum/draa038',
    },
    {
      title: 'Boyd, Vandenberghe: Convex optimization (2004), section 3.1.5',
      reference: 'https://web.stanford.edu/~boyd/cvxbook/',
    },
  ],
});
