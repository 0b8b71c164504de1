import { describe, expect, it } from 'vitest';
import {
  boxXyxy,
  indexInto,
  interval,
  lengthUpTo,
  nonNegative,
  positive,
  probability,
  real,
} from '../../../spec/language/domain.ts';
import { operand } from '../../../spec/language/operand.ts';
import { choice, flag, integer, number } from '../../../spec/language/param.ts';
import { axesText, conditionText, domainText, literal, valuesText } from './words.ts';

describe('words', () => {
  it('domains', () => {
    const domains = [
      real,
      nonNegative,
      positive,
      probability,
      interval(0, 1, 'both'),
      indexInto('C'),
      boxXyxy,
      indexInto('C', 1),
      lengthUpTo('T', 1),
      lengthUpTo('U', 0, 1),
    ];
    expect(domains.map(domainText)).toEqual([
      'real',
      '>= 0',
      '> 0',
      'in [0, 1]',
      'in (0, 1)',
      'index below C',
      'boxes x1 y1 x2 y2',
      'index from 1 below C',
      'integer from 1 to T',
      'integer from 0 to U - 1',
    ]);
  });
  it('axes, also those that a parameter chooses', () => {
    expect(axesText(operand(['N', 4], real, ''))).toBe('[N, 4]');
    expect(axesText(operand({ by: 'class_axis', axes: { '1': ['N', 'C'], '-1': ['C', 'N'] } }, real, ''))).toBe(
      '[N, C] at class_axis 1, [C, N] at class_axis -1',
    );
  });
  it('values of parameters', () => {
    const params = [
      number(1, positive, ''),
      number(null, probability, ''),
      integer(null, ''),
      integer(1, '', { values: [1, -1] }),
      choice('a', { a: '', b: '' }, ''),
      flag(true, ''),
    ];
    expect(params.map(valuesText)).toEqual([
      '> 0',
      'in [0, 1], or null',
      'a whole number, or null',
      '1 | -1',
      'a | b',
      'true | false',
    ]);
  });
  it('conditions', () => {
    expect(conditionText(undefined)).toBe('');
    expect(
      conditionText({
        params: { swap: true, denominator: ['weight', 'count'], gamma: { min: 0.01, max: 2 }, ignore_index: null },
        present: ['weight'],
        absent: ['pos_weight'],
        hard: ['target'],
        nonzero: ['logits'],
        reduction: ['sum', 'none'],
      }),
    ).toBe(
      'when swap = true, denominator in weight, count, gamma >= 0.01 and gamma <= 2, ignore_index = null, with weight, ' +
        'without pos_weight, target 0 or 1, logits not 0, reduction sum or none',
    );
  });
  it('numbers', () => {
    expect(
      literal([
        [1, -0],
        [Number.NaN, Infinity],
      ]),
    ).toBe('[[1, -0], [NaN, Infinity]]');
  });
});
