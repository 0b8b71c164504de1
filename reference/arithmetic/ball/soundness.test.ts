import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32, formats } from '../../tensor/format.ts';
import { map, type Tensor } from '../../tensor/tensor.ts';
import type { Arithmetic } from '../arithmetic.ts';
import { type Ball, Balls } from '../ball.ts';
import { float64 } from '../float64.ts';
import { select } from '../kernel/functions.ts';
import { ieee, wgsl } from '../profile.ts';
import { Rounded } from '../rounded.ts';
import { Hostile } from './test-support/hostile.ts';
import { gaussian, pick, randomOf } from './test-support/random.ts';
import { argumentsOf, kernelOf, kinds, recipe } from './test-support/random-kernel.ts';

// The soundness of the ruler: whatever a platform within the profile computes lies in its ball. The platforms are the
// worst that the profile allows (Hostile) and correctly rounded ones in several orders (Rounded).

/** The ball's own arithmetic is float64: it may be off by a few of its roundings. */
const OWN = 1 + 1e-9;

/** Whether a number is one that the ball permits; `own` is the same ball in float64, for the error of its center. */
function contains(ball: Ball, own: Ball, got: number): boolean {
  if (ball.error === Infinity) return true;
  if (Number.isNaN(ball.value)) return Number.isNaN(got);
  if (got === ball.value || (ball.overflow && got === Math.sign(ball.value) * Infinity)) return true;
  return Math.abs(got - ball.value) <= (ball.error + own.error - own.kink) * OWN;
}

const dtypes = ['f32', 'f16', 'bf16'] as const;

describe('kernels', () => {
  it.each([
    ['value', (p: ReturnType<typeof kernelOf>) => p],
    ['reverse mode', (p: ReturnType<typeof kernelOf>) => p.pullback([0, 1, 2])],
    ['forward mode', (p: ReturnType<typeof kernelOf>) => p.pushforward([0, 1, 2])],
  ] as const)('%s: every platform is inside its ball', (_, derive) => {
    let bounded = 0;
    fc.assert(
      fc.property(
        recipe,
        fc.constantFrom(...kinds),
        fc.constantFrom(...dtypes),
        fc.constantFrom(ieee, wgsl),
        fc.nat(),
        (what, kind, dtype, profile, seed) => {
          const [format, random] = [formats[dtype], randomOf(seed)];
          const program = derive(kernelOf(what));
          const xs = argumentsOf(kind, program.arity, format, random);
          const balls = new Balls(format, { profile });
          const own = new Balls(formats.f64);
          const permitted = balls.run(program, balls.tensor(xs, [xs.length]).rep);
          const exact = own.run(program, own.tensor(xs, [xs.length]).rep);
          const platforms = [new Hostile(format, profile, random), ...(profile === ieee ? [new Rounded(format)] : [])];
          for (const platform of platforms) {
            platform.run(program, xs).forEach((got, i) => {
              if (permitted[i]!.error < Infinity) bounded++;
              if (!contains(permitted[i]!, exact[i]!, got)) {
                expect.fail(`${platform.name} has ${got}, not in ${JSON.stringify(permitted[i])}; arguments ${xs}`);
              }
            });
          }
        },
      ),
      { seed: 1, numRuns: 1500 },
    );
    // Balls that say nothing would pass as well.
    expect(bounded).toBeGreaterThan(1500);
  });

  it('float64: sums, products and functions of the platform are inside their own balls', () => {
    fc.assert(
      fc.property(recipe, fc.constantFrom(...kinds), fc.nat(), (what, kind, seed) => {
        const program = kernelOf(what);
        const xs = argumentsOf(kind, 3, formats.f64, randomOf(seed));
        const own = new Balls(formats.f64);
        const permitted = own.run(program, own.tensor(xs, [3]).rep);
        const got = new Rounded(formats.f64).run(program, xs);
        expect(contains(permitted[0]!, permitted[0]!, got[0]!)).toBe(true);
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});

type Text = <R>(x: Tensor<R>, factor: Tensor<R>) => Tensor<R>;

/** What comes before a row, so that its inputs carry errors of all sizes. */
const before: Readonly<Record<string, Text>> = {
  'as given': (x) => x,
  scaled: (x, factor) => x.mul(factor),
  'scaled and back': (x, factor) => x.mul(factor).mul(factor).div(factor),
  'far and back': (x, factor) => x.mul(factor).add(1000).sub(1000),
  squared: (x) => x.square(),
};
const pulledBack = <R>(x: Tensor<R>, g: Tensor<R>): Tensor<R> => {
  const { arithmetic } = x;
  if (arithmetic.logSoftmaxPullback) return x.make(x.shape, arithmetic.logSoftmaxPullback(x, g));
  return g.sub(x.softmax().mul(g.sumKeep(-1)));
};
const rows: Readonly<Record<string, Text>> = {
  logSumExp: (x) => x.logSumExp(),
  logSoftmax: (x) => x.logSoftmax(),
  softmax: (x) => x.softmax(),
  'pullback of a whole row': (x) => pulledBack(x, x.slice(1, 0, 1).expand(x.shape).div(x.count(0))),
  'pullback of one element': (x) =>
    pulledBack(
      x,
      map((i, a) => select(i.eq(1), a, 0), x.indices(), x.slice(1, 0, 1)),
    ),
  norm: (x) => x.norm(-1),
  unit: (x) => {
    const n = x.norm(-1).column();
    return x.make(x.shape, x.arithmetic.unit(x, n, [1]));
  },
  sum: (x) => x.sum(-1),
  mean: (x) => x.mean(-1),
  max: (x) => x.max(-1),
  matmul: (x) => x.matmul(x, { transposeB: true }),
};

const ranges: Readonly<Record<string, (random: () => number) => number>> = {
  ordinary: gaussian,
  ties: (random) => pick(random, [0, 1, -1]),
  large: (random) => 100 * gaussian(random),
  small: (random) => gaussian(random) * 2 ** (-24 * random()),
  spread: (random) => gaussian(random) * 2 ** (6 * random()),
  confident: (random) => (random() < 0.2 ? 20 : -3 * random()),
};

interface Platform extends Arithmetic<number[]> {
  tensor(values: ArrayLike<number>, shape: readonly number[]): Tensor<number[]>;
}

describe('rows, vectors and sums', () => {
  it.each(Object.keys(rows))('%s: every platform is inside its ball', (name) => {
    const random = randomOf(5);
    let bounded = 0;
    for (let i = 0; i < 150; i++) {
      const format = formats[pick(random, dtypes)];
      const accumulator = random() < 0.5 ? format : float32;
      const [profile, strict] = [pick(random, [ieee, ieee, wgsl]), random() < 0.5];
      const [n, range] = [pick(random, [2, 3, 10, 60]), pick(random, Object.keys(ranges))];
      const values = Array.from({ length: 2 * n }, () => format.round(ranges[range]!(random)));
      const factor = format.round(pick(random, [1.1, 0.07, 3, 14]));
      const first = pick(random, Object.keys(before));
      const go = <R>(arithmetic: Arithmetic<R> & { tensor: Balls['tensor'] | Platform['tensor'] }): R => {
        const [x, s] = [arithmetic.tensor(values, [2, n]), arithmetic.tensor([factor], [])] as unknown as Tensor<R>[];
        return rows[name]!(before[first]!(x!, s!), s!).rep;
      };
      const balls = go(new Balls(format, { profile, accumulator, primitives: strict ? 'strict' : 'published' }));
      const own = go(new Balls(formats.f64));
      const [x, s] = [float64.tensor(values, [2, n]), float64.tensor([factor], [])];
      const reference = float64.numbers(rows[name]!(before[first]!(x, s), s));
      const orders = (['sequential', 'pairwise', 'reverse'] as const).map(
        (order) => new Rounded(format, { order, accumulator }),
      );
      const platforms: Platform[] = [new Hostile(format, profile, random, accumulator, strict)];
      if (profile === ieee && !strict) platforms.push(...orders);
      for (const platform of platforms) {
        go(platform).forEach((got, k) => {
          const ball = balls[k]!;
          if (ball.error < Infinity) bounded++;
          // Away from kinks the center is what float64 computes, by its own algorithm.
          const centered = ball.kink > 0 || ball.error === Infinity ? ball : { ...ball, value: reference[k]! };
          if (contains(centered, own[k]!, got)) return;
          expect.fail(
            `${platform.name} ${format.name} ${range} ${first}: [${k}] ${got}, not in ${JSON.stringify(centered)}`,
          );
        });
      }
    }
    expect(bounded).toBeGreaterThan(200);
  });
});
