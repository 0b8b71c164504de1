import type { Dialect } from '../language/dialect.ts';

/** pytorch-toolbelt: losses of segmentation and of noisy labels. A ratio is of one channel over the whole batch. */
export const toolbelt: Dialect = {
  id: 'toolbelt',
  library: 'pytorch-toolbelt',
  versions: '0.8.0',
  losses: {
    dice: {
      function: "pytorch_toolbelt.losses.DiceLoss(mode='binary', from_logits=False)",
      params: { smooth: 0, denominator_eps: 0, squared: false, over: 'batch' },
      differs: 'a mask without a true place costs 0, whatever is predicted; the denominator is raised to 1e-7',
      source: 'pytorch_toolbelt/losses/dice.py at 0.8.0; run',
    },
    soft_jaccard: {
      function: "pytorch_toolbelt.losses.JaccardLoss(mode='binary', from_logits=False)",
      params: { smooth: 0, denominator_eps: 0, squared: false, over: 'batch' },
      differs: 'a mask without a true place costs 0, whatever is predicted; the denominator is raised to 1e-7',
      source: 'pytorch_toolbelt/losses/jaccard.py at 0.8.0; run',
    },
    multiclass_dice: {
      function: "pytorch_toolbelt.losses.DiceLoss(mode='multiclass')",
      params: { smooth: 0, denominator_eps: 0, squared: false, over: 'batch', empty: 'throw' },
      differs: 'a class that nobody has costs 0 and still counts in the mean; the denominator is raised to 1e-7',
      source: 'pytorch_toolbelt/losses/dice.py at 0.8.0; run',
    },
    binary_focal: {
      function: 'pytorch_toolbelt.losses.BinaryFocalLoss',
      params: { balanced: false, gamma: 2, denominator: 'count' },
      differs:
        'alpha is None by default; it is computed in float32, and 1 - p_t of a rounded p_t; weights are of classes; CrossEntropyFocalLoss is a sum of binary ones with a focus of softmax',
      source: 'pytorch_toolbelt/losses/focal.py and functional.py at 0.8.0; run',
    },
    bce_with_logits: {
      function: 'pytorch_toolbelt.losses.SoftBCEWithLogitsLoss',
      params: { denominator: 'count' },
      differs: 'a target of -100 is ignored, and still counts in the mean; what is ignored is NaN where its loss is',
      source: 'pytorch_toolbelt/losses/soft_bce.py at 0.8.0; run',
    },
    cross_entropy: {
      function: 'pytorch_toolbelt.losses.SoftCrossEntropyLoss',
      params: { class_axis: 1, smoothing_form: 'uniform', denominator: 'all' },
      differs:
        'rows of the label -100 are ignored, and still count in the mean; without a reduction there is an axis of extent 1 in place of the classes; there are no class weights',
      source: 'pytorch_toolbelt/losses/soft_ce.py and functional.py at 0.8.0; run',
    },
    wing: {
      function: 'pytorch_toolbelt.losses.WingLoss',
      params: { w: 5, epsilon: 0.5 },
      differs: 'the logarithm is that of 1 + x, which has no digit of small differences; there are no weights',
      source: 'pytorch_toolbelt/losses/functional.py at 0.8.0; run',
    },
    lovasz_hinge: {
      function: 'pytorch_toolbelt.losses.BinaryLovaszLoss(per_image=True)',
      params: { empty: 'zero' },
      differs:
        'without per_image, which is False by default, the places of all images are one mask; logits in float64 raise a RuntimeError; without images it is a number and no tensor; there is a mean only',
      source: 'pytorch_toolbelt/losses/lovasz.py at 0.8.0; run',
    },
    log_cosh: {
      function: 'pytorch_toolbelt.losses.LogCoshLoss',
      params: {},
      differs: 'it is x + softplus(-2 x) - log 2, of which no digit is right where x is small; there is a mean only',
      source: 'pytorch_toolbelt/losses/functional.py at 0.8.0; run',
    },
  },
};
