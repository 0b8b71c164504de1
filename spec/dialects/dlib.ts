import type { Dialect } from '../language/dialect.ts';

const source = 'dlib 19.24, run; dlib/dnn/loss.h';
const empty = { empty: 'throw' } as const;
const counted = { denominator: 'count', ...empty } as const;
const halved = 'the gradient is that of half the loss';
const guarded = 'the logarithm is of a probability of 1e-10 at least, in the value and not in the gradient';

/** The loss layers of dlib's deep neural networks, in C++: a mean over the samples of a mini-batch, and its gradient. */
export const dlib: Dialect = {
  id: 'dlib',
  library: 'dlib',
  versions: '19.24',
  losses: {
    mse: { function: 'dlib::loss_mean_squared_', params: empty, differs: `there are no weights; ${halved}`, source },
    mae: {
      function: 'dlib::loss_epsilon_insensitive_ with an epsilon of 0',
      params: empty,
      differs: 'there are no weights',
      source,
    },
    hinge: {
      function: 'dlib::loss_binary_hinge_',
      params: { margin: 1, ...empty },
      differs: 'there are no weights',
      source,
    },
    bce_with_logits: {
      function: 'dlib::loss_binary_log_',
      params: counted,
      differs: 'labels are 0 or 1, as a sign of which the size is the weight, which is not 0; there is no pos_weight',
      source,
    },
    binary_focal: {
      function: 'dlib::loss_multibinary_log_',
      params: { balanced: false, ...counted },
      differs:
        'labels are 0 or 1, and weights not 0; there is a sum over the labels of a sample; the gradient is wrong',
      source,
    },
    cross_entropy: {
      function: 'dlib::loss_multiclass_log_weighted_, loss_multiclass_log_',
      params: { class_axis: -1, ...counted },
      differs: `weights are of samples; nothing is ignored or smoothed; ${guarded}`,
      source,
    },
    margin_ranking: {
      function: 'dlib::loss_ranking_ of a pair, its labels half the margin and minus half of it',
      params: {},
      differs: 'the mean is over all pairs of a relevant and an irrelevant sample; a margin of 0 compares nothing',
      source,
    },
    softmax: {
      function: 'dlib::tt::softmax',
      params: { temperature: 1 },
      source: 'dlib 19.24, run; dlib/cuda/cpu_dlib.cpp',
    },
  },
};
