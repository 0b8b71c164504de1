import type { Dialect } from '../language/dialect.ts';

/** Liger Kernel: Triton kernels of losses for language models, which take tables of rows and classes. */
export const liger: Dialect = {
  id: 'liger',
  library: 'Liger Kernel',
  versions: '0.8',
  losses: {
    cross_entropy: {
      function: 'liger_kernel.transformers.LigerCrossEntropyLoss',
      params: { class_axis: -1, smoothing_form: 'uniform', denominator: 'target_weight', empty: 'zero' },
      differs:
        'a batch without rows is refused; some label is always ignored, -100 by default; LigerMegatronCrossEntropy spreads over the C - 1 others, and neither reduces nor weighs; the gradient is written over the logits, and 0 over an ignored row in any case',
      source: 'liger_kernel/ops/cross_entropy.py and vocab_parallel_cross_entropy.py at 0.8.5; run',
    },
    kl_div: {
      function: 'liger_kernel.transformers.LigerKLDIVLoss',
      params: { per: 'element', empty: 'nan' },
      differs:
        'reduction batchmean, the default of LigerJSD and the fused losses, is the mean with per = row; a target is raised to eps, 1e-10, in the logarithm; targets have no gradient',
      source: 'liger_kernel/ops/kl_div.py at 0.8.5; run',
    },
    kl_div_log_target: {
      function: 'liger_kernel.transformers.LigerKLDIVLoss(log_target=True)',
      params: { per: 'element', empty: 'nan' },
      differs:
        'reduction batchmean is the mean with per = row, and so is LigerJSD with beta 0, and with beta 1 and its operands exchanged, where a mean over nothing is 0; -infinity is NaN',
      source: 'liger_kernel/ops/kl_div.py and jsd.py at 0.8.5; run',
    },
    jensen_shannon: {
      function: 'liger_kernel.transformers.LigerJSD(beta=0.5)',
      params: { empty: 'zero' },
      differs: 'it takes logarithms of probabilities, of which -infinity is NaN; there is a mean over the rows only',
      source: 'liger_kernel/ops/jsd.py at 0.8.5; run',
    },
    softmax: {
      function: 'liger_kernel.transformers.LigerSoftmax',
      params: { temperature: 1 },
      source: 'liger_kernel/ops/softmax.py at 0.8.5; run',
    },
    dpo: {
      function: "LigerFusedLinearDPOFunction.preference_loss_fn(loss_type='sigmoid')",
      params: { beta: 0.1, label_smoothing: 0, empty: 'nan' },
      differs:
        'there is a mean over the pairs only; label smoothing is that of loss_type robust, which takes the flipped term off and divides by 1 - 2 s',
      source: 'liger_kernel/chunked_loss/dpo_loss.py at 0.8.5; run',
    },
    bpr: {
      function: "LigerFusedLinearDPOFunction.preference_loss_fn(loss_type='sigmoid')",
      params: { empty: 'nan' },
      differs:
        'there is a mean over the pairs only, without weights; that of a reference is taken off, and what is left is multiplied by beta, 0.1',
      source: 'liger_kernel/chunked_loss/dpo_loss.py and cpo_loss.py at 0.8.5; run',
    },
    cosine_distance: {
      function: 'liger_kernel.chunked_loss.LigerFusedLinearCosineSimilarityLoss(weight_hard_loss=0)',
      params: { form: 'distance', norm_floor: Math.fround(1e-20), empty: 'zero' },
      differs:
        'it is of the logits of two linear layers, and times beta, 0.5; vectors are normalised twice, with a floor of 1e-12 and then of 1e-8; the teacher has no gradient',
      source: 'liger_kernel/chunked_loss/cosine_similarity_loss.py at 0.8.5; run',
    },
  },
};
