import type { Dialect } from '../language/dialect.ts';

/** PyTorch, with the losses of torchvision. Weights multiply and a mean still divides by the number of elements. */
export const pytorch: Dialect = {
  id: 'pytorch',
  library: 'PyTorch and torchvision',
  versions: 'torch 1.13 and 2.13, torchvision 0.28',
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
    binary_focal: {
      function: 'torchvision.ops.sigmoid_focal_loss',
      params: { balanced: true, empty: 'nan' },
      differs: 'alpha = -1 stands for none; for gamma < 1 the gradient is NaN where the sigmoid saturates',
      source: 'torchvision/ops/focal_loss.py at 0.28; values run',
    },
    ctc: {
      function: 'torch.nn.functional.ctc_loss with blank = 0 and reduction = mean',
      params: { per_label: true, empty: 'nan' },
      differs:
        'none and sum do not divide by the number of labels; the gradient is the one with respect to logits before a log_softmax; where labels do not fit it is NaN',
      source: 'aten/src/ATen/native/LossCTC.cpp; values run on 1.13; pytorch issues 52241, 82545, 127608',
    },
    triplet_margin: {
      function: 'torch.nn.functional.triplet_margin_loss',
      params: { distance: 'euclidean', coordinate_eps: 1e-6, empty: 'nan' },
      differs: 'a margin of 0 is refused from 2.13 on',
      source: 'torch/nn/functional.py at 2.13; values run on 1.13 and 2.13; pytorch issues 30263 and 61538',
    },
    giou: {
      function: 'torchvision.ops.generalized_box_iou_loss',
      params: { eps: 1e-7, empty: 'zero' },
      differs: 'inverted boxes are not refused: inverted along both axes they count as a perfect match',
      source: 'torchvision/ops/giou_loss.py at 0.28; values run',
    },
  },
};
