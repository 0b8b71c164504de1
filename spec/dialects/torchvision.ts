import type { Dialect } from '../language/dialect.ts';

/** The losses of torchvision.ops. Their default reduction is none; a mean over no boxes is 0. */
export const torchvision: Dialect = {
  id: 'torchvision',
  library: 'torchvision',
  versions: '0.28 and 0.29',
  losses: {
    binary_focal: {
      function: 'torchvision.ops.sigmoid_focal_loss',
      params: { balanced: true, empty: 'nan' },
      differs: 'alpha = -1 stands for none; for gamma < 1 the gradient is NaN where the sigmoid saturates',
      source: 'torchvision/ops/focal_loss.py at 0.28; values run',
    },
    giou: {
      function: 'torchvision.ops.generalized_box_iou_loss',
      params: { eps: 1e-7, empty: 'zero' },
      differs: 'inverted boxes are not refused: inverted along both axes they count as a perfect match',
      source: 'torchvision/ops/giou_loss.py at 0.28; values run',
    },
    diou: {
      function: 'torchvision.ops.distance_box_iou_loss',
      params: { eps: 1e-7, empty: 'zero' },
      differs: 'inverted boxes are not refused',
      source: 'torchvision/ops/diou_loss.py at 0.28; values run',
    },
    ciou: {
      function: 'torchvision.ops.complete_box_iou_loss',
      params: { eps: 1e-7, empty: 'zero' },
      differs:
        'an eps of the caller does not reach the IoU part, which keeps 1e-7; a box without height gives NaN gradients',
      source: 'torchvision/ops/ciou_loss.py at 0.28; values run',
    },
  },
};
