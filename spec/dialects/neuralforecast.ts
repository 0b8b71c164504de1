import type { Dialect } from '../language/dialect.ts';

/** neuralforecast: losses of forecasts, means that divide by the summed weight and are 0 where that is 0. */
export const neuralforecast: Dialect = {
  id: 'neuralforecast',
  library: 'neuralforecast',
  versions: '3.3.0',
  losses: {
    mae: {
      function: 'neuralforecast.losses.pytorch.MAE',
      params: { empty: 'zero' },
      differs: 'weights are of timestamps, in float32; a mean only',
      source: 'neuralforecast/losses/pytorch.py at 3.3.0; run',
    },
    mse: {
      function: 'neuralforecast.losses.pytorch.MSE',
      params: { empty: 'zero' },
      differs: 'weights are of timestamps, in float32; a mean only',
      source: 'neuralforecast/losses/pytorch.py at 3.3.0; run',
    },
    mape: {
      function: 'neuralforecast.losses.pytorch.MAPE',
      params: { unit: 'fraction', eps: 0, empty: 'zero' },
      differs: 'a target of 0 costs 0, whatever is predicted',
      source: 'neuralforecast/losses/pytorch.py at 3.3.0; run',
    },
    huber: {
      function: 'neuralforecast.losses.pytorch.HuberLoss',
      params: { empty: 'zero' },
      differs: 'weights are of timestamps, in float32; a mean only',
      source: 'neuralforecast/losses/pytorch.py at 3.3.0; run',
    },
    pinball: {
      function: 'neuralforecast.losses.pytorch.QuantileLoss',
      params: { empty: 'zero' },
      differs: 'MQLoss is the mean over its quantiles, which are float32',
      source: 'neuralforecast/losses/pytorch.py at 3.3.0; run',
    },
    tukey_biweight: {
      function: 'neuralforecast.losses.pytorch.TukeyLoss(normalize=False)',
      params: {},
      differs:
        'the cube is not taken off 1, in its documentation neither: the loss is greatest where nothing is wrong, and falls until c; by default differences are divided by the standard deviation of the targets and 0.01',
      source: 'neuralforecast/losses/pytorch.py at 3.3.0; run',
    },
  },
};
