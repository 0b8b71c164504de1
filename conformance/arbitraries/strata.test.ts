import { describe, expect, it } from 'vitest';
import { crossEntropy } from '../../spec/losses/classification/cross_entropy.ts';
import { specs } from '../../spec/losses/index.ts';
import { mse } from '../../spec/losses/regression/mse.ts';
import type { LossSupport } from '../implementation.ts';
import { factors } from './options.ts';
import { regimes } from './regimes/index.ts';
import { regimeChoices, strata } from './strata.ts';

const keysOf = (name: string, ...rest: Parameters<typeof factors>): string[] =>
  factors(...rest)
    .find((f) => f.name === name)!
    .options.map(({ key }) => key);

describe('factors', () => {
  it('are the default, the tries, null and a drawn number', () => {
    expect(keysOf('ignore_index', crossEntropy, 'f32')).toEqual([
      'ignore_index=null',
      'ignore_index=-100',
      'ignore_index=-1',
      'ignore_index=0',
      'ignore_index=1',
      'ignore_index=255',
    ]);
    expect(keysOf('label_smoothing', crossEntropy, 'f32')).toEqual([
      'label_smoothing=0',
      'label_smoothing=0.1',
      'label_smoothing=1',
      'label_smoothing=drawn',
    ]);
    expect(keysOf('reduction', crossEntropy, 'f32')).toEqual(['reduction=none', 'reduction=sum', 'reduction=mean']);
    expect(keysOf('class_weight', crossEntropy, 'f32')).toEqual(['-class_weight', '+class_weight']);
  });
  it('round numbers to the dtype and drop what is the same there', () => {
    const smoothing = factors(crossEntropy, 'f16').find((f) => f.name === 'label_smoothing')!;
    expect(smoothing.options.map(({ value }) => value).slice(0, 3)).toEqual([0, 0.0999755859375, 1]);
    const eps = factors(specs.giou!, 'f16', { support: { ...everything, params: { eps: [1e-7, 1.2e-7, 1e-6] } } });
    // In f16 both round to the one subnormal 2^-23.
    expect(eps.find((f) => f.name === 'eps')!.options.map(({ key }) => key)).toEqual(['eps=1e-7', 'eps=0.000001']);
  });
  it("leave conventions at their default, or at the dialect's", () => {
    expect(keysOf('denominator', crossEntropy, 'f32')).toEqual(['denominator=weight']);
    const dialect = { defaults: { denominator: 'target_weight' } };
    expect(keysOf('denominator', crossEntropy, 'f32', dialect)).toEqual(['denominator=target_weight']);
  });
  it('take what an implementation declares, and defaults of what it does not', () => {
    const support: LossSupport = { ...everything, params: { denominator: 'any', ignore_index: [0, -100] } };
    expect(keysOf('denominator', crossEntropy, 'f32', { support })).toEqual([
      'denominator=weight',
      'denominator=target_weight',
      'denominator=count',
      'denominator=all',
    ]);
    expect(keysOf('ignore_index', crossEntropy, 'f32', { support })).toEqual(['ignore_index=0', 'ignore_index=-100']);
    expect(keysOf('label_smoothing', crossEntropy, 'f32', { support })).toEqual(['label_smoothing=0']);
    const range = { ...everything, params: { label_smoothing: { min: 0.05, max: 0.5 } } };
    expect(keysOf('label_smoothing', crossEntropy, 'f32', { support: range })).toEqual([
      'label_smoothing=0.1',
      'label_smoothing=drawn',
    ]);
  });
});

const everything: LossSupport = {
  origin: 'composed',
  params: {},
  reductions: ['none', 'sum', 'mean'],
  dtypes: ['f32'],
  wants: ['value'],
};

describe('strata', () => {
  it.each(Object.entries(specs))('of %s have every option in every regime that admits it', (_, spec) => {
    const filled = new Set(
      strata(spec, 'f32')
        .filter((s) => regimes[s.regime].quota === undefined)
        .flatMap((s) => Object.values(s.options).map((o) => `${s.regime} ${o.key}`)),
    );
    const asked = regimeChoices(spec, 'f32')
      .filter(({ quota }) => quota === undefined)
      .flatMap((choice) => choice.factors.flatMap((f) => f.options.map((o) => `${choice.regime} ${o.key}`)));
    expect([...asked].filter((key) => !filled.has(key))).toEqual([]);
    expect(new Set(asked).size).toBe(filled.size);
  });
  it('are as few as the factor with the most options needs', () => {
    // 18 regimes with 3 reductions each; weighted or not and the rest fit into these. One has a quota.
    expect(regimeChoices(mse, 'f32')).toHaveLength(18 + 1);
    expect(strata(mse, 'f32')).toHaveLength(18 * 3 + 4);
    expect(strata(mse, 'f32', {}, 'each')).toHaveLength(18 + 4);
  });
  it('are as many as a quota says, and the last ones', () => {
    for (const cover of ['pairs', 'each'] as const) {
      const all = strata(crossEntropy, 'f32', {}, cover);
      expect(all.slice(-5).map(({ regime, turn }) => [regime, turn])).toEqual([
        ['one_class', 0],
        ...[0, 1, 2, 3].map((turn) => ['mid_size', turn]),
      ]);
      expect(all.slice(0, -5).every(({ turn }) => turn === undefined)).toBe(true);
    }
  });
  it('pair the options of one regime differently from those of the next', () => {
    const pairs = new Set(
      strata(crossEntropy, 'f32').map((s) => `${s.options.ignore_index!.key} ${s.options.label_smoothing!.key}`),
    );
    expect(pairs.size).toBe(6 * 4);
  });
  it('only ignore where there is a label to ignore by, or a weight', () => {
    const ignoring = strata(crossEntropy, 'f32').filter((s) => s.regime === 'ignored' || s.regime === 'all_ignored');
    expect(ignoring.some((s) => s.options.ignore_index!.value === null)).toBe(false);
    const weighing = strata(mse, 'f32').filter((s) => s.regime === 'ignored' || s.regime === 'all_ignored');
    expect(weighing.map((s) => s.options.weight!.value)).not.toContain(false);
  });
  it('are the same every time', () => {
    expect(strata(crossEntropy, 'f32')).toEqual(strata(crossEntropy, 'f32'));
  });
});
