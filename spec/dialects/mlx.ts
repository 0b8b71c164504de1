import type { Dialect } from '../language/dialect.ts';

const source = 'mlx 0.32.4, run; python/mlx/nn/losses.py at 846d1762';
const numerics = 'mlx 0.32.4, run';
const none = 'its reduction is none by default';

/** MLX's mlx.nn.losses. The default reduction differs from function to function. */
export const mlx: Dialect = {
  id: 'mlx',
  library: 'MLX',
  versions: '0.32.4',
  losses: {
    mse: { function: 'mlx.nn.losses.mse_loss', params: {}, differs: 'there are no weights', source },
    mae: { function: 'mlx.nn.losses.l1_loss', params: {}, differs: 'there are no weights', source },
    huber: { function: 'mlx.nn.losses.huber_loss', params: {}, differs: `${none}; there are no weights`, source },
    smooth_l1: { function: 'mlx.nn.losses.smooth_l1_loss', params: {}, differs: 'there are no weights', source },
    log_cosh: { function: 'mlx.nn.losses.log_cosh_loss', params: {}, differs: `${none}; there are no weights`, source },
    gaussian_nll: {
      function: 'mlx.nn.losses.gaussian_nll_loss',
      params: { eps: 1e-6 },
      differs: 'there are no weights; below eps the variance has no gradient',
      source,
    },
    bce: {
      function: 'mlx.nn.losses.binary_cross_entropy(with_logits=False)',
      params: { guard: 'log_floor', log_floor: -100, denominator: 'count' },
      source,
    },
    bce_with_logits: {
      function: 'mlx.nn.losses.binary_cross_entropy',
      params: { denominator: 'count' },
      differs: 'there is no pos_weight',
      source,
    },
    cross_entropy: {
      function: 'mlx.nn.losses.cross_entropy of class indices',
      params: { class_axis: -1, smoothing_form: 'uniform', denominator: 'count' },
      differs: `${none}; weights are of rows, not of classes; a smoothing of 1 is refused`,
      source: `${source}; mlx pull request 4188`,
    },
    cross_entropy_probabilities: {
      function: 'mlx.nn.losses.cross_entropy of probabilities',
      params: { class_axis: -1, denominator: 'count' },
      differs: `${none}; weights are of rows, not of classes; log-sum-exp counts once, whatever the target adds up to`,
      source,
    },
    nll: { function: 'mlx.nn.losses.nll_loss', params: { class_axis: -1 }, differs: none, source },
    kl_div_log_target: {
      function: 'mlx.nn.losses.kl_div_loss',
      params: { per: 'row' },
      differs: `${none}; a class at -infinity is NaN`,
      source,
    },
    hinge: { function: 'mlx.nn.losses.hinge_loss', params: { margin: 1 }, differs: none, source },
    margin_ranking: { function: 'mlx.nn.losses.margin_ranking_loss', params: {}, differs: none, source },
    cosine_distance: {
      function: 'mlx.nn.losses.cosine_similarity_loss',
      params: { form: 'similarity', norm_floor: 0 },
      differs: `${none}; a floor lies under the product of the norms; it is the similarity itself: minimising it drives vectors apart`,
      source,
    },
    triplet_margin: {
      function: 'mlx.nn.losses.triplet_loss',
      params: { distance: 'euclidean', swap: false, coordinate_eps: 0 },
      differs: `${none}; 1e-6 is added to the sum of squares, so that a point is 1e-3 from itself`,
      source,
    },
    softmax: { function: 'mlx.core.softmax', params: {}, source: numerics },
    log_softmax: { function: 'mlx.nn.log_softmax', params: {}, source: numerics },
    log_sum_exp: { function: 'mlx.core.logsumexp', params: {}, differs: 'an empty batch is refused', source: numerics },
    clip_grad_norm: { function: 'mlx.optimizers.clip_grad_norm', params: { eps: 1e-6 }, source: numerics },
  },
};
