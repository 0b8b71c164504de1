import type { Dialect } from '../language/dialect.ts';

const source = 'burn 0.22.1, run; crates/burn-nn/src/loss';
const alone = 'there are no weights';
const activation = 'burn 0.22.1, run; crates/burn-tensor/src/tensor/activation';

/** Burn's burn::nn::loss, in Rust. A loss takes its reduction with each call, and none is a function of its own. */
export const burn: Dialect = {
  id: 'burn',
  library: 'Burn',
  versions: '0.22.1',
  losses: {
    mse: { function: 'burn::nn::loss::MseLoss', params: {}, differs: alone, source: `${source}/mse.rs` },
    mae: { function: 'burn::nn::loss::LpLoss of p = 1', params: {}, differs: alone, source: `${source}/lp_loss.rs` },
    huber: { function: 'burn::nn::loss::HuberLoss', params: {}, differs: alone, source: `${source}/huber.rs` },
    smooth_l1: {
      function: 'burn::nn::loss::SmoothL1Loss',
      params: {},
      differs: `${alone}; a beta of 0 is refused`,
      source: `${source}/smooth_l1.rs`,
    },
    poisson_nll: {
      function: 'burn::nn::loss::PoissonNllLoss',
      params: {},
      differs: `${alone}; NaN is refused; with full the gradient of a target of 0 is NaN`,
      source: `${source}/poisson.rs`,
    },
    poisson_nll_rate: {
      function: 'burn::nn::loss::PoissonNllLoss without log_input',
      params: { eps: 1e-8 },
      differs: `${alone}; an eps of 0 is refused`,
      source: `${source}/poisson.rs`,
    },
    gaussian_nll: {
      function: 'burn::nn::loss::GaussianNLLLoss',
      params: { eps: 1e-6 },
      differs: `${alone}; below eps the variance has no gradient`,
      source: `${source}/gaussian_nll.rs`,
    },
    bce: {
      function: 'burn::nn::loss::BinaryCrossEntropyLoss',
      params: { guard: 'log_floor', log_floor: -100, denominator: 'count' },
      differs:
        'targets are whole numbers; there is a mean only; smoothing of multi-label targets divides by the number of labels: 0.91 and 0.01 instead of 0.95 and 0.05',
      source: `${source}/binary_cross_entropy.rs; smoothing and weights read only`,
    },
    bce_with_logits: {
      function: 'burn::nn::loss::BinaryCrossEntropyLoss of logits',
      params: { denominator: 'count' },
      differs: 'targets are whole numbers; there is a mean only, and no pos_weight',
      source: `${source}/binary_cross_entropy.rs; smoothing and weights read only`,
    },
    cross_entropy: {
      function: 'burn::nn::loss::CrossEntropyLoss',
      params: { class_axis: -1, smoothing_form: 'uniform', denominator: 'target_weight' },
      differs:
        'there is a mean only, over a table of rows and classes; what is ignored is a list of pad tokens, which must be classes, else it panics; class weights of 0 are refused',
      source: `${source}/cross_entropy.rs; burn issue 5568`,
    },
    kl_div: {
      function: 'burn::nn::loss::KLDivLoss',
      params: { per: 'row' },
      differs:
        'the mean over the batch is BatchMean, which is the default; there is no loss of a row, only of elements; target probabilities are raised to the least positive normal number',
      source: `${source}/kldiv.rs`,
    },
    kl_div_log_target: {
      function: 'burn::nn::loss::KLDivLoss with log_target',
      params: { per: 'row' },
      differs:
        'the mean over the batch is BatchMean, which is the default; there is no loss of a row, only of elements',
      source: `${source}/kldiv.rs`,
    },
    soft_margin: {
      function: 'burn::nn::loss::SoftMarginLoss',
      params: {},
      differs: alone,
      source: `${source}/soft_margin.rs`,
    },
    multi_margin: {
      function: 'burn::nn::loss::MultiMarginLoss',
      params: {},
      differs: alone,
      source: `${source}/multi_margin.rs`,
    },
    margin_ranking: {
      function: 'burn::nn::loss::MarginRankingLoss',
      params: {},
      differs: `${alone}; a negative margin is refused`,
      source: `${source}/margin_ranking.rs`,
    },
    hinge_embedding: {
      function: 'burn::nn::loss::HingeEmbeddingLoss',
      params: {},
      differs: `${alone}; a label other than -1 and 1 counts as -1`,
      source: `${source}/hinge_embedding.rs`,
    },
    cosine_embedding: {
      function: 'burn::nn::loss::CosineEmbeddingLoss',
      params: { squared_norm_eps: 0 },
      differs:
        'a label other than -1 and 1 costs 0; norms are raised to the least positive normal number, so that the cosine of a zero vector is 0',
      source: `${source}/cosine_embedding.rs`,
    },
    triplet_margin: {
      function: 'burn::nn::loss::TripletMarginLoss',
      params: { distance: 'euclidean', swap: false, coordinate_eps: 0 },
      differs: 'there is no swap',
      source: `${source}/triplet_margin.rs`,
    },
    ctc: {
      function: 'burn::nn::loss::CTCLoss',
      params: { per_label: true },
      differs:
        'only a mean divides by the number of labels, even where that is 0; bad input is refused in debug builds only; the gradient of the first step is wrong',
      source: `${source}/ctc.rs; refusals read only`,
    },
    softmax: { function: 'burn::tensor::activation::softmax', params: { temperature: 1 }, source: activation },
    log_softmax: { function: 'burn::tensor::activation::log_softmax', params: { temperature: 1 }, source: activation },
  },
};
