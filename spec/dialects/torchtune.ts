import type { Dialect } from '../language/dialect.ts';

/** torchtune, whose losses of preferences follow TRL. The loss of a pair is averaged by its recipes. */
export const torchtune: Dialect = {
  id: 'torchtune',
  library: 'torchtune',
  versions: '0.6.1 on PyTorch',
  losses: {
    dpo: {
      function: 'torchtune.rlhf.loss.DPOLoss',
      params: { beta: 0.1, label_smoothing: 0, empty: 'nan' },
      differs: "the mean is the caller's; a reference must be given, if only of zeros",
      source: 'torchtune/rlhf/loss/dpo.py at 0.6.1; run',
    },
    margin_ranking: {
      function: 'torchtune.rlhf.loss.RSOLoss(gamma=1) of a reference of 0',
      params: { margin: 1, empty: 'nan' },
      differs: "the mean is the caller's; gamma, by default 0.1, multiplies the difference",
      source: 'torchtune/rlhf/loss/dpo.py at 0.6.1; run',
    },
    clipped_surrogate: {
      function: 'torchtune.rlhf.loss.PPOLoss(value_coeff=0)',
      params: { epsilon: 0.1, upper_clip: 'same' },
      differs:
        'it adds the loss of a value function; only the mean; weights are a padding mask, and a mean over nothing but padding is 0, over an empty batch NaN',
      source: 'torchtune/rlhf/loss/ppo.py and rewards.py at 0.6.1; run',
    },
    cross_entropy: {
      function: 'torchtune.modules.loss.CEWithChunkedOutputLoss',
      params: { ignore_index: -100, class_axis: -1, empty: 'nan' },
      differs: 'only the mean, over the labels that count, in float32',
      source: 'torchtune/modules/loss/ce_chunked_output_loss.py at 0.6.1; run',
    },
  },
};
