import type { Dialect } from '../language/dialect.ts';

/** MONAI: losses of segmentation, most of which take logits and make them probabilities themselves. */
export const monai: Dialect = {
  id: 'monai',
  library: 'MONAI',
  versions: '1.6, and source at d388d1c6',
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
      differs:
        'reduction sum is the mean over space first, so that it is not the sum of none; soft labels have another p_t',
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
      params: { eps: 2 ** -23 },
      differs: 'the epsilon is that of float32, in which it is computed; NaN and infinity are refused',
      source: 'monai/losses/giou_loss.py at d388d1c6',
    },
    soft_jaccard: {
      function: 'monai.losses.DiceLoss(jaccard=True)',
      params: { smooth: 5e-6, denominator_eps: 0, squared: false, over: 'item' },
      differs: 'the ratio is of twice the overlap, to which 1e-5 is added',
      source: 'monai/losses/dice.py at 1.6.1; run',
    },
    multiclass_dice: {
      function: 'monai.losses.DiceLoss(softmax=True, to_onehot_y=True)',
      params: { smooth: 1e-5, denominator_eps: 0, squared: false, over: 'item' },
      differs: 'of a single class it takes no softmax, and warns',
      source: 'monai/losses/dice.py at 1.6.1; run',
    },
    ce_dice: {
      function: 'monai.losses.DiceCELoss(softmax=True, to_onehot_y=True)',
      params: { w_ce: 1, w_dice: 1, smooth: 1e-5, denominator_eps: 0, squared: false, over: 'item' },
      differs: 'there is a mean only: its parts are reduced before they are added',
      source: 'monai/losses/dice.py at 1.6.1; run',
    },
    gan_generator: {
      function: "monai.losses.PatchAdversarialLoss(criterion='bce')",
      params: { form: 'non_saturating', empty: 'throw' },
      differs: 'it is the binary cross-entropy of a sigmoid: no loss is above 100, and there it has no gradient',
      source: 'monai/losses/adversarial_loss.py at 1.6.1; run (100 for a logit of -1000)',
    },
    lsgan_generator: {
      function: "monai.losses.PatchAdversarialLoss(criterion='least_squares', no_activation_leastsq=True)",
      params: { halved: false, empty: 'throw' },
      differs: 'a LeakyReLU of slope 0.05 stands in front of it by default',
      source: 'monai/losses/adversarial_loss.py at 1.6.1; run',
    },
    lsgan_discriminator: {
      function: "monai.losses.PatchAdversarialLoss(criterion='least_squares')",
      params: { halved: false, empty: 'throw' },
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
