import type { Dialect } from '../language/dialect.ts';

/** The losses of ultralytics.utils.loss. They average over the classes and add up the boxes. */
export const ultralytics: Dialect = {
  id: 'ultralytics',
  library: 'ultralytics',
  versions: '8.4',
  losses: {
    varifocal: {
      function: 'ultralytics.utils.loss.VarifocalLoss',
      params: { empty: 'nan' },
      differs: 'a label of its own says where a box is; everything but the weight is computed in float32',
      source: 'ultralytics/utils/loss.py at 8.4.190; values run',
    },
    binary_focal: {
      function: 'ultralytics.utils.loss.FocalLoss',
      params: { empty: 'nan' },
      differs: 'an alpha of 0 stands for none; gamma is 1.5 by default',
      source: 'ultralytics/utils/loss.py at 8.4.190; values run',
    },
  },
};
