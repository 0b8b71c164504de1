import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputDefect } from '../../../reference/losses/input-defect.ts';
import { specOf } from '../../../reference/losses/test-support/spec-of.ts';
import { type Dtype, formats } from '../../../reference/tensor/format.ts';
import { boxXyxy, simplexOver } from '../../../spec/language/domain.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { operand } from '../../../spec/language/operand.ts';
import { crossEntropy } from '../../../spec/losses/classification/cross_entropy.ts';
import { crossEntropyProbabilities } from '../../../spec/losses/classification/cross_entropy_probabilities.ts';
import { specs } from '../../../spec/losses/index.ts';
import { tripletMargin } from '../../../spec/losses/metric-learning/triplet_margin.ts';
import { mse } from '../../../spec/losses/regression/mse.ts';
import { giou } from '../../../spec/losses/segmentation-detection/giou.ts';
import type { Case } from '../../case.ts';
import { defaultsOf } from '../../settings.ts';
import { CaseArbitrary } from '../case-arbitrary.ts';
import { caseOf } from '../case-of.ts';
import type { Constraint } from '../options.ts';
import { regimeChoices } from '../strata.ts';
import { valueShape } from '../value-shape.ts';
import { CaseCost, cheaper } from './case-cost.ts';
import { shrinkCase } from './shrink-case.ts';

/** The counterexample that fast-check ends at when every case must satisfy `claim`, over several seeds. */
function minima(
  spec: LossSpec,
  claim: (c: Case) => boolean,
  constraint: Constraint = {},
  dtype: Dtype = 'f32',
): Case[] {
  const cases = new CaseArbitrary(spec, dtype, constraint);
  return [1, 2, 3, 4, 5].map((seed) => {
    const run = fc.check(fc.property(cases, claim), { seed, numRuns: 2000 });
    if (!run.failed || !run.counterexample) throw new Error('no counterexample was drawn');
    return run.counterexample[0];
  });
}
const numbers = (c: Case, name: string): number[] => [...c.operands[name]!.data];
const largest = (c: Case, name: string): number => Math.max(...numbers(c, name));

describe('planted failures shrink to what a reader would write', () => {
  it('some logit from 89 on', () => {
    for (const c of minima(crossEntropy, (c) => !(largest(c, 'logits') >= 89))) {
      expect(c.operands.logits).toEqual({ dtype: 'f32', shape: [1, 1], data: Float64Array.of(100) });
      expect(numbers(c, 'target')).toEqual([0]);
      expect(c).toMatchObject({ reduction: 'none', wants: [expect.anything()] });
      expect(c.params).toMatchObject({ ignore_index: null, label_smoothing: 0, class_axis: 1 });
      expect(Object.keys(c.operands)).toEqual(['logits', 'target']);
    }
  });
  it('a gap of more than 16 above the label', () => {
    const gap = (c: Case): number => {
      const { shape, data } = c.operands.logits!;
      if (shape.length !== 2 || c.params.class_axis !== 1) return 0;
      const rows = Array.from({ length: shape[0]! }, (_, i) => [...data.slice(i * shape[1]!, (i + 1) * shape[1]!)]);
      return Math.max(0, ...rows.map((z, i) => Math.max(...z) - (z[numbers(c, 'target')[i]!] ?? Infinity)));
    };
    const finite: Constraint = { regimes: ['huge', 'confident', 'saturated'] };
    for (const c of minima(crossEntropy, (c) => !(gap(c) > 16), finite)) {
      expect(c.operands.logits!.shape).toEqual([1, 2]);
      // Either the other logit is high or the labelled one is low.
      expect([100, -100, 20, -20]).toContain(numbers(c, 'logits').find((z) => z !== 0));
      expect(numbers(c, 'logits')).toContain(0);
    }
  });
  it('a tie that is not at 0', () => {
    const tied = (c: Case): boolean =>
      numbers(c, 'prediction').some((x, i) => x !== 0 && x === numbers(c, 'target')[i]);
    for (const c of minima(mse, (c) => !tied(c))) {
      expect(numbers(c, 'prediction')).toEqual([1]);
      expect(numbers(c, 'target')).toEqual([1]);
      expect(c.operands.prediction!.shape).toEqual([]);
    }
  });
  it('a NaN, a subnormal, a negative zero', () => {
    const first = (c: Case): number[] => [...numbers(c, 'prediction'), ...numbers(c, 'target')];
    for (const c of minima(mse, (c) => !first(c).some(Number.isNaN), { regimes: ['special'] })) {
      expect(first(c).sort()).toEqual([0, Number.NaN]);
    }
    const isSmall = (x: number): boolean => x !== 0 && Math.abs(x) < 2 ** -126;
    for (const c of minima(mse, (c) => !first(c).some(isSmall), { regimes: ['subnormal'] })) {
      const [, x] = first(c).sort((a, b) => Math.abs(a) - Math.abs(b)) as [number, number];
      expect(first(c)).toContain(0);
      expect([Math.fround(1e-38), Math.fround(-1e-38)].some((y) => x === y) || isSmall(x)).toBe(true);
    }
    for (const c of minima(mse, (c) => !first(c).some((x) => Object.is(x, -0)))) {
      expect(
        first(c)
          .map((x) => (Object.is(x, -0) ? '-0' : String(x)))
          .sort(),
      ).toEqual(['-0', '0']);
    }
  });
  it('a weighted row, a label, an ignored row', () => {
    const weighs = (c: Case): boolean => c.operands.class_weight?.data.some((w) => w > 1) ?? false;
    for (const c of minima(crossEntropy, (c) => !weighs(c))) {
      expect([2, 10]).toContain(largest(c, 'class_weight'));
      expect(c.operands.class_weight!.shape).toEqual([1]);
    }
    const labelled = (c: Case): boolean => numbers(c, 'target').some((y) => y >= 2 && y !== c.params.ignore_index);
    for (const c of minima(crossEntropy, (c) => !labelled(c), { regimes: ['ordinary'] })) {
      expect(numbers(c, 'target')).toEqual([2]);
      expect(c.operands.logits).toEqual({ dtype: 'f32', shape: [1, 3], data: new Float64Array(3) });
    }
    const leavesOut = (c: Case): boolean => c.params.ignore_index === -100 && numbers(c, 'target').includes(-100);
    for (const c of minima(crossEntropy, (c) => !leavesOut(c))) {
      expect(numbers(c, 'target')).toEqual([-100]);
      expect(numbers(c, 'logits')).toEqual([0]);
    }
  });
  it('a big sum', () => {
    const isLong = (c: Case): boolean => Math.max(...c.operands.prediction!.shape) >= 1000;
    for (const c of minima(mse, (c) => !isLong(c), { regimes: ['long_sum'] })) {
      expect(Math.max(...c.operands.prediction!.shape)).toBeLessThan(1100);
      expect(new Set(numbers(c, 'prediction'))).toEqual(new Set([0]));
    }
  });
  it('a distance, which needs the points only as far as they differ', () => {
    const distance = (c: Case): number => {
      const [a, p] = [numbers(c, 'anchor'), numbers(c, 'positive')];
      return Math.max(0, ...a.map((x, i) => Math.abs(x - p[i]!)));
    };
    for (const c of minima(tripletMargin, (c) => !(distance(c) > 3), { regimes: ['ordinary', 'offset'] })) {
      expect(c.operands.anchor!.shape).toEqual([1, 1]);
      expect(numbers(c, 'negative')).toEqual([0]);
      expect([...numbers(c, 'anchor'), ...numbers(c, 'positive')]).toContain(0);
    }
  });
  it('a parameter', () => {
    for (const c of minima(crossEntropy, (c) => !((c.params.label_smoothing as number) > 0.3))) {
      expect(c.params.label_smoothing).toBe(1);
    }
  });
});

const dtypes: Dtype[] = ['f64', 'f32', 'f16', 'bf16'];
const all = [
  ...Object.values(specs),
  specOf({ operands: { q: operand(['N', 'C', '...'], simplexOver('C'), '') }, items: ['N', '...'] }),
];

describe.each(all.map((spec): [string, LossSpec] => [spec.id, spec]))('every shrink of %s', (_, spec) => {
  // Every regime once, each in some dtype.
  const cases = regimeChoices(spec, 'f32').flatMap(({ regime }, i) => {
    const arbitrary = new CaseArbitrary(spec, dtypes[i % dtypes.length]!, { regimes: [regime] });
    return fc.sample(arbitrary, { seed: 5, numRuns: 1 }).map((c): [Case, Case[]] => {
      const shrinks: Case[] = [];
      for (const s of shrinkCase(spec, c)) if (shrinks.push(s) >= 80) break;
      return [c, shrinks];
    });
  });
  it('costs less, so that shrinking ends', () => {
    for (const [c, shrinks] of cases) {
      // Defaults round to the dtype, as a case's parameters do.
      const defaults = Object.entries(defaultsOf(spec)).map(([name, x]) => [
        name,
        typeof x === 'number' && spec.params[name]!.kind === 'number' ? formats[c.dtype].round(x) : x,
      ]);
      const cost = new CaseCost(spec, Object.fromEntries(defaults), c.dtype);
      const own = cost.of(c);
      expect(own.every((x) => Number.isSafeInteger(x) && x >= 0)).toBe(true);
      expect(shrinks.filter((s) => !cheaper(cost.of(s), own))).toEqual([]);
    }
  });
  it('leads to an end when everything fails', () => {
    for (const [c] of cases) {
      let smallest = c;
      let steps = 0;
      for (let next: Case | undefined = c; next && steps < 300; steps++) {
        smallest = next;
        next = shrinkCase(spec, smallest).next().value as Case | undefined;
      }
      expect(steps).toBeLessThan(100);
      if (c.regime === 'bad_input') continue;
      // One item of one class and coordinate, all zeros but where the domain excludes them.
      const data = Object.values(smallest.operands).flatMap((x) => [...x.data]);
      expect(data.length).toBeLessThanOrEqual(8);
      expect(data.filter((x) => x !== 0 && x !== 1)).toEqual([]);
    }
  });
  it('is in the dtype, and bad input where the case is', () => {
    for (const [c, shrinks] of cases) {
      const { round } = formats[c.dtype];
      const isBad = (s: Case): boolean => inputDefect(spec, s.operands, s.params, formats[c.dtype]) !== undefined;
      const exact = (s: Case): boolean =>
        Object.values(s.operands).every(
          ({ dtype, data }) => dtype === 'i64' || data.every((x) => Object.is(round(x), x)),
        );
      expect(shrinks.filter((s) => isBad(s) !== isBad(c) || !exact(s))).toEqual([]);
    }
  });
  it('has a cotangent shaped as its value', () => {
    for (const [c, shrinks] of cases) {
      if (c.regime === 'bad_input') continue;
      expect(shrinks.map((s) => s.cotangent.shape)).toEqual(shrinks.map((s) => valueShape(spec, s)));
    }
  });
});

describe('shrinkCase', () => {
  const shrinksOf = (spec: LossSpec, c: Case, constraint?: Constraint): Case[] => [...shrinkCase(spec, c, constraint)];
  it('has nothing simpler than the simplest', () => {
    const simplest = caseOf(mse, { operands: { prediction: 0, target: 0 }, reduction: 'none' }, 'f32', ['value']);
    expect(shrinksOf(mse, simplest)).toEqual([]);
  });
  it('drops a row from every operand and from the cotangent', () => {
    const rows = caseOf(
      crossEntropy,
      {
        operands: {
          logits: [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
          target: [0, 1, 0],
        },
        reduction: 'none',
      },
      'f32',
    );
    const weighed = { ...rows, cotangent: { ...rows.cotangent, data: Float64Array.of(7, 8, 9) } };
    const dropped = shrinksOf(crossEntropy, weighed).find((s) => s.operands.target!.data.length === 2)!;
    expect(numbers(dropped, 'logits')).toEqual([3, 4, 5, 6]);
    expect(numbers(dropped, 'target')).toEqual([1, 0]);
    expect([...dropped.cotangent.data]).toEqual([8, 9]);
  });
  it('lets labels follow their class', () => {
    const c = caseOf(crossEntropy, { operands: { logits: [[1, 2, 3]], target: [2], class_weight: [4, 5, 6] } }, 'f32');
    const without = shrinksOf(crossEntropy, c).find((s) => numbers(s, 'logits').join() === '2,3')!;
    expect(numbers(without, 'target')).toEqual([1]);
    expect(numbers(without, 'class_weight')).toEqual([5, 6]);
  });
  it('moves the class axis with its parameter', () => {
    const operands = {
      logits: [
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ],
      target: [[0, 2]],
    };
    const c = caseOf(crossEntropy, { operands, params: { class_axis: -1 } }, 'f32');
    const moved = shrinksOf(crossEntropy, c).find(
      (s) => s.params.class_axis === 1 && s.operands.target!.data.length === 2,
    )!;
    expect(moved.operands.logits).toEqual({ dtype: 'f32', shape: [1, 3, 2], data: Float64Array.of(1, 4, 2, 5, 3, 6) });
  });
  it('keeps shares summing to 1 and boxes the right way round', () => {
    const spec = specOf({
      operands: { q: operand(['N', 'C'], simplexOver('C'), ''), box: operand(['N', 4], boxXyxy, '') },
    });
    const c = caseOf(spec, { operands: { q: [[0.25, 0.25, 0.5]], box: [[3, 3, 5, 7]] } }, 'f32');
    const shrinks = shrinksOf(spec, c);
    expect(shrinks.map((s) => numbers(s, 'q').join())).toContain('0.5,0.5');
    expect(shrinks.every((s) => inputDefect(spec, s.operands, s.params) === undefined)).toBe(true);
  });
  it('keeps what is not supported out', () => {
    const c = caseOf(
      crossEntropy,
      { operands: { logits: [[1]], target: [0] }, params: { label_smoothing: 0.1 } },
      'f32',
    );
    const support = {
      origin: 'library',
      params: { label_smoothing: [0.1, 0.5] },
      reductions: ['mean'],
      dtypes: ['f32'],
      wants: ['value'],
    } as const;
    const shrinks = shrinksOf(crossEntropy, c, { support });
    expect(shrinks.length).toBeGreaterThan(0);
    expect(new Set(shrinks.map((s) => s.params.label_smoothing))).toEqual(new Set([Math.fround(0.1)]));
    expect(new Set(shrinks.map((s) => s.reduction))).toEqual(new Set(['mean']));
  });
  it('takes a common offset away', () => {
    const c = caseOf(mse, { operands: { prediction: [4096.25], target: [4097] } }, 'f32');
    expect(shrinksOf(mse, c).map((s) => [...numbers(s, 'prediction'), ...numbers(s, 'target')].join())).toContain(
      '0,0.75',
    );
  });
  it('works on shapes that do not fit', () => {
    const good = caseOf(crossEntropyProbabilities, { operands: { logits: [[1, 2]], target: [[0, 1]] } }, 'f32');
    const target = { dtype: 'f32', shape: [2, 2], data: Float64Array.of(0, 1, 1, 0) } as const;
    const bad = { ...good, operands: { ...good.operands, target } };
    const shrinks = shrinksOf(crossEntropyProbabilities, bad);
    expect(shrinks.length).toBeGreaterThan(0);
    const defects = shrinks.map((s) => inputDefect(crossEntropyProbabilities, s.operands, s.params));
    expect(defects.every(Boolean)).toBe(true);
  });
  it('shrinks a stored case without its generator', () => {
    const stored = caseOf(
      giou,
      {
        operands: {
          prediction: [
            [1, 2, 3, 4],
            [5, 5, 6.5, 7.25],
          ],
          target: [
            [0, 0, 1, 1],
            [2, 2, 9, 9],
          ],
        },
      },
      'f32',
    );
    const cases = new CaseArbitrary(giou, 'f32');
    const run = fc.check(
      fc.property(cases, (c) => !numbers(c, 'prediction').some((x) => x > 6)),
      { examples: [[stored]], numRuns: 1 },
    );
    const smallest = run.counterexample![0]!;
    expect(numbers(smallest, 'prediction')).toEqual([0, 0, 0, 10]);
    expect(numbers(smallest, 'target')).toEqual([0, 0, 0, 0]);
  });
});
