import type { Dialect } from '../language/dialect.ts';

const functional = 'torch/nn/functional.py at 2.13';

/** PyTorch's torch.nn. Weights multiply, and a mean mostly still divides by the number of elements. */
export const pytorch: Dialect = {
  id: 'pytorch',
  library: 'PyTorch',
  versions: '1.13, 2.13 and 2.15',
  losses: {
    mse: {
      function: 'torch.nn.functional.mse_loss',
      params: { denominator: 'weight', empty: 'nan' },
      differs: 'operands of different shapes are broadcast with a warning; a weight is taken from 2.13 on only',
      source: 'torch/nn/functional.py at 2.13; values run on 2.13 ([1, 2] against 0 under weights [1, 3] gives 3.25)',
    },
    huber: {
      function: 'torch.nn.functional.huber_loss',
      params: { denominator: 'count', empty: 'nan' },
      differs: 'a weight is taken from 2.13 on only, and unlike in mse_loss it is not in the denominator',
      source: 'torch/nn/functional.py at 2.13; values run on 2.13',
    },
    bce_with_logits: {
      function: 'torch.nn.functional.binary_cross_entropy_with_logits',
      params: { denominator: 'count', empty: 'nan' },
      differs: 'an infinite logit gives NaN where the limit exists: logit +infinity with target 1',
      source: 'aten/src/ATen/native/Loss.cpp; values run on 1.13 and 2.13',
    },
    cross_entropy: {
      function: 'torch.nn.functional.cross_entropy with class indices',
      params: { class_axis: 1, smoothing_form: 'uniform', denominator: 'target_weight', empty: 'nan' },
      differs: 'ignore_index cannot be switched off: where it is not given, the label -100 is ignored, not refused',
      source: 'aten/src/ATen/native/LossNLL.cpp; values run on 1.13 and 2.13; pytorch issue 104776',
    },
    cross_entropy_probabilities: {
      function: 'torch.nn.functional.cross_entropy with probabilities',
      params: { class_axis: 1, denominator: 'count', empty: 'nan' },
      differs: 'NaN where a class of probability 0 has the logit -infinity',
      source: 'aten/src/ATen/native/LossNLL.cpp, cross_entropy_loss_prob_target; values run on 1.13 and 2.13',
    },
    triplet_margin: {
      function: 'torch.nn.functional.triplet_margin_loss',
      params: { distance: 'euclidean', coordinate_eps: 1e-6, empty: 'nan' },
      differs: 'a margin of 0 is refused from 2.13 on',
      source: 'torch/nn/functional.py at 2.13; values run on 1.13 and 2.13; pytorch issues 30263 and 61538',
    },
    mae: {
      function: 'torch.nn.functional.l1_loss',
      params: { denominator: 'weight', empty: 'nan' },
      differs: 'a weight is taken from 2.13 on only; operands of different shapes are broadcast with a warning',
      source: `${functional}; values run on 2.13 ([1, 2] against 0 under weights [1, 3] gives 1.75)`,
    },
    smooth_l1: {
      function: 'torch.nn.functional.smooth_l1_loss',
      params: { empty: 'nan' },
      differs: 'there are no weights',
      source: `${functional}; values run on 1.13 and 2.13`,
    },
    poisson_nll: {
      function: 'torch.nn.functional.poisson_nll_loss(log_input=True)',
      params: { empty: 'nan' },
      differs: 'there are no weights; with full the gradient of a target of 0 is NaN',
      source: `${functional}; values run`,
    },
    poisson_nll_rate: {
      function: 'torch.nn.functional.poisson_nll_loss(log_input=False)',
      params: { eps: 1e-8, empty: 'nan' },
      differs: 'there are no weights',
      source: `${functional}; values run`,
    },
    gaussian_nll: {
      function: 'torch.nn.functional.gaussian_nll_loss',
      params: { eps: 1e-6, empty: 'nan' },
      differs: 'the floor under the variance is hidden from its gradient: below eps that is what it would be at eps',
      source: `${functional}; values and gradients run on 2.13`,
    },
    bce: {
      function: 'torch.nn.functional.binary_cross_entropy',
      params: { guard: 'log_floor', log_floor: -100, denominator: 'count', empty: 'nan' },
      differs: 'the gradient divides by p (1 - p), raised to 1e-12, whether the logarithm is at its floor or not',
      source: 'aten/src/ATen/native/Loss.cpp; values run; pytorch issues 103316 and 171327',
    },
    nll: {
      function: 'torch.nn.functional.nll_loss',
      params: { class_axis: 1, denominator: 'weight', empty: 'nan' },
      differs: 'ignore_index cannot be switched off: where it is not given, the label -100 is ignored, not refused',
      source: 'aten/src/ATen/native/LossNLL.cpp; values run on 1.13 and 2.13',
    },
    kl_div: {
      function: 'torch.nn.functional.kl_div',
      params: { per: 'element', empty: 'nan' },
      differs: 'reduction batchmean is the mean with per = row where there are no trailing axes',
      source: 'torch/nn/functional.py at 2.13; values run (mean 0.1511, batchmean 0.4533)',
    },
    kl_div_log_target: {
      function: 'torch.nn.functional.kl_div with log_target',
      params: { per: 'element', empty: 'nan' },
      differs:
        'reduction batchmean is the mean with per = row where there are no trailing axes; a class at -infinity is NaN',
      source: 'torch/nn/functional.py at 2.13; values run with 1.13',
    },
    ctc: {
      function: 'torch.nn.functional.ctc_loss',
      params: { per_label: true, empty: 'nan' },
      differs:
        'only a mean divides by the number of labels, sum and none do not; the gradient is the one with respect to the logits behind the log-probabilities',
      source: 'aten/src/ATen/native/LossCTC.cpp; values run; pytorch issues 52241 and 181534',
    },
    soft_margin: {
      function: 'torch.nn.functional.soft_margin_loss',
      params: { empty: 'nan' },
      differs: 'log(1 + exp(-y x)) as it is written: infinite from -y x = 89 on in float32, with a NaN gradient',
      source: 'aten/src/ATen/native/Loss.cpp; values run on 2.13',
    },
    multi_margin: {
      function: 'torch.nn.functional.multi_margin_loss',
      params: { denominator: 'count' },
      differs: 'an empty batch gives 0',
      source: `${functional}; values run`,
    },
    multilabel_margin: {
      function: 'torch.nn.functional.multilabel_margin_loss',
      params: { margin: 1 },
      differs: 'the right classes are a list of indices that -1 ends; there is no margin but 1',
      source: `${functional}; values run`,
    },
    multilabel_soft_margin: {
      function: 'torch.nn.functional.multilabel_soft_margin_loss',
      params: { empty: 'nan' },
      source: `${functional}; values run`,
    },
    margin_ranking: {
      function: 'torch.nn.functional.margin_ranking_loss',
      params: { empty: 'nan' },
      differs: 'there are no weights',
      source: `${functional}; values run`,
    },
    hinge_embedding: {
      function: 'torch.nn.functional.hinge_embedding_loss',
      params: { empty: 'nan' },
      differs: 'there are no weights; a label other than -1 and 1 silently adds both parts',
      source: 'aten/src/ATen/native/Loss.cpp; values run',
    },
    cosine_embedding: {
      function: 'torch.nn.functional.cosine_embedding_loss',
      params: { squared_norm_eps: 1e-12, empty: 'nan' },
      differs: 'a label other than -1 and 1 costs 0',
      source: 'aten/src/ATen/native/Loss.cpp; values run',
    },
    cosine_distance: {
      function: 'torch.nn.functional.cosine_similarity',
      params: { form: 'similarity', norm_floor: 1e-8, empty: 'nan' },
      differs: 'it does not reduce',
      source: `${functional}; values run`,
    },
    softmax: {
      function: 'torch.softmax',
      params: { temperature: 1 },
      source: 'torch documentation; values run on 1.13',
    },
    log_softmax: {
      function: 'torch.log_softmax',
      params: { temperature: 1 },
      source: 'torch documentation; values run on 1.13',
    },
    log_sum_exp: {
      function: 'torch.logsumexp',
      params: {},
      source: 'torch documentation; values run on 1.13',
    },
    clip_grad_norm: {
      function: 'torch.nn.utils.clip_grad_norm_',
      params: { eps: 1e-6 },
      differs: 'it works in place and is not differentiated',
      source: 'torch/nn/utils/clip_grad.py; values run on 1.13',
    },
    clip_grad_value: {
      function: 'torch.nn.utils.clip_grad_value_',
      params: {},
      differs: 'it works in place and is not differentiated',
      source: 'torch/nn/utils/clip_grad.py; values run on 1.13',
    },
  },
};
