import type { Dialect } from '../language/dialect.ts';

/** fastai: losses of PyTorch that flatten, and its own of imbalanced classes, noisy labels and masks. */
export const fastai: Dialect = {
  id: 'fastai',
  library: 'fastai',
  versions: '2.8.12',
  losses: {
    cross_entropy: {
      function: 'fastai.losses.CrossEntropyLossFlat',
      params: { class_axis: -1, smoothing_form: 'uniform', denominator: 'target_weight' },
      differs:
        'the label -100 is ignored where none is said to be; LabelSmoothingCrossEntropy has classes on axis 1, and class weights of the unsmoothed part only',
      source: 'fastai/losses.py at 2.8.12; run',
    },
    focal: {
      function: 'fastai.losses.FocalLoss',
      params: { alpha: 1, gamma: 2, class_axis: 1 },
      differs:
        'class weights are in the probability that the focus is taken of, too; FocalLossFlat has classes on the last axis',
      source: 'fastai/losses.py at 2.8.12; run',
    },
    bce_with_logits: {
      function: 'fastai.losses.BCEWithLogitsLossFlat',
      params: { denominator: 'count' },
      differs: "it is PyTorch's, of targets in float32; with a pos_weight nothing is flattened",
      source: 'fastai/losses.py at 2.8.12; run',
    },
    bce: {
      function: 'fastai.losses.BCELossFlat',
      params: { guard: 'log_floor', log_floor: -100, denominator: 'count' },
      differs: "it is PyTorch's, of targets in float32",
      source: 'fastai/losses.py at 2.8.12; run',
    },
    mse: {
      function: 'fastai.losses.MSELossFlat',
      params: {},
      differs: "it is PyTorch's, of targets in float32; there are no weights",
      source: 'fastai/losses.py at 2.8.12; run',
    },
    mae: {
      function: 'fastai.losses.L1LossFlat',
      params: {},
      differs: "it is PyTorch's, of targets in float32; there are no weights",
      source: 'fastai/losses.py at 2.8.12; run',
    },
    multiclass_dice: {
      function: 'fastai.losses.DiceLoss',
      params: { smooth: 1e-6, denominator_eps: 0, squared: false, over: 'item' },
      differs: 'the sum by default; labels that are no class belong to none; only axis 1 can be that of the classes',
      source: 'fastai/losses.py at 2.8.12; run',
    },
  },
};
