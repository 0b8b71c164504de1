import { expect, it } from 'vitest';
import { joined } from './joined-placement.ts';

it('adds up what each worker saw', () => {
  const one = { provider: 'cpu', proof: 'profile', graphs: 2, operators: { Mul: 3, Add: 1 } } as const;
  const two = { provider: 'cpu', proof: 'profile', graphs: 1, operators: { Add: 2, Exp: 1 } } as const;
  expect(joined([one, two])).toEqual({ ...one, graphs: 3, operators: { Add: 3, Exp: 1, Mul: 3 } });
  expect(joined([one])).toBe(one);
  expect(joined([])).toBeUndefined();
  const silent = { ...one, unanswered: { NaN: 2 } };
  expect(joined([one, silent, silent])?.unanswered).toEqual({ NaN: 4 });
  const bare = { provider: 'wasm', proof: 'no other provider' } as const;
  expect(joined([bare, bare])).toEqual(bare);
});
