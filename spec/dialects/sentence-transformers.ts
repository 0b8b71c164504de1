import type { Dialect } from '../language/dialect.ts';

/** Sentence Transformers: losses of embeddings of texts, and of the scores of cross-encoders; most give a mean only. */
export const sentenceTransformers: Dialect = {
  id: 'sentence-transformers',
  library: 'Sentence Transformers',
  versions: '6.2',
  losses: {
    mse: {
      function: 'sentence_transformers.sentence_transformer.losses.MSELoss',
      params: { empty: 'nan' },
      differs: 'there is a mean only; the MSELoss of cross-encoders has other reductions, and makes labels float32',
      source: 'sentence_transformer/losses/embed_distill.py and cross_encoder/losses/mse.py at 6.2.0; run',
    },
    cosine_distance: {
      function: "sentence_transformers.sentence_transformer.losses.EmbedDistillLoss(distance_metric='cosine')",
      params: { form: 'distance', norm_floor: 1e-8, empty: 'nan' },
      differs: 'there is a mean only; TripletDistanceMetric.COSINE and pairwise_cos_sim have a floor of 1e-12',
      source: 'sentence_transformer/losses/embed_distill.py and util/similarity.py at 6.2.0; run',
    },
    contrastive: {
      function:
        'sentence_transformers.sentence_transformer.losses.ContrastiveLoss(distance_metric=SiameseDistanceMetric.EUCLIDEAN)',
      params: { margin: 0.5, half: true, coordinate_eps: 1e-6, empty: 'nan' },
      differs:
        'by default the distance is one minus the cosine; OnlineContrastiveLoss is of hard pairs only, and not halved',
      source: 'sentence_transformer/losses/contrastive.py at 6.2.0; run',
    },
    info_nce: {
      function: 'sentence_transformers.sentence_transformer.losses.MultipleNegativesRankingLoss',
      params: { temperature: 0.05, similarity: 'cosine', empty: 'nan' },
      differs:
        'its scale, 20, is the inverse temperature; norms are raised to 1e-12; GISTEmbedLoss drops what its guide finds nearer',
      source: 'sentence_transformer/losses/multiple_negatives_ranking.py and util/similarity.py at 6.2.0; run',
    },
    nt_xent: {
      function:
        "sentence_transformers.sentence_transformer.losses.MultipleNegativesRankingLoss(directions=('query_to_doc', 'query_to_query')), the mean of both views as queries",
      params: { temperature: 0.05, empty: 'nan' },
      differs: 'one call has the first view as queries only; norms are raised to 1e-12',
      source: 'sentence_transformer/losses/multiple_negatives_ranking.py at 6.2.0; run',
    },
    clip: {
      function:
        "sentence_transformers.sentence_transformer.losses.MultipleNegativesRankingLoss(directions=('query_to_doc', 'doc_to_query'), partition_mode='per_direction')",
      params: { logit_scale: 20, similarity: 'cosine', empty: 'nan' },
      differs:
        'norms are raised to 1e-12; ContrastiveTensionLossInBatchNegatives keeps the logarithm of the scale, in float32',
      source:
        'sentence_transformer/losses/multiple_negatives_ranking.py and sentence_transformer/losses/contrastive_tension.py at 6.2.0; run',
    },
    triplet_margin: {
      function: 'sentence_transformers.sentence_transformer.losses.TripletLoss',
      params: { margin: 5, distance: 'euclidean', swap: false, coordinate_eps: 0, empty: 'nan' },
      differs: 'there is a mean only, and no swap; the distance may be a cosine or a Manhattan distance, too',
      source: 'sentence_transformer/losses/triplet.py and util/similarity.py at 6.2.0; run',
    },
    triplet_batch_all: {
      function: 'sentence_transformers.sentence_transformer.losses.BatchAllTripletLoss',
      params: { margin: 5, distance: 'euclidean', denominator: 'active', empty: 'zero' },
      differs: 'distances are roots of |a|^2 - 2 a b + |b|^2; a loss counts as active from 1e-16 on',
      source:
        'sentence_transformer/losses/batch_all_triplet.py and sentence_transformer/losses/batch_hard_triplet.py at 6.2.0; run',
    },
    triplet_batch_hard: {
      function: 'sentence_transformers.sentence_transformer.losses.BatchHardTripletLoss',
      params: { margin: 5, distance: 'euclidean', denominator: 'count', empty: 'nan' },
      differs:
        'distances are roots of |a|^2 - 2 a b + |b|^2; an anchor without a positive has one at distance 0, and one without a negative costs the margin',
      source: 'sentence_transformer/losses/batch_hard_triplet.py at 6.2.0; run',
    },
    triplet_semi_hard: {
      function: 'sentence_transformers.sentence_transformer.losses.BatchSemiHardTripletLoss',
      params: { margin: 5, distance: 'euclidean', negatives: 'closest_or_farthest', empty: 'zero' },
      differs: 'distances are roots of |a|^2 - 2 a b + |b|^2; a batch of one class has a negative at distance 0',
      source: 'sentence_transformer/losses/batch_semi_hard_triplet.py at 6.2.0; run',
    },
    bce_with_logits: {
      function: 'sentence_transformers.cross_encoder.losses.BinaryCrossEntropyLoss',
      params: { denominator: 'count', empty: 'nan' },
      differs: 'labels are made float32; ContrastiveTensionLoss is the sum, of scalar products',
      source:
        'cross_encoder/losses/binary_cross_entropy.py and sentence_transformer/losses/contrastive_tension.py at 6.2.0; run',
    },
    cross_entropy: {
      function: 'sentence_transformers.cross_encoder.losses.CrossEntropyLoss',
      params: { ignore_index: -100, class_axis: 1, denominator: 'target_weight', empty: 'nan' },
      differs: 'it hands its options on to torch.nn.CrossEntropyLoss',
      source: 'cross_encoder/losses/cross_entropy.py at 6.2.0; run',
    },
    cross_entropy_probabilities: {
      function: 'sentence_transformers.cross_encoder.losses.CrossEntropyLoss of labels that are probabilities',
      params: { class_axis: 1, denominator: 'count', empty: 'nan' },
      differs: 'it hands its options on to torch.nn.CrossEntropyLoss',
      source: 'cross_encoder/losses/cross_entropy.py at 6.2.0; run',
    },
    bpr: {
      function:
        "sentence_transformers.cross_encoder.losses.RankNetLoss(reduction_log='natural') of two documents a query",
      params: { empty: 'throw' },
      differs:
        'by default the logarithm is to base 2; differences are cut off at 1e8, and scores made float32; ListMLELoss of two documents is the same loss',
      source: 'cross_encoder/losses/lambda_loss.py and cross_encoder/losses/plist_mle.py at 6.2.0; run',
    },
  },
};
