import type { Dialect } from '../language/dialect.ts';

/** MONAI: losses of segmentation, most of which take logits and make them probabilities themselves. */
export const monai: Dialect = {
  id: 'monai',
  library: 'MONAI',
  versions: 'source at d388d1c6',
  losses: {
    dice: {
      function: 'monai.losses.DiceLoss',
      params: { smooth: 1e-5, denominator_eps: 0, squared: false, over: 'item' },
      differs: 'it is computed for each channel of each image, and averaged over these',
      source: 'monai/losses/dice.py at d388d1c6; formula run',
    },
    tversky: {
      function: 'monai.losses.TverskyLoss',
      params: { alpha: 0.5, beta: 0.5, smooth: 1e-5, denominator_eps: 0, over: 'item' },
      differs: 'it is computed for each channel of each image, and averaged over these',
      source: 'monai/losses/tversky.py at d388d1c6',
    },
    generalised_dice: {
      function: 'monai.losses.GeneralizedDiceLoss',
      params: { smooth: 1e-5, denominator_eps: 0, size_eps: 0, over: 'item', absent: 'largest' },
      differs: "w_type 'simple' weighs by one over the size, 'uniform' not at all",
      source: 'monai/losses/dice.py at 0172c321, by reading',
    },
    binary_focal: {
      function: 'monai.losses.FocalLoss',
      params: { balanced: false, gamma: 2 },
      differs: 'reduction sum is the mean over space first, so that it is not the sum of none',
      source: 'monai/losses/focal_loss.py at d388d1c6; formula run (2.40 against 38.47)',
    },
    focal: {
      function: 'monai.losses.FocalLoss(use_softmax=True) of one-hot targets',
      params: { alpha: 1, gamma: 2, class_axis: 1, denominator: 'elements' },
      differs: 'a mean divides by the number of logits: at gamma 0 it is C times less than cross-entropy',
      source: 'monai/losses/focal_loss.py at d388d1c6; formula run (ratio 3.000 at C = 3)',
    },
    nt_xent: {
      function: 'monai.losses.ContrastiveLoss',
      params: { temperature: 0.5 },
      differs: 'it takes exponentials without a shift, so that it is NaN at a temperature of 0.01',
      source: 'monai/losses/contrastive.py at d388d1c6; formula run',
    },
    giou: {
      function: 'monai.losses.BoxGIoULoss',
      params: { eps: 0 },
      differs: 'the epsilon is that of the dtype, added to denominators; NaN and infinity are refused',
      source: 'monai/losses/giou_loss.py at d388d1c6',
    },
    lsgan_discriminator: {
      function: "monai.losses.PatchAdversarialLoss(criterion='least_squares')",
      params: { halved: false },
      differs: 'a LeakyReLU of slope 0.05 stands in front of it by default',
      source: 'monai/losses/adversarial_loss.py at d388d1c6',
    },
    hinge_gan_discriminator: {
      function: "monai.losses.PatchAdversarialLoss(criterion='hinge')",
      params: {},
      differs: 'a tanh stands in front of it, and the generator is given the hinge, too',
      source: 'monai/losses/adversarial_loss.py at d388d1c6',
    },
  },
};
