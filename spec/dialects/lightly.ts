import type { Dialect } from '../language/dialect.ts';

/** Lightly: losses of self-supervised learning, each with one reduction. */
export const lightly: Dialect = {
  id: 'lightly',
  library: 'Lightly',
  versions: '1.6',
  losses: {
    barlow_twins: {
      function: 'lightly.loss.BarlowTwinsLoss',
      params: { redundancy_weight: 0.005, spread: 'population', variance_eps: 1e-5 },
      differs: 'the sum only; a batch of one item is refused',
      source: 'loss/barlow_twins_loss.py at 1.6.0; run',
    },
    nt_xent: {
      function: 'lightly.loss.NTXentLoss',
      params: { temperature: 0.5, empty: 'throw' },
      differs: 'the mean only; lengths are raised to 1e-12',
      source: 'loss/ntx_ent_loss.py at 1.6.0; run',
    },
    cosine_distance: {
      function: 'lightly.loss.NegativeCosineSimilarity',
      params: { form: 'negative_similarity', norm_floor: 1e-8 },
      differs: 'the mean only',
      source: 'loss/negative_cosine_similarity.py at 1.6.0; run',
    },
  },
};
