"""Which losses the library has, with which operands and parameter values: one row a loss, tried on an example."""

import losses
import rankers
from bridge import supported

ANY = "any"
BATCH = {"embedding": [[1.0, 0.5], [0.5, 2.0], [-1.0, 0.25], [0.75, -1.0]], "label": [0, 0, 1, 1]}
PAIRS = {"first": [[1.0, 0.5], [-0.5, 2.0]], "second": [[0.5, 2.0], [1.0, 0.25]]}
SEARCH = {"query": PAIRS["first"], "key": PAIRS["second"]}
IMAGES = {"image": PAIRS["first"], "text": PAIRS["second"]}
NUMBERS = {"prediction": [0.5, -2.0], "target": [0.25, 1.0]}
CHOICES = {"positive": [0.5, -2.0], "negative": [0.25, 1.0]}
LOGITS = {"logits": [[0.5, -2.0]], "target": [[0.0, 1.0]]}
MEAN = {"reductions": ["mean"]}
# What these make of float64 is float32: of labels, of scores or of the scale.
SINGLE = [
    "info_nce@MultiVectorMultipleNegativesRankingLoss",
    "clip@ContrastiveTensionLossInBatchNegatives",
    "mse@CrossEncoder",
    "bce_with_logits",
    "bpr",
    "bpr@ListMLELoss",
]


def rows():
    return {**pairs(), **searches(), **triplets(), **scores()}


def pairs():
    floor = {"example": PAIRS, "reductions": ["none"]}
    return {
        "mse": dict(call=losses.mse, example=NUMBERS, **MEAN),
        "cosine_distance": dict(
            call=losses.cosine_distance,
            example=PAIRS,
            params={"form": ["distance"], "norm_floor": [1e-8]},
            **MEAN,
        ),
        "cosine_distance@TripletDistanceMetric": dict(
            call=losses.distance_of_triplets, params={"form": ["distance"], "norm_floor": [1e-12]}, **floor
        ),
        "cosine_distance@pairwise_cos_sim": dict(
            call=losses.pairwise_cos_sim, params={"form": ["similarity"], "norm_floor": [1e-12]}, **floor
        ),
        "contrastive": dict(
            call=losses.contrastive,
            example={**PAIRS, "target": [1, 0]},
            params={"margin": ANY, "half": [True], "coordinate_eps": [1e-6]},
            values={"margin": 0.5},
            reductions=["sum", "mean"],
        ),
    }


def searches():
    found = {
        "example": SEARCH,
        "params": {"temperature": ANY, "similarity": ANY},
        "values": {"temperature": 0.05, "similarity": "cosine"},
        **MEAN,
    }
    shown = {
        "example": IMAGES,
        "params": {"logit_scale": ANY, "similarity": ANY},
        "values": {"logit_scale": 20.0, "similarity": "cosine"},
        **MEAN,
    }
    return {
        "info_nce": dict(call=losses.info_nce, **found),
        "info_nce@CachedMultipleNegativesRankingLoss": dict(
            call=losses.info_nce_cached, **{**found, "params": {**found["params"], "empty": ["zero"]}}
        ),
        "info_nce@GISTEmbedLoss": dict(
            call=losses.info_nce_guided,
            **{**found, "params": {"temperature": ANY, "similarity": ["cosine"]}},
        ),
        "info_nce@MultiVectorMultipleNegativesRankingLoss": dict(
            call=losses.info_nce_of_tokens,
            **{**found, "params": {"temperature": ANY, "similarity": ["dot"], "empty": ["throw"]}},
        ),
        # The mean of two calls.
        "nt_xent": dict(
            call=losses.nt_xent,
            example=PAIRS,
            params={"temperature": ANY},
            values={"temperature": 0.05},
            origin="composed",
            **MEAN,
        ),
        "clip": dict(call=losses.clip, **shown),
        "clip@ContrastiveTensionLossInBatchNegatives": dict(call=losses.clip_of_two_models, **shown),
    }


def triplets():
    batch = {
        "example": BATCH,
        "params": {"margin": ANY, "distance": ANY, "empty": ["zero"]},
        "values": {"margin": 5.0, "distance": "euclidean"},
        **MEAN,
    }
    return {
        "triplet_margin": dict(
            call=losses.triplet_margin,
            example={"anchor": PAIRS["first"], "positive": PAIRS["second"], "negative": [[0.0, 1.5], [2.0, 0.5]]},
            params={"margin": ANY, "distance": ["euclidean"]},
            values={"margin": 5.0},
            **MEAN,
        ),
        "triplet_batch_all": dict(
            call=losses.triplet_batch_all,
            **{**batch, "params": {**batch["params"], "denominator": ["active"]}},
        ),
        "triplet_batch_hard": dict(
            call=losses.triplet_batch_hard,
            **{**batch, "params": {"margin": ANY, "distance": ANY, "denominator": ["count"]}},
        ),
        "triplet_semi_hard": dict(
            call=losses.triplet_semi_hard,
            **{**batch, "params": {**batch["params"], "negatives": ["closest_or_farthest"]}},
        ),
    }


def scores():
    smoothing = {"label_smoothing": ANY}
    classes = {"logits": [[0.5, -2.0, 1.0]], "class_weight": [1.0, 2.0, 3.0]}
    return {
        "mse@CrossEncoder": dict(call=rankers.mse, example=NUMBERS, labels=["target"]),
        "bce_with_logits": dict(
            call=rankers.bce_with_logits,
            example={**LOGITS, "weight": [[1.0, 2.0]], "pos_weight": [1.0, 3.0]},
            params={"denominator": ["count"]},
            optional=["weight", "pos_weight"],
        ),
        "bce_with_logits@ContrastiveTensionLoss": dict(
            call=losses.bce_with_logits, example=LOGITS, params={"denominator": ["count"]}, reductions=["sum"]
        ),
        "cross_entropy": dict(
            call=rankers.cross_entropy,
            example={**classes, "target": [1]},
            params={**smoothing, "ignore_index": ANY, "denominator": ["target_weight"]},
            values={"ignore_index": None, "label_smoothing": 0.25},
            optional=["class_weight"],
        ),
        "cross_entropy_probabilities": dict(
            call=rankers.cross_entropy_probabilities,
            example={**classes, "target": [[0.25, 0.25, 0.5]]},
            params={**smoothing, "denominator": ["count"]},
            values={"label_smoothing": 0.25},
            optional=["class_weight"],
        ),
        "bpr": dict(call=rankers.rank_net, example=CHOICES, params={"empty": ["throw"]}, **MEAN),
        "bpr@ListMLELoss": dict(call=rankers.list_mle, example=CHOICES, params={"empty": ["throw"]}, **MEAN),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name in SINGLE:
        table[name].dtypes = [dtype for dtype in table[name].dtypes if dtype != "f64"]
    return table
