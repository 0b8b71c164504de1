import { describe, expect, it } from 'vitest';
import { bfloat16, float16, float32, float64 } from '../tensor/format.ts';
import { map } from '../tensor/tensor.ts';
import { exp, log, sqrt } from './kernel/functions.ts';
import type { Scalar } from './kernel/scalar.ts';
import { wgsl } from './profile.ts';
import { Rounded } from './rounded.ts';

const half = new Rounded(float16);
const brain = new Rounded(bfloat16);
const single = new Rounded(float32);
const ones = (n: number): number[] => new Array<number>(n).fill(1);

describe('one operation, by hand', () => {
  it('f16: 11 significant bits', () => {
    const [x, y] = [
      half.tensor([1, 2048, 60000, 2 ** -24, 3, 0.1], [6]),
      half.tensor([2 ** -11, 1, 6000, 0.5, 3, 0.2], [6]),
    ];
    // 1 + 2^-11 and 2048 + 1 are ties and go to the even side; 66000 is past 65520
    expect(half.numbers(x.add(y)).slice(0, 3)).toEqual(Float64Array.of(1, 2048, Infinity));
    // half of the smallest subnormal is a tie with 0
    expect(half.numbers(x.mul(y)).slice(3, 5)).toEqual(Float64Array.of(0, 9));
    // 0.1 and 0.2 enter as 1638 2^-14 and 1638 2^-13; their sum, 4914 2^-14, is the tie between 4912 and 4916
    expect(half.numbers(x)[5]).toBe(1638 / 16384);
    expect(half.numbers(x.add(y))[5]).toBe(4912 / 16384);
  });

  it('bf16: 8 significant bits', () => {
    const [x, y] = [
      brain.tensor([1, 256, 1.0078125, 3e38, 100], [5]),
      brain.tensor([2 ** -8, 1, 1.0078125, 2, 3], [5]),
    ];
    expect(brain.numbers(x.add(y)).slice(0, 2)).toEqual(Float64Array.of(1, 256));
    // (1 + 2^-7)^2 = 1 + 2^-6 + 2^-14
    expect(brain.numbers(x.mul(y)).slice(2, 4)).toEqual(Float64Array.of(1.015625, Infinity));
    // 33.333: steps of 1/4 between 32 and 64
    expect(brain.numbers(x.div(y))[4]).toBe(33.25);
  });

  it('has indices beside the format, which are not rounded', () => {
    const indices = brain.numbers(brain.tensor(new Array(300).fill(0), [300]).indices());
    expect(indices).toEqual(Float64Array.from({ length: 300 }, (_, i) => i));
  });

  it('f32: what Math.fround says', () => {
    const [x, y] = [single.tensor([0.1, 16777216, 1e-30], [3]), single.tensor([0.2, 1, 1e-30], [3])];
    expect(single.numbers(x.add(y))[0]).toBe(Math.fround(Math.fround(0.1) + Math.fround(0.2)));
    expect(single.numbers(x.add(y))[1]).toBe(16777216);
    expect(single.numbers(x.mul(y))[2]).toBe(0);
  });

  it('rounds after every operation of a kernel, its constants and its functions', () => {
    const x = half.tensor([3, 10, 11], [3]);
    const [e, s, l] = [exp, sqrt, log].map((f) => half.numbers(map(f, x)));
    // 20.0855 in steps of 1/64; 22026.5 in steps of 16; 59874.1 in steps of 32
    expect([...e!]).toEqual([20.078125, 22032, 59872]);
    // 1.7320508 and 1.0986123 in steps of 2^-10
    expect(s![0]).toBe(1774 / 1024);
    expect(l![0]).toBe(1125 / 1024);
    // 0.1 is 1638 2^-14 here; three of it are 4914 2^-14, a tie that goes to 4912 (0.3 itself would go to 4916)
    expect(half.numbers(map((a) => a.mul(0.1), x))[0]).toBe(4912 / 16384);
  });
});

it('counts classes beyond the integers of the format', () => {
  const machine = new Rounded(bfloat16);
  expect(machine.numbers(machine.tensor(new Float64Array(300), [300]).indices())[257]).toBe(257);
});

describe('sums', () => {
  it('stagnate in sequence, and not in pairs or in a wider accumulator', () => {
    const sum = (r: Rounded, n: number): number => r.numbers(r.tensor(ones(n), [n]).sum())[0]!;
    expect(sum(half, 4096)).toBe(2048);
    expect(sum(brain, 4096)).toBe(256);
    expect(sum(new Rounded(float16, { order: 'pairwise' }), 4096)).toBe(4096);
    expect(sum(new Rounded(float16, { accumulator: float32 }), 4096)).toBe(4096);
    expect(sum(new Rounded(bfloat16, { accumulator: float32 }), 4096)).toBe(4096);
    // 4099 is rounded at the end only: steps of 4 from 4096, tie-free
    expect(sum(new Rounded(float16, { accumulator: float32 }), 4099)).toBe(4100);
    expect(sum(half, 0)).toBe(0);
  });

  it('depend on their order', () => {
    const values = [1, 2 ** -11, 2 ** -11, 2 ** -11];
    const sum = (order: 'sequential' | 'reverse' | 'pairwise'): number => {
      const r = new Rounded(float16, { order });
      return r.numbers(r.tensor(values, [4]).sum())[0]!;
    };
    expect(sum('sequential')).toBe(1);
    // 3 2^-11 + 1 is the tie between 1 + 2^-10 and 1 + 2^-9
    expect(sum('reverse')).toBe(1 + 2 ** -9);
    // 1 and 2^-10
    expect(sum('pairwise')).toBe(1 + 2 ** -10);
    const r = new Rounded(float64, { order: 'reverse' });
    expect(r.numbers(r.tensor([1, 2 ** -53, 2 ** -53], [3]).sum())[0]).toBe(1 + 2 ** -52);
    expect(r.numbers(r.tensor([2 ** -53, 2 ** -53, 1], [3]).sum())[0]).toBe(1);
  });

  it('of products keep the products in the accumulator', () => {
    // (1 + 22 2^-10)^2 is 1 + 44 2^-10 + 484 2^-20, whose last part is beyond f16
    const a = 1 + 22 * 2 ** -10;
    const dot = (r: Rounded): number =>
      r.numbers(r.tensor([a, -1], [1, 2]).matmul(r.tensor([a, 1 + 44 * 2 ** -10], [2, 1])))[0]!;
    expect(dot(new Rounded(float16, { accumulator: float32 }))).toBe(484 * 2 ** -20);
    expect(dot(half)).toBe(0);
  });

  it('of an overflow are infinite in the format, and finite in between', () => {
    const values = [60000, 60000, -60000];
    const sum = (r: Rounded): number => r.numbers(r.tensor(values, [3]).sum())[0]!;
    expect(sum(half)).toBe(Infinity);
    expect(sum(new Rounded(float16, { accumulator: float32 }))).toBe(60000);
  });
});

describe('norms', () => {
  it('do not overflow where they are representable', () => {
    expect(half.numbers(half.tensor([30000, 40000], [2]).norm())[0]).toBe(half.format.round(50000));
    expect(half.numbers(half.tensor([3 * 2 ** -24, 4 * 2 ** -24], [2]).norm())[0]).toBe(5 * 2 ** -24);
    expect(brain.numbers(brain.tensor([3e38, 0], [2]).norm())[0]).toBe(bfloat16.round(3e38));
    expect(half.numbers(half.tensor([65504, 65504], [2]).norm())[0]).toBe(Infinity);
    expect(half.numbers(half.tensor([Infinity, 1], [2]).norm())[0]).toBe(Infinity);
    expect(half.numbers(half.tensor([Number.NaN, 1], [2]).norm())[0]).toBeNaN();
  });

  it('accumulate their squares', () => {
    const norm = (r: Rounded): number => r.numbers(r.tensor(ones(4096), [4096]).norm())[0]!;
    expect(norm(new Rounded(float16, { accumulator: float32 }))).toBe(64);
    // The sum of squares stays at 2048, whose root is 45.2548
    expect(norm(half)).toBe(float16.round(Math.sqrt(2048)));
  });
});

describe('softmax', () => {
  it('normalises by a sum in the accumulator', () => {
    const softmax = (r: Rounded): number => r.numbers(r.tensor(new Array(4096).fill(3), [4096]).softmax())[0]!;
    expect(softmax(half)).toBe(1 / 2048);
    expect(softmax(new Rounded(float16, { accumulator: float32 }))).toBe(1 / 4096);
    const logSumExp = (r: Rounded): number => r.numbers(r.tensor(new Array(4096).fill(3), [4096]).logSumExp())[0]!;
    // log 2048 = 7.6246 in steps of 1/256, log 4096 = 8.3178 in steps of 1/128
    expect(logSumExp(half)).toBe(10.625);
    expect(logSumExp(new Rounded(float16, { accumulator: float32 }))).toBe(11.3203125);
  });
});

it('flushes what is below the smallest normal number, keeping its sign', () => {
  const r = new Rounded(float32, { subnormals: 'flushed' });
  const x = r.tensor([1e-40, -1e-40, 2 ** -126, 2 ** -100], [4]);
  expect(r.numbers(x)).toEqual(Float64Array.of(0, -0, 2 ** -126, 2 ** -100));
  expect(r.numbers(x.mul(0.5))).toEqual(Float64Array.of(0, -0, 0, 2 ** -101));
  expect(single.numbers(single.tensor([2 ** -126], [1]).mul(0.5))[0]).toBe(2 ** -127);
  const wide = new Rounded(bfloat16, { accumulator: float32, subnormals: 'flushed' });
  expect(wide.numbers(wide.tensor([2 ** -64, 2 ** -64], [1, 2]).matmul(wide.tensor([2 ** -64, 0], [2, 1])))[0]).toBe(0);
});

describe('on a platform with a profile', () => {
  const gpu = new Rounded(float32, { profile: wgsl });
  const xs = Array.from({ length: 400 }, (_, i) => Math.fround(0.013 * (i + 1)));
  const errors = (f: (x: Scalar) => Scalar, exact: (x: number) => number): number[] => {
    const got = gpu.numbers(map(f, gpu.tensor(xs, [xs.length])));
    return xs.map((x, i) => (got[i]! / exact(x) - 1) / float32.unit);
  };

  it('errs up and down as far as its table says, and no farther', () => {
    // WGSL: exp within 3 + 2 |x| ulp, which are at most 6 + 4 |x| units; division within 2.5 ulp
    const exps = errors(exp, Math.exp);
    exps.forEach((e, i) => {
      expect(Math.abs(e)).toBeLessThanOrEqual(6 + 4 * xs[i]!);
    });
    expect(Math.max(...exps)).toBeGreaterThan(15);
    expect(Math.min(...exps)).toBeLessThan(-15);
    const quotients = errors(
      (x) => x.div(3),
      (x) => x / 3,
    );
    expect(Math.max(...quotients.map(Math.abs))).toBeLessThanOrEqual(5);
    expect(Math.max(...quotients)).toBeGreaterThan(3);
  });

  it('errs absolutely where the table says so', () => {
    // WGSL: log within 2^-21 on [0.5, 2], which is 8 units
    const near = Array.from({ length: 100 }, (_, i) => 1 + (i + 1) * 2 ** -12);
    const got = gpu.numbers(map(log, gpu.tensor(near, [100])));
    const off = near.map((x, i) => (got[i]! - Math.log(x)) / float32.unit);
    expect(Math.max(...off.map(Math.abs))).toBeLessThanOrEqual(8);
    expect(Math.min(...off.map(Math.abs))).toBeGreaterThan(5);
  });

  it('always gives the same, and leaves exact what is exact everywhere', () => {
    const softmax = (r: Rounded): number[] => [...r.numbers(r.tensor(xs, [400]).softmax())];
    expect(softmax(gpu)).toEqual(softmax(gpu));
    expect(softmax(gpu)).not.toEqual(softmax(single));
    expect([...gpu.numbers(map((x) => exp(x).mul(x.sub(1)), gpu.tensor([0], [1])))]).toEqual([-1]);
  });
});

it('says what it is', () => {
  expect(new Rounded(float16, { order: 'pairwise', accumulator: float32 }).name).toBe(
    'f16, pairwise sums in f32, subnormals kept',
  );
});
