import type { Dialect } from '../language/dialect.ts';

/** SpeechBrain: losses of (batch, time, ...), of which lengths are shares of the longest. */
export const speechbrain: Dialect = {
  id: 'speechbrain',
  library: 'SpeechBrain',
  versions: '1.1.2',
  losses: {
    mse: {
      function: 'speechbrain.nnet.losses.mse_loss',
      params: { denominator: 'count' },
      differs:
        'frames are masked by length, not weighted; up to three frames too many are cut off; sum, which its documentation has, is no reduction',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    mae: {
      function: 'speechbrain.nnet.losses.l1_loss',
      params: { denominator: 'count' },
      differs:
        'frames are masked by length, not weighted; up to three frames too many are cut off; sum, which its documentation has, is no reduction',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    bce_with_logits: {
      function: 'speechbrain.nnet.losses.bce_loss',
      params: { denominator: 'count' },
      differs:
        'targets are float32; label_smoothing is that of log-probabilities: it takes the mean of the logits off; sum, which its documentation has, is no reduction',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    nll: {
      function: 'speechbrain.nnet.losses.nll_loss',
      params: { class_axis: -1, denominator: 'count' },
      differs:
        'a mean divides by the number of frames, whatever the class weights; frames are masked by length and no label is ignored; its label_smoothing is uniform, without class weights; sum, which its documentation has, is no reduction',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    cross_entropy: {
      function: 'speechbrain.nnet.losses.LogSoftmaxWrapper(torch.nn.Identity())',
      params: { class_axis: -1 },
      differs: 'there are no class weights, and a mean only; one frame an utterance',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    softmax: {
      function: 'speechbrain.nnet.activations.Softmax',
      params: {},
      differs: 'it computes in float32 unless it is told a dtype',
      source: 'speechbrain/nnet/activations.py at 1.1.2; run',
    },
    log_softmax: {
      function: 'speechbrain.nnet.activations.Softmax(apply_log=True)',
      params: {},
      differs: 'it computes in float32 unless it is told a dtype',
      source: 'speechbrain/nnet/activations.py at 1.1.2; run',
    },
    ctc: {
      function: 'speechbrain.nnet.losses.ctc_loss',
      params: { zero_infinity: true, per_label: true },
      differs: "it is PyTorch's: only a mean divides by the number of labels; batch divides each item by it",
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    angular_margin: {
      function: 'speechbrain.nnet.losses.LogSoftmaxWrapper(AdditiveAngularMargin())',
      params: { fallback: 'sine' },
      differs:
        'margin 0 and scale 1 by default; cosines are clamped to 1e-7 within -1 and 1, in float32; easy_margin is fallback easy; AngularMargin subtracts its margin from the cosine; there is a mean only',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    info_nce: {
      function: 'speechbrain.nnet.losses.ContrastiveLoss',
      params: { similarity: 'cosine' },
      differs:
        'the sum only; cosines are computed in float32, of lengths raised to 1e-8; a negative that equals the positive is left out',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    vae: {
      function: 'speechbrain.nnet.losses.VariationalAutoencoderLoss',
      params: { reconstruction: 'mse' },
      differs: 'the weight of the divergence is 0.001 by default; its mean is batchmean, the default',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    gaussian_kl: {
      function: 'speechbrain.nnet.losses.VariationalAutoencoderLoss().details().dist_loss',
      params: {},
      differs: 'batchmean is the mean of sums over the latents, mean that of all',
      source: 'speechbrain/nnet/losses.py at 1.1.2; run',
    },
    lsgan_generator: {
      function: 'speechbrain.lobes.models.HifiGAN.MSEGLoss',
      params: { target: 1, halved: false },
      differs: 'd1_loss and d2_loss of segan_model have the half; there is a mean only',
      source: 'speechbrain/lobes/models/HifiGAN.py and segan_model.py at 1.1.2; run',
    },
    lsgan_discriminator: {
      function: 'speechbrain.lobes.models.HifiGAN.MSEDLoss',
      params: { real_target: 1, fake_target: 0, halved: false },
      differs: 'there is a mean only',
      source: 'speechbrain/lobes/models/HifiGAN.py at 1.1.2; run',
    },
    hinge_gan_discriminator: {
      function: 'speechbrain.lobes.models.HifiGAN.HingeDLoss',
      params: { averaged: false },
      differs: 'there is a mean only',
      source: 'speechbrain/lobes/models/HifiGAN.py at 1.1.2; run',
    },
  },
};
