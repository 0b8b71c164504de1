import type { Dialect } from '../language/dialect.ts';

/** Kornia: losses of images. Their default reduction is none; what is ignored by default is the label -100. */
export const kornia: Dialect = {
  id: 'kornia',
  library: 'Kornia',
  versions: '0.9.0',
  losses: {
    cauchy: {
      function: 'kornia.losses.cauchy_loss',
      params: { form: 'lorentzian', scale: 1 },
      differs: 'there is no scale',
      source: 'kornia/losses/cauchy.py at 0.9.0; run',
    },
    pseudo_huber: {
      function: 'kornia.losses.charbonnier_loss',
      params: { delta: 1 },
      differs: 'there is no delta; it has the name of a loss that is 1 more, and is not 0 at a difference of 0',
      source: 'kornia/losses/charbonnier.py at 0.9.0; run',
    },
    jensen_shannon: {
      function: 'kornia.losses.js_div_loss_2d',
      params: {},
      differs: 'a row is the places of one channel of an image',
      source: 'kornia/losses/divergence.py at 0.9.0; run',
    },
    binary_focal: {
      function: 'kornia.losses.binary_focal_loss_with_logits',
      params: { balanced: true, alpha: 0.25, gamma: 2, denominator: 'count' },
      differs:
        'a soft label weighs the focal terms of 1 and of 0, each with a focus of its own; weights are of channels',
      source: 'kornia/losses/focal.py at 0.9.0; run',
    },
    bce_with_logits: {
      function: 'kornia.losses.binary_focal_loss_with_logits(alpha=None, gamma=0)',
      params: { denominator: 'count' },
      differs: 'weights are of channels',
      source: 'kornia/losses/focal.py at 0.9.0; run',
    },
    focal: {
      function: 'kornia.losses.focal_loss(alpha=None)',
      params: { alpha: 1, gamma: 2, class_axis: 1, denominator: 'elements' },
      differs:
        'alpha, which has no default, is the factor of every class but class 0, which has 1 - alpha; a mean divides by the number of logits: at gamma 0 it is C times less than cross-entropy; none has the shape of the logits',
      source: 'kornia/losses/focal.py at 0.9.0; run',
    },
    multiclass_dice: {
      function: "kornia.losses.dice_loss(average='macro')",
      params: { smooth: 0, denominator_eps: 1e-8, squared: false, over: 'item' },
      differs:
        'a class that nobody has in an image is left out of its mean; micro, the default, is one ratio of all classes',
      source: 'kornia/losses/dice.py at 0.9.0; run',
    },
    lovasz_softmax: {
      function: 'kornia.losses.lovasz_softmax_loss',
      params: { classes: 'all', over: 'item' },
      differs:
        'images have two axes of places; there must be two classes; nothing is ignored; 16 bits are summed in float32; there is a mean only; up to 0.8 the indices of the labels were counted where the mask of a class is meant',
      source: 'kornia/losses/lovasz_softmax.py at 0.9.0 and 0.8.1; run',
    },
    lovasz_hinge: {
      function: 'kornia.losses.lovasz_hinge_loss',
      params: {},
      differs: 'images have two axes of places; 16 bits are computed in float32; there is a mean only',
      source: 'kornia/losses/lovasz_hinge.py at 0.9.0; run',
    },
  },
};
