"""Which losses the library has, with which operands and parameter values: one row a loss, tried on an example."""

import classes as margins
import losses
from bridge import supported

ANY = "any"
BATCH = {"embedding": [[1.0, 0.5], [0.5, 2.0], [-1.0, 0.25], [0.75, -1.0]], "label": [0, 0, 1, 1]}
PAIRS = {"first": [[1.0, 0.5], [-0.5, 2.0]], "second": [[0.5, 2.0], [1.0, 0.25]]}
SEARCH = {"query": PAIRS["first"], "key": PAIRS["second"]}
TRIPLETS = {**{"anchor": PAIRS["first"], "positive": PAIRS["second"]}, "negative": [[0.0, 1.5], [2.0, 0.5]]}
# Where there is nothing to compare the library answers 0.
EMPTY = {"empty": ["zero"]}


def rows():
    return {**searches(), **classes(), **batches(), **triplets(), **pairs()}


def searches():
    return {
        "nt_xent": dict(
            call=losses.nt_xent, example=PAIRS, params={**EMPTY, "temperature": ANY}, values={"temperature": 0.5}
        ),
        "info_nce": dict(
            call=losses.info_nce,
            example=SEARCH,
            params={**EMPTY, "temperature": ANY, "similarity": ANY},
            values={"temperature": 0.07, "similarity": "cosine"},
        ),
        "info_nce@NPairsLoss": dict(
            call=losses.n_pairs,
            example=SEARCH,
            params={**EMPTY, "temperature": [1], "similarity": ANY},
            values={"temperature": 1.0, "similarity": "cosine"},
        ),
    }


def classes():
    # From the cosines on: the library has them from embeddings and weights of its own.
    from_cosines = {"example": {"cosine": [[0.5, -0.25], [-0.5, 0.75]], "target": [0, 1]}, "origin": "composed"}
    values = {"scale": 64.0, "half_margin_tangent": 0.25, "cosine_margin": 0.25}
    return {
        "angular_margin": dict(
            call=margins.arc_face,
            params={"scale": ANY, "half_margin_tangent": ANY, "cosine_margin": [0], "fallback": ["sine"]},
            values=values,
            **from_cosines,
        ),
        "angular_margin@CosFaceLoss": dict(
            call=margins.cos_face,
            params={"scale": ANY, "half_margin_tangent": [0], "cosine_margin": ANY, "fallback": ANY},
            values=values,
            **from_cosines,
        ),
    }


def batches():
    contrastive = {
        "params": {**EMPTY, "temperature": ANY, "denominator": ANY},
        "values": {"temperature": 0.07, "denominator": "valid"},
    }
    return {
        "supervised_contrastive": dict(call=losses.supervised_contrastive, example=BATCH, **contrastive),
        # PerAnchorReducer needs a reducer that reduces.
        "supervised_contrastive@NTXentLoss": dict(
            call=losses.supervised_contrastive_of_pairs, example=BATCH, reductions=["sum", "mean"], **contrastive
        ),
        "circle": dict(
            call=losses.circle,
            example=BATCH,
            params={**EMPTY, "margin": ANY, "gamma": ANY, "denominator": ANY},
            values={"margin": 0.25, "gamma": 80.0, "denominator": "valid"},
        ),
        "multi_similarity": dict(
            call=losses.multi_similarity,
            example=BATCH,
            params={**EMPTY, "positive_scale": ANY, "negative_scale": ANY, "base": ANY},
            values={"positive_scale": 2.0, "negative_scale": 50.0, "base": 0.5},
        ),
    }


def triplets():
    params = {**EMPTY, "margin": ANY, "distance": ANY}
    values = {"margin": 1.0, "distance": "euclidean"}
    over = {**values, "denominator": "valid"}
    swap = {"params": {**params, "swap": ANY}, "values": {**values, "swap": False}}
    # The library has the losses of triplets: their sums for each anchor are not its own.
    reduced = ["sum", "mean"]
    return {
        "triplet_margin": dict(call=losses.triplet_margin, example=TRIPLETS, **swap),
        "triplet_margin@ref_emb": dict(call=losses.triplet_margin_of_reference, example=TRIPLETS, **swap),
        "triplet_batch_all": dict(
            call=losses.triplet_batch_all,
            example=BATCH,
            params={**params, "denominator": ANY},
            values=over,
            reductions=reduced,
        ),
        # A miner, and the loss of what it finds.
        "triplet_batch_hard": dict(
            call=losses.triplet_batch_hard,
            example=BATCH,
            params={**params, "denominator": ["valid", "active"]},
            values=over,
            origin="composed",
        ),
        "triplet_semi_hard": dict(
            call=losses.triplet_semi_hard,
            example=BATCH,
            params=params,
            values=values,
            reductions=reduced,
            origin="composed",
        ),
    }


def pairs():
    return {
        # The mean is that of the positive pairs and that of the negative ones, added.
        "cosine_embedding": dict(
            call=losses.cosine_embedding,
            example={**PAIRS, "target": [1, -1]},
            params={"margin": ANY},
            values={"margin": 0.0},
            reductions=["none", "sum"],
        ),
    }


def declared():
    return {name: supported(**row) for name, row in rows().items()}
