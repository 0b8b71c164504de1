import { describe, expect, it } from 'vitest';
import { nonNegative, real } from '../../spec/language/domain.ts';
import { operand } from '../../spec/language/operand.ts';
import { number } from '../../spec/language/param.ts';
import { emptyParam } from '../../spec/language/reduction.ts';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { tripletMargin } from '../../spec/losses/metric-learning/triplet_margin.ts';
import { float32, float64 } from '../tensor/format.ts';
import { type Decimal, differenceFrom } from './decimal.ts';
import { exact } from './exact.ts';
import { type ExactInput, type ExactOutputs, roundOutput } from './exact-outputs.ts';
import { FixedPoint } from './test-support/fixed-point.ts';
import { localSpec, tensor, tensors } from './test-support/local-spec.ts';

const bce = localSpec('log(1 + exp(x))');
const logCosh = localSpec('log(cosh(x))');
const of = (x: number, wants: ExactInput['wants'] = ['value']): ExactInput => ({
  operands: tensors({ x: [x] }),
  reduction: 'sum',
  wants,
});
const only = (answer: ExactOutputs, want: 'value' | `gradient.${string}` = 'value'): Decimal =>
  answer.outputs[want]!.values[0]!;
/** The first significant digits and the exponent of the first. */
const digits = (text: Decimal, count: number): [string, number] => {
  const [mantissa, exponent = '0'] = text.replace(/^-/, '').split('e') as [string, string?];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  const all = (whole + fraction).replace(/^0+/, '');
  const lead = whole === '0' ? -(fraction.length - fraction.replace(/^0+/, '').length) - 1 : whole.length - 1;
  return [all.slice(0, count), Number(exponent) + lead];
};

describe('values far out, from 64 digits on', () => {
  const fixed = new FixedPoint(700);
  const exp = (x: bigint): bigint => fixed.exp(fixed.ratio(x, 1n));

  it('BCE at logits -300 and -700: exp(z) - exp(2z) / 2 + ..., where 64 digits see 0', () => {
    for (const z of [-300, -700]) {
      const answer = exact(bce, of(z, ['value', 'gradient.x']));
      expect(answer.settled).toBe(true);
      expect(answer.digits).toBeGreaterThan(-z / 2.31);
      const e = fixed.ratio(1n, 1n) ** 2n / exp(BigInt(-z));
      expect(digits(only(answer), 40)).toEqual(fixed.digits(fixed.log1p(e), 40));
      // e / (1 + e)
      const slope = (e * fixed.unit) / (fixed.unit + e);
      expect(digits(only(answer, 'gradient.x'), 40)).toEqual(fixed.digits(slope, 40));
      expect(roundOutput(answer.outputs.value!, float64).data[0]).toBe(Math.log1p(Math.exp(z)));
    }
    expect(roundOutput(exact(bce, of(-300)).outputs.value!, float32).data[0]).toBe(0);
  });

  it('BCE down to the smallest double and below it', () => {
    expect(roundOutput(exact(bce, of(-745)).outputs.value!, float64).data[0]).toBe(2 ** -1074);
    const gone = exact(bce, of(-1e4));
    expect(gone.settled).toBe(true);
    expect(only(gone)).toBe('0');
    expect(only(exact(bce, of(1e15)))).toBe('1000000000000000');
  });

  it('cross-entropy at a gap of 300', () => {
    const input = { operands: tensors({ logits: [[300, 0]], target: [0] }), reduction: 'none' as const };
    const answer = exact(crossEntropy, { ...input, wants: ['value', 'gradient.logits'] });
    const e = fixed.ratio(1n, 1n) ** 2n / exp(300n);
    expect(digits(only(answer), 40)).toEqual(fixed.digits(fixed.log1p(e), 40));
    const [right, wrong] = answer.outputs['gradient.logits']!.values;
    // The two slopes are opposite: -e / (1 + e) and e / (1 + e).
    expect(right!.startsWith('-')).toBe(true);
    const slope = fixed.digits((e * fixed.unit) / (fixed.unit + e), 40);
    expect([digits(right!, 40), digits(wrong!, 40)]).toEqual([slope, slope]);
  });

  it('log-cosh at 1e-70: x^2 / 2 - x^4 / 12', () => {
    const answer = exact(logCosh, of(1e-70, ['value', 'gradient.x']));
    // The double nearest to 1e-70, to 60 digits: 2^-285 times 6215411146420523.
    const x = fixed.ratio(BigInt(1e-70 * 2 ** 285), 2n ** 285n);
    const square = fixed.times(x, x);
    expect(digits(only(answer), 40)).toEqual(fixed.digits(square / 2n - fixed.times(square, square) / 12n, 40));
    expect(digits(only(answer, 'gradient.x'), 40)).toEqual(fixed.digits(x - fixed.times(square, x) / 3n, 40));
  });

  it('does not depend on the digits that it starts with', () => {
    for (const x of [-300, -37.5, -1e-3, 0, 1e-12, 2, 710]) {
      const few = exact(bce, of(x, ['value', 'gradient.x']), { digits: 20 });
      const many = exact(bce, of(x, ['value', 'gradient.x']), { digits: 500 });
      for (const want of ['value', 'gradient.x'] as const) {
        expect(digits(only(few, want), 30)).toEqual(digits(only(many, want), 30));
      }
    }
  });
});

describe('what cannot be said', () => {
  it('is out of range where an exponential is', () => {
    const answer = exact(bce, of(1e17));
    expect(answer).toMatchObject({ outputs: {}, settled: false });
    expect(answer.outOfRange).toBe('local: a number beyond 10^(10^15), the largest that the oracle knows');
  });

  it('is not settled where all digits do not suffice', () => {
    const hopeless = localSpec('log(1 - 1 / (1 + exp(-x)))');
    const answer = exact(hopeless, of(3000), { digits: 500 });
    expect(answer.settled).toBe(false);
    expect(answer.digits).toBe(960);
    expect(exact(hopeless, of(300)).settled).toBe(true);
    expect(differenceFrom(only(exact(hopeless, of(300))), -300)).toBe(0);
  });

  it('is NaN or infinite where the mathematics is', () => {
    expect(only(exact(localSpec('log(x)'), of(0)))).toBe('-Infinity');
    expect(only(exact(localSpec('x / x'), of(0)))).toBe('NaN');
    expect(only(exact(localSpec('sqrt(x)'), of(0, ['gradient.x'])), 'gradient.x')).toBe('Infinity');
  });
});

describe('what is asked for', () => {
  const scaled = localSpec('scale * x^2', {
    params: { scale: number(3, nonNegative, 'a factor'), off: number(null, nonNegative, 'off'), empty: emptyParam },
  });

  it('includes gradients of parameters', () => {
    const input = { ...of(2), params: { scale: 0.1 }, wants: ['value', 'gradient.scale', 'gradient.x'] as const };
    const { outputs } = exact(scaled, input);
    // 4 times the double nearest to 0.1, exactly: once as scale x^2, once as 2 scale x.
    const four = ['0.40000000000000002220446049250313080847263336181640625'];
    expect(outputs.value!.values).toEqual(four);
    expect(outputs['gradient.x']!.values).toEqual(four);
    expect(outputs['gradient.scale']).toEqual({ shape: [], values: ['4'] });
  });

  it('must be there', () => {
    const ask = (want: `gradient.${string}`) => () => exact(scaled, { ...of(2), wants: [want] });
    expect(ask('gradient.y')).toThrow('local has no gradient.y here: there is no y');
    expect(ask('gradient.off')).toThrow('off is left out, or the loss is not differentiable with respect to it');
    expect(ask('gradient.empty')).toThrow('not differentiable');
    const weighted = { operands: tensors({ logits: [[1, 2]], target: [0] }), reduction: 'sum' as const };
    expect(() => exact(crossEntropy, { ...weighted, wants: ['gradient.target'] })).toThrow('not differentiable');
    expect(() => exact(crossEntropy, { ...weighted, wants: ['gradient.class_weight'] })).toThrow('left out');
  });

  it('must fit the spec', () => {
    const ask = (input: Partial<ExactInput>) => () =>
      exact(tripletMargin, {
        operands: tensors({ anchor: [[0, 0]], positive: [[0, 0]], negative: [[0, 0]] }),
        reduction: 'mean',
        wants: ['value'],
        ...input,
      });
    expect(ask({})).not.toThrow();
    expect(ask({ operands: tensors({ anchor: [[0, 0]] }) })).toThrow('triplet_margin needs the operand positive');
    expect(ask({ operands: tensors({ anchor: [[0, 0]], positive: [[0]], negative: [[0]] }) })).toThrow(
      'triplet_margin: D is [2] in anchor and [1] in positive',
    );
    expect(ask({ operands: tensors({ anchor: [0] }) })).toThrow('the shape [1] of anchor does not fit [N, D]');
    expect(ask({ operands: tensors({ apple: [0] }) })).toThrow('triplet_margin has no operand apple');
    expect(ask({ params: { marge: 1 } })).toThrow('triplet_margin has no parameter marge');
    expect(ask({ params: { distance: 'taxi' } })).toThrow(
      'distance is one of euclidean, squared, and it is given as taxi',
    );
    expect(ask({ params: { margin: Number.NaN } })).toThrow('margin must be a finite number or null');
    expect(ask({ cotangent: tensor([1]) })).toThrow('the cotangent is [1], and the value []');
    expect(ask({ operands: tensors({ anchor: [[0]], positive: [[Infinity]], negative: [[0]] }) })).toThrow(
      'positive is not finite',
    );
  });

  it('is refused, not answered, where the formula and mathjs part: a formula that is no number', () => {
    const vector = localSpec('x', { items: [], operands: { x: operand(['N'], real, 'a vector') } });
    expect(() => exact(vector, of(1))).toThrow('local: x gives an array of shape [1], and must give a number');
  });
});
