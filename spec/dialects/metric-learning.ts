import type { Dialect } from '../language/dialect.ts';

/** PyTorch Metric Learning: losses of pairs and triplets, which a reducer makes one number and a distance compares. */
export const metricLearning: Dialect = {
  id: 'metric-learning',
  library: 'PyTorch Metric Learning',
  versions: '2.9',
  losses: {
    nt_xent: {
      function: 'pytorch_metric_learning.losses.SelfSupervisedLoss(NTXentLoss())',
      params: { temperature: 0.07, empty: 'zero' },
      differs:
        'the least normal number of the dtype is added inside the logarithm, which caps the loss of a pair: at 87.3 in float32, at 9.7 in float16',
      source: 'losses/ntxent_loss.py and losses/self_supervised_loss.py at 2.9.0; run',
    },
    info_nce: {
      function: 'pytorch_metric_learning.losses.SelfSupervisedLoss(NTXentLoss(), symmetric=False)',
      params: { temperature: 0.07, similarity: 'cosine', empty: 'zero' },
      differs:
        'the least normal number of the dtype is added inside the logarithm, which caps the loss of a query: at 87.3 in float32, at 9.7 in float16',
      source: 'losses/ntxent_loss.py and losses/self_supervised_loss.py at 2.9.0; run',
    },
    angular_margin: {
      function: 'pytorch_metric_learning.losses.ArcFaceLoss',
      params: { scale: 64, cosine_margin: 0, fallback: 'sine' },
      differs:
        'the margin is in degrees (28.6); the cosines are those of embeddings with weights that the loss owns; CosFaceLoss has the other margin (0.35)',
      source: 'losses/arcface_loss.py, losses/cosface_loss.py and losses/large_margin_softmax_loss.py at 2.9.0; run',
    },
    supervised_contrastive: {
      function: 'pytorch_metric_learning.losses.SupConLoss',
      params: { temperature: 0.1, denominator: 'valid', empty: 'zero' },
      differs:
        'the mean is over the losses above 0 (AvgNonZeroReducer); a batch of one class costs 0; MeanReducer divides by the number of points',
      source: 'losses/supcon_loss.py and reducers/threshold_reducer.py at 2.9.0; run',
    },
    circle: {
      function: 'pytorch_metric_learning.losses.CircleLoss',
      params: { margin: 0.4, gamma: 80, denominator: 'valid', empty: 'zero' },
      differs: 'the mean is over the losses above 0 (AvgNonZeroReducer); MeanReducer divides by the number of points',
      source: 'losses/circle_loss.py and reducers/threshold_reducer.py at 2.9.0; run',
    },
    multi_similarity: {
      function: 'pytorch_metric_learning.losses.MultiSimilarityLoss',
      params: { positive_scale: 2, negative_scale: 50, base: 0.5, empty: 'zero' },
      differs: 'without a miner nothing is dropped',
      source: 'losses/multi_similarity_loss.py at 2.9.0; run',
    },
    triplet_margin: {
      function:
        'pytorch_metric_learning.losses.TripletMarginLoss(distance=LpDistance(normalize_embeddings=False), reducer=MeanReducer()) of an indices_tuple',
      params: { margin: 0.05, distance: 'euclidean', swap: false, coordinate_eps: 0, empty: 'zero' },
      differs: 'by default embeddings are normalised first, and the mean is over the losses above 0',
      source: 'losses/triplet_margin_loss.py and distances/lp_distance.py at 2.9.0; run',
    },
    triplet_batch_all: {
      function: 'pytorch_metric_learning.losses.TripletMarginLoss(distance=LpDistance(normalize_embeddings=False))',
      params: { margin: 0.05, distance: 'euclidean', denominator: 'active', empty: 'zero' },
      differs: 'by default embeddings are normalised first; there are losses of triplets, none of an anchor',
      source: 'losses/triplet_margin_loss.py, distances/lp_distance.py and reducers/threshold_reducer.py at 2.9.0; run',
    },
    triplet_batch_hard: {
      function: 'pytorch_metric_learning.losses.TripletMarginLoss of what miners.BatchHardMiner finds',
      params: { margin: 0.05, distance: 'euclidean', denominator: 'active', empty: 'zero' },
      differs:
        'by default embeddings are normalised first, in the loss and in the miner; the miner refuses an empty batch',
      source: 'miners/batch_hard_miner.py and miners/batch_easy_hard_miner.py at 2.9.0; run',
    },
    triplet_semi_hard: {
      function:
        "pytorch_metric_learning.losses.TripletMarginLoss of what miners.TripletMarginMiner(type_of_triplets='semihard') finds",
      params: { margin: 0.2, distance: 'euclidean', negatives: 'all', empty: 'zero' },
      differs: 'by default embeddings are normalised first; the margin is 0.2 in the miner and 0.05 in the loss',
      source: 'miners/triplet_margin_miner.py at 2.9.0; run',
    },
    contrastive: {
      function: 'pytorch_metric_learning.losses.ContrastiveLoss',
      params: { margin: 1, half: false, coordinate_eps: 0 },
      differs:
        'there are no squares: d and max(0, margin - d); positive and negative pairs have a mean each, over the losses above 0; embeddings are normalised first',
      source: 'losses/contrastive_loss.py at 2.9.0, by reading',
    },
    cosine_embedding: {
      function:
        'pytorch_metric_learning.losses.ContrastiveLoss(pos_margin=1, neg_margin=0, distance=CosineSimilarity()) of an indices_tuple',
      params: { margin: 0, squared_norm_eps: 0 },
      differs:
        'positive and negative pairs have a mean each, and these are added; one pair of a kind alone costs 0; norms are raised to 1e-12',
      source: 'losses/contrastive_loss.py and losses/generic_pair_loss.py at 2.9.0; run',
    },
  },
};
