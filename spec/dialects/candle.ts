import type { Dialect } from '../language/dialect.ts';

const alone = 'there are no weights, and a mean only';
const losses = 'candle-nn 0.11.1, run; src/loss.rs';
const operations = 'candle-nn 0.11.1, run; src/ops.rs';

/** The losses of candle_nn::loss, in Rust, which are functions of tensors and always means. */
export const candle: Dialect = {
  id: 'candle',
  library: 'candle',
  versions: '0.11.1',
  losses: {
    mse: { function: 'candle_nn::loss::mse', params: {}, differs: alone, source: losses },
    huber: { function: 'candle_nn::loss::huber', params: {}, differs: alone, source: losses },
    bce_with_logits: {
      function: 'candle_nn::loss::binary_cross_entropy_with_logit',
      params: {},
      differs: `${alone}; it is the logarithm of a sigmoid: infinite from a wrong logit of 17 on in float32, NaN from a right one`,
      source: losses,
    },
    nll: {
      function: 'candle_nn::loss::nll',
      params: { class_axis: -1 },
      differs: `${alone}, over a table of rows and classes; nothing is ignored`,
      source: losses,
    },
    cross_entropy: {
      function: 'candle_nn::loss::cross_entropy',
      params: { class_axis: -1, empty: 'throw' },
      differs: `${alone}, over a table of rows and classes; nothing is ignored or smoothed`,
      source: losses,
    },
    softmax: { function: 'candle_nn::ops::softmax', params: { temperature: 1 }, source: operations },
    log_softmax: { function: 'candle_nn::ops::log_softmax', params: { temperature: 1 }, source: operations },
    log_sum_exp: {
      function: 'candle_core::Tensor::log_sum_exp',
      params: {},
      source: 'candle-core 0.11.1, run; src/tensor.rs',
    },
  },
};
