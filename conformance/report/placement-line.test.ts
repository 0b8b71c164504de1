import { describe, expect, it } from 'vitest';
import { placementLine } from './placement-line.ts';

describe('placementLine', () => {
  it('says where everything ran and how that is known', () => {
    const operators = { Add: 3, Exp: 1 };
    expect(placementLine({ provider: 'WebGpuExecutionProvider', proof: 'profile', graphs: 2, operators })).toBe(
      "Everything ran on WebGpuExecutionProvider, as the profile of each graph's first run says: " +
        '2 graphs, 4 nodes of 2 operators (Add, Exp), none elsewhere.',
    );
    const unanswered = { 'an empty tensor': 2, NaN: 1 };
    expect(placementLine({ provider: 'wasm', proof: 'no other provider', unanswered })).toBe(
      'Everything ran on wasm: its sessions have no other provider. What it cannot was not asked: 2 cases of an empty ' +
        'tensor; 1 case of NaN.',
    );
    expect(placementLine({ provider: 'wasm', proof: 'no other provider' })).toBe(
      'Everything ran on wasm: its sessions have no other provider.',
    );
  });
});
