import type { Dialect } from '../language/dialect.ts';

const functional = 'paddle/nn/functional/loss.py at 3.3.1; values run';

/** PaddlePaddle: elements have no weights, but for the binary cross-entropies, whose mean does not divide by them. */
export const paddle: Dialect = {
  id: 'paddle',
  library: 'PaddlePaddle',
  versions: '3.3.1',
  losses: {
    mse: {
      function: 'paddle.nn.functional.mse_loss',
      params: { empty: 'nan' },
      differs: 'operands of different shapes are broadcast',
      source: functional,
    },
    mae: {
      function: 'paddle.nn.functional.l1_loss',
      params: { empty: 'nan' },
      differs: 'operands of different shapes are broadcast',
      source: functional,
    },
    huber: {
      function: 'paddle.nn.functional.smooth_l1_loss',
      params: { empty: 'nan' },
      differs: 'it is called smooth L1, which it is with is_huber=False only',
      source: functional,
    },
    smooth_l1: {
      function: 'paddle.nn.functional.smooth_l1_loss(is_huber=False)',
      params: { empty: 'nan' },
      differs: 'without is_huber=False it is the Huber loss',
      source: functional,
    },
    poisson_nll: {
      function: 'paddle.nn.functional.poisson_nll_loss(log_input=True)',
      params: { empty: 'nan' },
      differs: 'with full the gradient of a target of 0 is NaN',
      source: functional,
    },
    poisson_nll_rate: {
      function: 'paddle.nn.functional.poisson_nll_loss(log_input=False)',
      params: { eps: 1e-8, empty: 'nan' },
      differs: 'an epsilon of 0 is refused',
      source: functional,
    },
    gaussian_nll: {
      function: 'paddle.nn.functional.gaussian_nll_loss',
      params: { eps: 1e-6, empty: 'nan' },
      differs: 'the variance has no gradient at all: it is clamped under no_grad, which cuts it off',
      source: functional,
    },
    bce: {
      function: 'paddle.nn.functional.binary_cross_entropy',
      params: { guard: 'log_floor', log_floor: -100, denominator: 'count', empty: 'nan' },
      differs: 'the floor is not documented; a probability outside of [0, 1] is refused',
      source: functional,
    },
    bce_with_logits: {
      function: 'paddle.nn.functional.binary_cross_entropy_with_logits',
      params: { denominator: 'count', empty: 'nan' },
      differs: 'labels and positive weights have no gradient',
      source: functional,
    },
    binary_focal: {
      function: 'paddle.nn.functional.sigmoid_focal_loss',
      params: { balanced: true, empty: 'nan' },
      differs: 'a sum is the default; the gradient of a label lacks that of the cross-entropy',
      source: functional,
    },
    soft_margin: {
      function: 'paddle.nn.functional.soft_margin_loss',
      params: { empty: 'nan' },
      differs: 'log(1 + exp(-y x)) as it is written',
      source: functional,
    },
    cross_entropy: {
      function: 'paddle.nn.functional.cross_entropy of class indices',
      params: { class_axis: -1, smoothing_form: 'uniform', denominator: 'weight', empty: 'zero' },
      differs:
        'a negative ignore_index, as the default of -100, leaves out the loss of a label, but a mean counts it; an empty batch gives NaN',
      source: functional,
    },
    cross_entropy_probabilities: {
      function: 'paddle.nn.functional.cross_entropy(soft_label=True)',
      params: { class_axis: -1, denominator: 'count', empty: 'nan' },
      differs:
        'class weights are others: their average under the target multiplies the whole loss of a row, which is documented',
      source: functional,
    },
    nll: {
      function: 'paddle.nn.functional.nll_loss',
      params: { class_axis: 1, denominator: 'weight', empty: 'zero' },
      differs: 'ignore_index cannot be switched off: where it is not given, the label -100 is ignored, not refused',
      source: functional,
    },
    multi_margin: {
      function: 'paddle.nn.functional.multi_margin_loss',
      params: { denominator: 'count', empty: 'nan' },
      differs: 'the right class is summed, too, and margin^p / C taken off again',
      source: functional,
    },
    multilabel_margin: {
      function: 'paddle.nn.functional.multi_label_margin_loss',
      params: { margin: 1, empty: 'nan' },
      differs: 'the right classes are a list of indices that -1 ends; there is no margin but 1',
      source: functional,
    },
    multilabel_soft_margin: {
      function: 'paddle.nn.functional.multi_label_soft_margin_loss',
      params: { empty: 'nan' },
      source: functional,
    },
    kl_div: {
      function: 'paddle.nn.functional.kl_div',
      params: { per: 'element', empty: 'nan' },
      differs:
        'reduction batchmean is the mean with per = row where there are no trailing axes; targets have no gradient',
      source: functional,
    },
    kl_div_log_target: {
      function: 'paddle.nn.functional.kl_div(log_target=True)',
      params: { per: 'element', empty: 'nan' },
      differs:
        'reduction batchmean is the mean with per = row where there are no trailing axes; targets have no gradient',
      source: functional,
    },
    ctc: {
      function: 'paddle.nn.functional.ctc_loss',
      params: { per_label: true, empty: 'nan' },
      differs:
        'it takes logits, which it normalises; only a mean divides by the number of labels, by 0 where there is none; a batch without labels ends the process',
      source: functional,
    },
    margin_ranking: {
      function: 'paddle.nn.functional.margin_ranking_loss',
      params: { empty: 'nan' },
      differs: 'there are no weights',
      source: functional,
    },
    hinge_embedding: {
      function: 'paddle.nn.functional.hinge_embedding_loss',
      params: { empty: 'nan' },
      differs: 'a label other than -1 and 1 costs 0',
      source: functional,
    },
    cosine_embedding: {
      function: 'paddle.nn.functional.cosine_embedding_loss',
      params: { squared_norm_eps: 1e-11, empty: 'nan' },
      differs: 'the epsilon, written as 10e-12, is not documented; a label other than -1 and 1 costs 0',
      source: functional,
    },
    cosine_distance: {
      function: 'paddle.nn.functional.cosine_similarity',
      params: { form: 'similarity' },
      differs: 'eps, 1e-8 by default, is a floor under the product of both lengths; it does not reduce',
      source: 'paddle/nn/functional/common.py at 3.3.1; values run',
    },
    triplet_margin: {
      function: 'paddle.nn.functional.triplet_margin_loss',
      params: { distance: 'euclidean', coordinate_eps: 1e-6, empty: 'nan' },
      differs: 'triplet_margin_with_distance_loss has the same distance by default, and refuses NaN',
      source: functional,
    },
    info_nce: {
      function: 'paddle.nn.functional.npair_loss(l2_reg=0)',
      params: { similarity: 'dot', temperature: 1, empty: 'throw' },
      differs: 'by default a multiple of the squared lengths is added; float64, which is documented, is refused',
      source: functional,
    },
    softmax: {
      function: 'paddle.nn.functional.softmax',
      params: { temperature: 1 },
      source: 'paddle/nn/functional/activation.py at 3.3.1; values run',
    },
    log_softmax: {
      function: 'paddle.nn.functional.log_softmax',
      params: { temperature: 1 },
      source: 'paddle/nn/functional/activation.py at 3.3.1; values run',
    },
    log_sum_exp: {
      function: 'paddle.logsumexp',
      params: {},
      source: 'paddle/tensor/math.py at 3.3.1; values run',
    },
    clip_grad_norm: {
      function: 'paddle.nn.utils.clip_grad_norm_',
      params: { eps: 1e-6 },
      differs: 'ClipGradByNorm and ClipGradByGlobalNorm have no epsilon; none is differentiated',
      source: 'paddle/nn/utils/clip_grad_norm_.py and paddle/nn/clip.py at 3.3.1; values run',
    },
    clip_grad_value: {
      function: 'paddle.nn.utils.clip_grad_value_',
      params: {},
      differs: 'it is not differentiated',
      source: 'paddle/nn/utils/clip_grad_value_.py and paddle/nn/clip.py at 3.3.1; values run',
    },
  },
};
