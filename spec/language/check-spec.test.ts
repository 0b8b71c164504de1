import { describe, expect, it } from 'vitest';
import { tripletMargin } from '../losses/metric-learning/triplet_margin.ts';
import { mse } from '../losses/regression/mse.ts';
import { checkSpec } from './check-spec.ts';
import { indexInto, real } from './domain.ts';
import { holds, inapplicable, isFalse } from './law.ts';
import type { LossSpec } from './loss-spec.ts';
import { operand } from './operand.ts';

const sample = { operands: { prediction: [1], target: [0] } };
/** mse with other fields. */
const changed = (fields: Partial<LossSpec>) => () => checkSpec({ ...(mse as LossSpec), ...fields });
const laws = (more: Partial<LossSpec['laws']>) => changed({ laws: { ...mse.laws, ...more } });

describe('checkSpec', () => {
  it('finds nothing in a spec that is right', () => {
    expect(changed({})).not.toThrow();
    expect(() => checkSpec(tripletMargin)).not.toThrow();
  });
  it.each<readonly [string, () => void, string]>([
    ['an id with capitals', changed({ id: 'Mse' }), 'spec Mse: the id must be snake_case'],
    ['items along no axis', changed({ items: ['N'] }), 'numbered by N, which is no axis'],
    [
      'items counted by a name that is taken',
      changed({ items: { index: 'target', count: '2' } }),
      'counted by target, which already means something',
    ],
    [
      'labels of classes that are nowhere',
      changed({ operands: { ...mse.operands, target: operand(['...'], indexInto('C'), '') } }),
      'target is about C, which is no axis',
    ],
    [
      'axes by no parameter',
      changed({ operands: { ...mse.operands, target: operand({ by: 'axis', axes: { a: ['...'] } }, real, '') } }),
      'the axes of target depend on axis, which is no parameter',
    ],
    ['ignoring by no operand', changed({ ignore: { operand: 'mask', param: 'empty' } }), 'ignores by mask'],
    [
      'an example without an operand',
      changed({ examples: [{ title: 'half', operands: { prediction: [1] }, value: 0 }] }),
      '"half" does not give target',
    ],
    [
      'an example with a value that a choice has not',
      changed({ examples: [{ title: 'bad', ...sample, params: { empty: 'no' }, value: 1 }] }),
      '"bad" gives empty = no; it is nan or zero or throw',
    ],
    [
      'a reduction that it has not',
      changed({
        reductions: ['none', 'sum'],
        edges: [],
        examples: [{ title: 'm', ...sample, reduction: 'mean', value: 1 }],
      }),
      'has the reduction mean',
    ],
    ['a law about no operand', laws({ convex: holds({ in: ['guess'] }) }), 'convex names guess, which is no operand'],
    [
      'a law about no parameter',
      laws({ parameter_matters: holds({ param: 'delta' }) }),
      'names delta, which is no parameter',
    ],
    [
      'a law about neither',
      laws({ scale: holds({ by: { delta: 1 }, degree: 1 }) }),
      'neither an operand nor a parameter',
    ],
    [
      'a law along no axis',
      laws({ item_permutation: holds({ along: 'N' }) }),
      'item_permutation names N, which is no axis',
    ],
    [
      'a condition about no parameter',
      laws({ convex: holds({ in: ['prediction'] }, { params: { delta: 1 } }) }),
      'conditions of delta, which is no parameter',
    ],
    [
      'a condition about an operand that is always there',
      laws({ convex: holds({ in: ['prediction'] }, { absent: ['target'] }) }),
      'where target is left out or not, which it never is',
    ],
    [
      'a witness with what it has not',
      laws({ bounded: isFalse({ args: { min: 0, max: 1 }, sample: { operands: { guess: [1] } }, because: '' }) }),
      'the witness against bounded gives guess, which is no operand',
    ],
    [
      'a law left out',
      changed({ laws: { ...mse.laws, rotation: undefined } as never }),
      'it says nothing of the law rotation',
    ],
    [
      'a law that is none',
      changed({ laws: { ...mse.laws, smooth: inapplicable('') } as never }),
      'there is no law smooth',
    ],
  ])('refuses %s', (_, check, message) => {
    expect(check).toThrow(message);
  });
});
