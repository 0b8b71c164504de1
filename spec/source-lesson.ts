/** A system of the lesson that the project was created from, and the entries of the spec that are it. */
export interface LessonRow {
  readonly section: string;
  readonly system: string;
  readonly entries: readonly string[];
}

/** Row by row; the README's coverage table shows which are there. */
export const sourceLesson: readonly LessonRow[] = [
  { section: 'What a loss must be', system: 'Rosenbrock landscape', entries: ['rosenbrock'] },
  { section: 'Regression', system: 'MSE', entries: ['mse'] },
  { section: 'Regression', system: 'MAE', entries: ['mae'] },
  { section: 'Regression', system: 'Huber', entries: ['huber'] },
  { section: 'Regression', system: 'Smooth L1', entries: ['smooth_l1'] },
  { section: 'Regression', system: 'log-cosh', entries: ['log_cosh'] },
  { section: 'Regression', system: 'asymmetric MSE', entries: ['asymmetric_mse'] },
  { section: 'Classification', system: 'BCE on probabilities', entries: ['bce'] },
  { section: 'Classification', system: 'BCE with logits, multi-label', entries: ['bce_with_logits'] },
  { section: 'Classification', system: 'NLL on log-probabilities', entries: ['nll'] },
  { section: 'Classification', system: 'softmax cross-entropy, class weights', entries: ['cross_entropy'] },
  {
    section: 'Classification',
    system: 'label smoothing, both forms',
    entries: ['cross_entropy', 'cross_entropy_probabilities'],
  },
  { section: 'Classification', system: 'focal, multi-class', entries: ['focal'] },
  { section: 'Classification', system: 'focal, binary', entries: ['binary_focal'] },
  { section: 'Metric learning', system: 'contrastive', entries: ['contrastive'] },
  { section: 'Metric learning', system: 'triplet', entries: ['triplet_margin'] },
  { section: 'Metric learning', system: 'mining: batch-hard', entries: ['triplet_batch_hard'] },
  { section: 'Metric learning', system: 'mining: semi-hard', entries: ['triplet_semi_hard'] },
  { section: 'Metric learning', system: 'mining: batch-all', entries: ['triplet_batch_all'] },
  { section: 'Metric learning', system: 'InfoNCE and NT-Xent', entries: ['info_nce', 'nt_xent'] },
  { section: 'Metric learning', system: 'CLIP-style symmetric contrastive', entries: ['clip'] },
  { section: 'Segmentation and detection', system: 'Dice', entries: ['dice'] },
  { section: 'Segmentation and detection', system: 'multi-class Dice', entries: ['multiclass_dice'] },
  { section: 'Segmentation and detection', system: 'IoU of boxes', entries: ['iou'] },
  { section: 'Segmentation and detection', system: 'GIoU of boxes', entries: ['giou'] },
  { section: 'Segmentation and detection', system: 'CE + Dice', entries: ['ce_dice'] },
  { section: 'Segmentation and detection', system: 'Tversky', entries: ['tversky'] },
  { section: 'Generative models', system: 'GAN minimax value', entries: ['gan_minimax'] },
  { section: 'Generative models', system: 'GAN discriminator', entries: ['gan_discriminator'] },
  { section: 'Generative models', system: 'GAN generator, saturating and not', entries: ['gan_generator'] },
  { section: 'Generative models', system: 'WGAN critic and generator', entries: ['wgan_critic', 'wgan_generator'] },
  { section: 'Generative models', system: 'VAE (negative ELBO)', entries: ['vae'] },
  { section: 'Generative models', system: 'Gaussian KL', entries: ['gaussian_kl'] },
  { section: 'Generative models', system: 'perceptual', entries: ['perceptual'] },
  { section: 'Generative models', system: 'multi-scale perceptual', entries: ['multi_scale_perceptual'] },
  { section: 'Combining and scheduling', system: 'fixed weights', entries: ['weighted_sum'] },
  { section: 'Combining and scheduling', system: 'uncertainty weighting', entries: ['uncertainty_weighting'] },
  { section: 'Combining and scheduling', system: 'GradNorm', entries: ['grad_norm', 'grad_norm_weights'] },
  { section: 'Combining and scheduling', system: 'curriculum', entries: ['curriculum'] },
  { section: 'Numerics', system: 'stable softmax and log-sum-exp', entries: ['softmax', 'log_softmax', 'log_sum_exp'] },
  { section: 'Numerics', system: 'log(0) guards', entries: ['bce'] },
  {
    section: 'Numerics',
    system: 'gradient clipping, by norm and by value',
    entries: ['clip_grad_norm', 'clip_grad_value'],
  },
  { section: 'Practice', system: 'baseline of a uniform prediction', entries: ['uniform_baseline'] },
  { section: 'Practice', system: 'convergence of a linear model', entries: ['linear_regression'] },
];
