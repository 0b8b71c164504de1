import type { Dialect } from '../language/dialect.ts';

/** timm: losses of image classification, of tables of (batch, classes). Most are means only, and know no label to ignore. */
export const timm: Dialect = {
  id: 'timm',
  library: 'timm',
  versions: '1.0.31',
  losses: {
    cross_entropy: {
      function: 'timm.loss.LabelSmoothingCrossEntropy(smoothing=0.0)',
      params: { class_axis: -1, label_smoothing: 0, smoothing_form: 'uniform' },
      differs:
        'its smoothing is 0.1 by default, and 1 is refused; there are no class weights; of more axes than two it reads wrong places, and says nothing',
      source: 'timm/loss/cross_entropy.py at 1.0.31; run',
    },
    cross_entropy_probabilities: {
      function: 'timm.loss.SoftTargetCrossEntropy',
      params: { class_axis: -1, label_smoothing: 0, denominator: 'count' },
      differs: 'there is a mean only; a class at -infinity that nobody wants is 0 times infinity, NaN',
      source: 'timm/loss/cross_entropy.py at 1.0.31; run',
    },
    focal: {
      function: 'timm.loss.AsymmetricLossSingleLabel(gamma_pos=2, gamma_neg=4, eps=0)',
      params: { alpha: 1, gamma: 2, class_axis: -1 },
      differs:
        'its gamma_pos is 1 by default; the other classes count by their smoothing, 0.1 by default, with a focus of their own; 1 - p_t is taken of a rounded p_t',
      source: 'timm/loss/asymmetric_loss.py at 1.0.31; run',
    },
    poly_cross_entropy: {
      function: 'timm.loss.PolyCrossEntropy',
      params: { epsilon: 2, class_axis: -1 },
      differs: 'it is computed in float32, and 1 - p_t of a rounded p_t; an epsilon below -1 is not refused',
      source: 'timm/loss/poly_loss.py at 1.0.31; run',
    },
    bce_with_logits: {
      function: 'timm.loss.BinaryCrossEntropy',
      params: { denominator: 'count' },
      differs:
        'weights are of classes; the smoothing is of labels that are class indices, or with smooth_dense towards 1/2; sum_classes is the sum over the classes, averaged over the batch',
      source: 'timm/loss/binary_cross_entropy.py at 1.0.31; run',
    },
    binary_focal: {
      function: 'timm.loss.AsymmetricLossMultiLabel(gamma_neg=2, gamma_pos=2, clip=None)',
      params: { balanced: false, gamma: 2, denominator: 'count' },
      differs:
        'by default gamma_neg is 4, gamma_pos 1, and a margin of 0.05 is added to 1 - p; a probability is raised to 1e-8; its mean is over the batch, of sums over classes; PolyBinaryCrossEntropy has an alpha, which is None',
      source: 'timm/loss/asymmetric_loss.py and timm/loss/poly_loss.py at 1.0.31; run',
    },
    asymmetric_loss: {
      function: 'timm.loss.AsymmetricLossMultiLabel',
      params: { gamma_pos: 1, gamma_neg: 4, margin: 0.05, focus_held: false, denominator: 'count' },
      differs:
        'a probability is raised to 1e-8, and 1 - p is taken of a rounded p; labels may be soft or smoothed, and there is a pos_weight; its default is the mean over the batch, of sums over classes',
      source: 'timm/loss/asymmetric_loss.py at 1.0.31; run',
    },
    bpr: {
      function: 'timm.loss.TwoWayLoss of samples of two classes, of which the first is right',
      params: { empty: 'zero' },
      differs:
        'what is masked has the logit -1e4, divided by a temperature or not, so that logits of that size are wrong; there is a mean only',
      source: 'timm/loss/two_way_loss.py at 1.0.31; run',
    },
    clip_grad_norm: {
      function: "timm.utils.dispatch_clip_grad(mode='norm')",
      params: { eps: 1e-6 },
      differs:
        "it is PyTorch's; mode 'agc' clips each parameter by its own norm without an epsilon, of rows where there are any; it works in place and is not differentiated",
      source: 'timm/utils/clip_grad.py and timm/utils/agc.py at 1.0.31; run',
    },
    clip_grad_value: {
      function: "timm.utils.dispatch_clip_grad(mode='value')",
      params: {},
      differs: "it is PyTorch's; it works in place and is not differentiated",
      source: 'timm/utils/clip_grad.py at 1.0.31; run',
    },
  },
};
