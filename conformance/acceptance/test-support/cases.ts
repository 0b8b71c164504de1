import { gaussian, pick } from '../../../reference/arithmetic/ball/test-support/random.ts';
import type { AnyLossText } from '../../../reference/losses/loss-reference.ts';
import type { Format } from '../../../reference/tensor/format.ts';
import { type TensorData, tensorData } from '../../../reference/tensor/tensor-data.ts';
import type { Inputs } from '../evaluate.ts';
import { crossEntropy, dice, divergence, focal, giou, huber, ntXent, triplet } from './texts.ts';

type Random = () => number;

export const regimes = ['ordinary', 'huge', 'tie', 'tiny', 'near', 'constant', 'confident'] as const;
type Regime = (typeof regimes)[number];

/** n numbers of a regime. */
function numbers(random: Random, regime: Regime, n: number): number[] {
  const constant = gaussian(random);
  return Array.from({ length: n }, () => {
    switch (regime) {
      case 'huge':
        return pick(random, [1e4, -1e4, 500 * gaussian(random)]);
      case 'tie':
        return pick(random, [0, 1, -1, 2, -0]);
      case 'tiny':
        return gaussian(random) * 2 ** (-140 * random());
      case 'near':
        return 1e-3 * gaussian(random);
      case 'constant':
        return constant;
      case 'confident':
        return 8 * gaussian(random);
      default:
        return gaussian(random);
    }
  });
}

export interface Sample {
  readonly text: AnyLossText;
  readonly draw: (random: Random, regime: Regime, format: Format) => Inputs;
}

/** Rounds at birth. */
const tensor = (format: Format, values: readonly number[], shape: readonly number[]): TensorData =>
  tensorData(values.map(format.round), shape);
const settings = (random: Random) => ({ reduction: pick(random, ['mean', 'sum', 'none'] as const) });

export const samples: Readonly<Record<string, Sample>> = {
  huber: {
    text: huber as AnyLossText,
    draw: (random, regime, format) => {
      const n = pick(random, [1, 3, 17, 64]);
      const delta = format.round(pick(random, [1, 0.1, 1.5]));
      const p = numbers(random, regime, n).map(format.round);
      const kinks = p.map((x) => x + pick(random, [delta, -delta]) * (1 + pick(random, [0, 2, -2]) * format.unit));
      const t = regime === 'near' ? kinks : numbers(random, regime, n);
      return {
        operands: {
          prediction: tensor(format, p, [n]),
          target: tensor(format, t, [n]),
          delta: tensor(format, [delta], []),
        },
        settings: settings(random),
        wrt: ['prediction', 'target', 'delta'],
      };
    },
  },
  cross_entropy: {
    text: crossEntropy as AnyLossText,
    draw: (random, regime, format) => {
      const [n, c] = [pick(random, [1, 2, 5]), pick(random, [2, 3, 10, 50])];
      const target = Array.from({ length: n }, (_, i) => (i > 0 && random() < 0.3 ? -100 : Math.floor(random() * c)));
      const offset = regime === 'near' ? 5000 : 0;
      const logits = numbers(random, regime, n * c).map((z, k) =>
        target[Math.floor(k / c)] === -100 && random() < 0.2 ? Number.NaN : z + offset,
      );
      const weight = Array.from({ length: c }, () => 0.2 + random());
      return {
        operands: {
          logits: tensor(format, logits, [n, c]),
          target: tensorData(target, [n]),
          weight: tensor(format, weight, [c]),
          smoothing: tensor(format, [pick(random, [0, 0.1])], []),
        },
        settings: settings(random),
        wrt: ['logits', 'weight', 'smoothing'],
      };
    },
  },
  triplet: {
    text: triplet as AnyLossText,
    draw: (random, regime, format) => {
      const [n, d] = [pick(random, [1, 3]), pick(random, [1, 2, 8])];
      const points = (): number[] => numbers(random, regime, n * d);
      const anchor = points();
      const positive = random() < 0.2 ? anchor : points();
      return {
        operands: {
          anchor: tensor(format, anchor, [n, d]),
          positive: tensor(format, positive, [n, d]),
          negative: tensor(format, points(), [n, d]),
          margin: tensor(format, [pick(random, [0, 0.2, 1])], []),
        },
        settings: settings(random),
        wrt: ['anchor', 'positive', 'negative', 'margin'],
      };
    },
  },
  giou: {
    text: giou as AnyLossText,
    draw: (random, regime, format) => {
      const n = pick(random, [1, 2, 8]);
      const scale = regime === 'huge' ? 100 : regime === 'tiny' ? 1e-2 : 1;
      const box = (offset: number): number[] => {
        const [x, y] = [offset + scale * random(), offset + scale * random()];
        return [x, y, x + scale * (0.1 + random()), y + scale * (0.1 + random())].map(format.round);
      };
      const rows = Array.from({ length: n }, () => {
        const a = box(0) as [number, number, number, number];
        const tied = [a, [a[2], a[1], a[2] + scale, a[3]], [a[0], a[1], a[2] + scale, a[3] + scale]];
        const near = a.map((v) => v * (1 + 2 * format.unit * Math.round(gaussian(random))));
        const b =
          regime === 'tie' ? pick(random, tied) : regime === 'near' ? near : box(random() < 0.4 ? 2 * scale : 0);
        return { a, b };
      });
      return {
        operands: {
          prediction: tensor(
            format,
            rows.flatMap(({ a }) => a),
            [n, 4],
          ),
          target: tensor(
            format,
            rows.flatMap(({ b }) => b),
            [n, 4],
          ),
        },
        settings: settings(random),
        wrt: ['prediction', 'target'],
      };
    },
  },
  nt_xent: {
    text: ntXent as AnyLossText,
    draw: (random, regime, format) => {
      const [n, d] = [pick(random, [1, 2, 4]), pick(random, [2, 8, 16])];
      const views = (): number[] => numbers(random, regime, n * d).map((v) => (Math.abs(v) < 1e-3 ? 0.5 : v));
      const first = views();
      const second = regime === 'confident' ? first.map((v) => v * (1 + 0.01 * gaussian(random))) : views();
      return {
        operands: {
          first: tensor(format, first, [n, d]),
          second: tensor(format, second, [n, d]),
          temperature: tensor(format, [pick(random, [0.07, 0.5])], []),
        },
        settings: settings(random),
        wrt: ['first', 'second', 'temperature'],
      };
    },
  },
  dice: {
    text: dice as AnyLossText,
    draw: (random, regime, format) => {
      const [n, m] = [pick(random, [1, 3]), pick(random, [1, 4, 50])];
      const probability = Array.from({ length: n * m }, () =>
        regime === 'tie' ? pick(random, [0, 1]) : regime === 'tiny' ? 2 ** (-140 * random()) : random(),
      );
      const target = probability.map(() => pick(random, [0, 1]));
      return {
        operands: {
          probability: tensor(format, probability, [n, m]),
          target: tensor(format, target, [n, m]),
          smooth: tensor(format, [pick(random, [1, 1e-3])], []),
        },
        settings: settings(random),
        wrt: ['probability', 'target', 'smooth'],
      };
    },
  },
  focal: {
    text: focal as AnyLossText,
    draw: (random, regime, format) => {
      const n = pick(random, [1, 3, 17]);
      const target = Array.from({ length: n }, () => pick(random, [0, 1]));
      return {
        operands: {
          logit: tensor(format, numbers(random, regime, n), [n]),
          target: tensor(format, target, [n]),
          alpha: tensor(format, [0.25], []),
          gamma: tensor(format, [pick(random, [2, 0, 0.5, 5])], []),
        },
        settings: settings(random),
        wrt: ['logit', 'alpha', 'gamma'],
      };
    },
  },
  divergence: {
    text: divergence as AnyLossText,
    draw: (random, regime, format) => {
      const n = pick(random, [1, 3, 17]);
      const positive = (): number[] => numbers(random, regime, n).map((v) => Math.abs(v) + format.smallestNormal);
      const y = positive();
      const x =
        regime === 'near' ? y.map((v) => v * (1 + 2 * format.unit)) : random() < 0.3 ? y.map(() => 0) : positive();
      return {
        operands: { x: tensor(format, x, [n]), y: tensor(format, y, [n]) },
        settings: settings(random),
        wrt: ['x', 'y'],
      };
    },
  },
};
