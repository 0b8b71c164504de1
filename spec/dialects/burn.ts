import type { Dialect } from '../language/dialect.ts';

/** Burn's burn::nn::loss, in Rust. */
export const burn: Dialect = {
  id: 'burn',
  library: 'Burn',
  versions: 'source at 2c06be35',
  losses: {
    bce: {
      function: 'burn::nn::loss::BinaryCrossEntropyLoss',
      params: { guard: 'log_floor', log_floor: -100, denominator: 'count' },
      differs:
        'smoothing of multi-label targets divides by the number of labels: 0.91 and 0.01 instead of 0.95 and 0.05',
      source: 'crates/burn-nn/src/loss/binary_cross_entropy.rs at 2c06be35',
    },
    cross_entropy: {
      function: 'burn::nn::loss::CrossEntropyLoss',
      params: { class_axis: 1, smoothing_form: 'uniform' },
      differs: 'what is ignored is a list of pad tokens; until September 2026 they counted in the mean',
      source: 'crates/burn-nn/src/loss/cross_entropy.rs at 2c06be35; burn issue 5568',
    },
    kl_div: {
      function: 'burn::nn::loss::KLDivLoss',
      params: { per: 'row' },
      differs:
        'the default reduction is the mean over the batch; target probabilities are raised to the least positive number',
      source: 'crates/burn-nn/src/loss/kldiv.rs at 2c06be35',
    },
    gaussian_nll: {
      function: 'burn::nn::loss::GaussianNLLLoss',
      params: { eps: 1e-6 },
      differs: 'below eps the variance has no gradient',
      source: 'crates/burn-nn/src/loss at 2c06be35',
    },
    margin_ranking: {
      function: 'burn::nn::loss::MarginRankingLoss',
      params: {},
      differs: 'a negative margin is refused',
      source: 'crates/burn-nn/src/loss at 2c06be35',
    },
    triplet_margin: {
      function: 'burn::nn::loss::TripletMarginLoss',
      params: { distance: 'euclidean', coordinate_eps: 0 },
      source: 'crates/burn-nn/src/loss/triplet_margin.rs at 2c06be35',
    },
    ctc: {
      function: 'burn::nn::loss::CTCLoss',
      params: { per_label: true },
      differs: 'a mean divides by the number of labels even where that is 0; bad input is refused in debug builds only',
      source: 'crates/burn-nn/src/loss/ctc.rs at 2c06be35',
    },
  },
};
