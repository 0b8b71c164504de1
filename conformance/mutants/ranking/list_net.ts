import {
  exp,
  log,
  max,
  neg,
  oneMinus,
  select,
  square,
  zeroTimes,
} from '../../../reference/arithmetic/kernel/functions.ts';
import type { Scalar } from '../../../reference/arithmetic/kernel/scalar.ts';
import { listNet } from '../../../reference/losses/ranking/list_net.ts';
import { keep, reduce } from '../../../reference/losses/reduction.ts';
import { map, type Tensor } from '../../../reference/tensor/tensor.ts';
import { type Mutant, mutantsOf, scaledGradient, text } from '../mutant.ts';

const right = listNet.algorithms[0].text;

/** Of rows in which -Infinity is what only fills up. */
type Rows = <R>(x: Tensor<R>) => Tensor<R>;
type Term = (share: Scalar, logp: Scalar) => Scalar;
interface Parts {
  readonly sharesOf?: Rows;
  readonly logOf?: Rows;
  readonly term?: Term;
  readonly ofList?: (sum: Scalar, items: Scalar) => Scalar;
}
const plain: Term = (q, logp) => neg(zeroTimes(q, logp));
const leftOut = (x: Scalar, valid: Scalar, items: Scalar): Scalar =>
  select(items.eq(0), x, select(valid.eq(1), x, -Infinity));
const hasItem = (items: Scalar): Scalar => select(items.eq(0), 0, 1);
const softmax: Rows = (x) => x.softmax();
const logSoftmax: Rows = (x) => x.logSoftmax();

/** The loss with one part replaced. */
const topOne = ({ sharesOf = softmax, logOf = logSoftmax, term = plain, ofList = (x) => x }: Parts) =>
  text<'scores' | 'relevance', 'valid'>(({ scores, relevance, valid }, settings) => {
    const among = <R>(x: Tensor<R>, mask: Tensor<R> | undefined): Tensor<R> =>
      mask ? map(leftOut, keep(x, mask), mask, mask.sumKeep(-1)) : x;
    const logs = keep(logOf(among(scores, valid)), valid);
    const terms = keep(map(term, sharesOf(among(relevance, valid)), logs), valid);
    const sums = map(ofList, terms.sum(-1), scores.count(-1));
    return reduce(sums, settings, valid && settings.denominator === 'list' ? map(hasItem, valid.sum(-1)) : undefined);
  });

const normalised: Rows = (x) => map((y, sum) => select(sum.eq(0), 0, y.div(sum)), x, x.sumKeep(-1));
const through =
  (of: (p: Scalar) => Scalar): Rows =>
  (x) =>
    map(of, x.softmax());
const isBest = (x: Scalar, top: Scalar): Scalar => select(x.eq(top), 1, 0);

export const listNetMutants: Mutant[] = mutantsOf('list_net', {
  'judges-not-normalised': [
    'takes the scores of the judges for their shares',
    topOne({ sharesOf: (x) => map((y) => select(y.eq(-Infinity), 0, y), x) }),
  ],
  'judges-over-their-sum': ['divides the scores of the judges by their sum', topOne({ sharesOf: normalised })],
  'best-of-the-judges-only': [
    'takes the best of the judges alone',
    topOne({ sharesOf: (x) => map(isBest, x, x.max(-1).column()) }),
  ],
  'sides-exchanged': [
    'takes the model for the judges',
    (o, s) => right({ ...o, scores: o.relevance!, relevance: o.scores! }, s),
  ],
  'mask-forgotten': [
    'takes the places that only fill up for items',
    (o, s) => right({ scores: o.scores!, relevance: o.relevance! }, s),
  ],
  'zero-for-what-fills-up': [
    'puts 0 for the scores that only fill up, which is a share like any other',
    (o, s) =>
      o.valid ? right({ scores: keep(o.scores!, o.valid), relevance: keep(o.relevance!, o.valid) }, s) : right(o, s),
  ],
  'empty-lists-count': ['divides by all lists', (o, s) => right(o, { ...s, denominator: 'count' })],
  'epsilon-in-the-log': ['adds 1e-10 inside the logarithm', topOne({ logOf: through((p) => log(p.add(1e-10))) })],
  clamped: ['clamps the probabilities at 1e-7', topOne({ logOf: through((p) => log(max(p, 1e-7))) })],
  'log-of-softmax': ['takes the logarithm of the probabilities', topOne({ logOf: through(log) })],
  'normaliser-subtracted-late': [
    'subtracts the logarithm of the summed exponentials from the score itself',
    topOne({ logOf: (x) => x.sub(x.logSumExp().column()) }),
  ],
  'not-shifted': ['does not subtract a maximum', topOne({ logOf: (x) => x.sub(map(log, x.exp().sumKeep(-1))) })],
  'entropy-subtracted': [
    'subtracts the entropy of the judges: that is the Kullback-Leibler divergence',
    topOne({ term: (q, logp) => select(q.eq(0), 0, q.mul(log(q).sub(logp))) }),
  ],
  'binary-terms': [
    'adds the cross-entropy of each item being the best or not',
    topOne({ term: (q, logp) => plain(q, logp).sub(oneMinus(q).mul(log(max(oneMinus(exp(logp)), 1e-7)))) }),
  ],
  'squared-difference': [
    'squares the difference of the shares',
    topOne({ term: (q, logp) => square(q.sub(exp(logp))) }),
  ],
  'divided-by-the-length': ['divides each sum by the length of the list', topOne({ ofList: (x, n) => x.div(n) })],
  'base-2': ['divides by log 2', topOne({ ofList: (x) => x.div(Math.LN2) })],
  'judges-detached': ['treats the judges as constant', { corrupt: scaledGradient('relevance', 0) }],
  'gradient-ascends': ['forgets the sign of the gradient', { corrupt: scaledGradient('scores', -1) }],
});
