import type { Dialect } from '../language/dialect.ts';

/** segmentation-models-pytorch: losses of segmentation. A ratio is of one channel over the whole batch. */
export const smp: Dialect = {
  id: 'smp',
  library: 'segmentation-models-pytorch',
  versions: '0.6.0',
  losses: {
    dice: {
      function: "segmentation_models_pytorch.losses.DiceLoss(mode='binary', from_logits=False)",
      params: { smooth: 0, denominator_eps: 0, squared: false, over: 'batch' },
      differs:
        'a mask without a true place costs 0, whatever is predicted; the denominator is raised to 1e-7; its smooth is half of ours; the overlap of soft masks is their smaller one',
      source: 'losses/dice.py and losses/_functional.py at 0.6.0; run',
    },
    soft_jaccard: {
      function: "segmentation_models_pytorch.losses.JaccardLoss(mode='binary', from_logits=False)",
      params: { smooth: 0, denominator_eps: 0, squared: false, over: 'batch' },
      differs:
        'a mask without a true place costs 0, whatever is predicted; the denominator is raised to 1e-7; the overlap of soft masks is their smaller one',
      source: 'losses/jaccard.py and losses/_functional.py at 0.6.0; run',
    },
    tversky: {
      function: "segmentation_models_pytorch.losses.TverskyLoss(mode='binary', from_logits=False)",
      params: { alpha: 0.5, beta: 0.5, smooth: 0, denominator_eps: 0, over: 'batch' },
      differs:
        'a mask without a true place costs 0, whatever is predicted; the denominator is raised to 1e-7; the overlap of soft masks is their smaller one',
      source: 'losses/tversky.py and losses/_functional.py at 0.6.0; run',
    },
    multiclass_dice: {
      function: "segmentation_models_pytorch.losses.DiceLoss(mode='multiclass')",
      params: { smooth: 0, denominator_eps: 0, squared: false, over: 'batch', empty: 'throw' },
      differs:
        'a class that nobody has costs 0 and still counts in the mean; the denominator is raised to 1e-7; its smooth is half of ours',
      source: 'losses/dice.py and losses/_functional.py at 0.6.0; run',
    },
    lovasz_hinge: {
      function: "segmentation_models_pytorch.losses.LovaszLoss(mode='binary', per_image=True)",
      params: { empty: 'zero' },
      differs:
        'without per_image, which is False by default, the places of all images are one mask; logits in float64 raise a RuntimeError; without images it is a number and no tensor; from_logits changes nothing; there is a mean only',
      source: 'losses/lovasz.py at 0.6.0; run',
    },
    lovasz_softmax: {
      function: "segmentation_models_pytorch.losses.LovaszLoss(mode='multiclass')",
      params: { classes: 'present', over: 'batch', empty: 'zero' },
      differs:
        'with per_image the items have masks of their own; ignore_index says what is not valid; float32 only, as other types raise a RuntimeError; where nothing is valid it is an empty tensor, without images a number and no tensor; one class raises a ValueError; from_logits changes nothing; there is a mean only',
      source: 'losses/lovasz.py at 0.6.0; run',
    },
    binary_focal: {
      function: "segmentation_models_pytorch.losses.FocalLoss(mode='binary')",
      params: { balanced: false, gamma: 2 },
      differs:
        'soft labels have another p_t; in mode multilabel what is reduced is averaged over the labels, so that there is no none and a sum is that of the labels divided by their number; mode multiclass is a mean of binary ones, too',
      source: 'losses/focal.py and losses/_functional.py at 0.6.0; run',
    },
    bce: {
      function: "segmentation_models_pytorch.losses.FocalLoss(mode='binary', gamma=0, from_logits=False)",
      params: { guard: 'clip', eps: 1e-7 },
      differs:
        'it is computed from logits of the clipped probabilities; mode multiclass gives logarithms of probabilities to the sigmoid, so that a perfect answer costs log 2 at its class',
      source: 'losses/focal.py and losses/_functional.py at 0.6.0; run',
    },
    bce_with_logits: {
      function: 'segmentation_models_pytorch.losses.SoftBCEWithLogitsLoss',
      params: { denominator: 'count' },
      differs: 'a target of -100 is ignored, and still counts in the mean',
      source: 'losses/soft_bce.py at 0.6.0; run; smp issue 852',
    },
    cross_entropy: {
      function: 'segmentation_models_pytorch.losses.SoftCrossEntropyLoss(smooth_factor=0.0)',
      params: { class_axis: 1, smoothing_form: 'uniform', denominator: 'all' },
      differs:
        'without a smooth_factor, which is None, it raises a TypeError; rows of the label -100 are ignored, and still count in the mean; there are no class weights',
      source: 'losses/soft_ce.py and losses/_functional.py at 0.6.0; run; smp issues 372 and 852',
    },
  },
};
