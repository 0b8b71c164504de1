import type { Dialect } from '../language/dialect.ts';

/** fvcore.nn, the losses of Detectron2. Their default reduction is none; a mean over nothing is mostly 0. */
export const fvcore: Dialect = {
  id: 'fvcore',
  library: 'fvcore',
  versions: '0.1.5',
  losses: {
    binary_focal: {
      function: 'fvcore.nn.sigmoid_focal_loss',
      params: { balanced: false, gamma: 2, empty: 'nan' },
      differs:
        'alpha is -1 by default, which stands for none; it is computed in float32, and 1 - p_t of a rounded p_t: for gamma below 1 the gradient is NaN where that is 1',
      source: 'fvcore/nn/focal_loss.py at 0.1.5.post20221221; run',
    },
    bce_with_logits: {
      function: 'fvcore.nn.sigmoid_focal_loss_star',
      params: { empty: 'nan' },
      differs:
        'it is the FL* of the paper, 1 / gamma times the cross-entropy of gamma times the logit, of hard labels only, in float32; gamma is 1 by default',
      source: 'fvcore/nn/focal_loss.py at 0.1.5.post20221221; run',
    },
    smooth_l1: {
      function: 'fvcore.nn.smooth_l1_loss',
      params: { empty: 'zero' },
      differs: 'a beta must be given; below 1e-5, and where it is negative, it is the absolute difference',
      source: 'fvcore/nn/smooth_l1_loss.py at 0.1.5.post20221221; run',
    },
    giou: {
      function: 'fvcore.nn.giou_loss',
      params: { eps: 1e-7, empty: 'zero' },
      differs: 'inverted boxes of the first operand are refused, of the second not',
      source: 'fvcore/nn/giou_loss.py at 0.1.5.post20221221; run',
    },
  },
};
