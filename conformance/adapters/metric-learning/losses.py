"""The losses of PyTorch Metric Learning, called with the operands, the parameters and the reduction of a case.

A reduction is a reducer of the library: SumReducer, the one that is named for a mean, and DoNothingReducer, which gives
the losses with the indices of what they are of. A loss that finds nothing to compare says 0 in their place.
"""

import torch
from pytorch_metric_learning import distances, losses, miners, reducers

from lossproof_adapter import Unsupported

# The library compares all points of a batch with all others: beyond this the matrices fill the memory.
LARGEST_BATCH = 4096

# ---- views, queries and keys


def nt_xent(given, params, reduction):
    loss = losses.NTXentLoss(temperature=params["temperature"], reducer=reducer(reduction))
    told = losses.SelfSupervisedLoss(loss)(given["first"], given["second"])
    return of_each(told, 2 * len(given["first"])) if reduction == "none" else told


def info_nce(given, params, reduction):
    loss = losses.NTXentLoss(temperature=params["temperature"], distance=similarity(params), reducer=reducer(reduction))
    told = losses.SelfSupervisedLoss(loss, symmetric=False)(given["query"], given["key"])
    return of_each(told, len(given["query"])) if reduction == "none" else told


def n_pairs(given, params, reduction):
    query, key = given["query"], given["key"]
    loss = losses.NPairsLoss(distance=similarity(params), reducer=reducer(reduction))
    told = loss(torch.cat([query, key]), torch.arange(len(query)).repeat(2))
    return of_each(told, len(query)) if reduction == "none" else told


def similarity(params):
    cosine = params["similarity"] == "cosine"
    return distances.CosineSimilarity() if cosine else distances.DotProductSimilarity(normalize_embeddings=False)


# ---- labelled batches


def supervised_contrastive(given, params, reduction):
    loss = losses.SupConLoss(params["temperature"], reducer=reducer(reduction, mean_of_anchors(params)))
    return of_batch(given, loss, reduction)


def supervised_contrastive_of_pairs(given, params, reduction):
    per_anchor = reducers.PerAnchorReducer(reducer=reducer(reduction, mean_of_anchors(params)))
    return of_batch(given, losses.NTXentLoss(params["temperature"], reducer=per_anchor), reduction)


def circle(given, params, reduction):
    loss = losses.CircleLoss(
        m=params["margin"], gamma=params["gamma"], reducer=reducer(reduction, mean_of_anchors(params))
    )
    return of_batch(given, loss, reduction)


def multi_similarity(given, params, reduction):
    loss = losses.MultiSimilarityLoss(
        alpha=params["positive_scale"],
        beta=params["negative_scale"],
        base=params["base"],
        reducer=reducer(reduction),
    )
    return of_batch(given, loss, reduction)


def mean_of_anchors(params):
    """An anchor without a pair costs 0: those above 0 are the others."""
    return {"valid": reducers.AvgNonZeroReducer, "count": reducers.MeanReducer}[params["denominator"]]


def of_batch(given, loss, reduction):
    told = loss(given["embedding"], given["label"])
    return of_each(told, len(given["label"])) if reduction == "none" else told


# ---- triplets


def triplet_batch_all(given, params, reduction):
    return triplet(params, reduction)(given["embedding"], given["label"])


def triplet_batch_hard(given, params, reduction):
    mined = miners.BatchHardMiner(distance=euclidean(params))(given["embedding"], given["label"])
    told = triplet(params, reduction)(given["embedding"], given["label"], mined)
    return of_each(told, len(given["label"])) if reduction == "none" else told


def triplet_semi_hard(given, params, reduction):
    miner = miners.TripletMarginMiner(margin=params["margin"], type_of_triplets="semihard", distance=euclidean(params))
    mined = miner(given["embedding"], given["label"])
    return triplet({**params, "denominator": "active"}, reduction)(given["embedding"], given["label"], mined)


def triplet_margin(given, params, reduction):
    """Triplets of one batch: all anchors, then all positives, then all negatives."""
    rows = places(given, 3)
    loss = triplet({**params, "denominator": "valid"}, reduction, swap=params["swap"])
    told = loss(torch.cat([given["anchor"], given["positive"], given["negative"]]), indices_tuple=tuple(rows))
    return of_each(told, len(given["anchor"])) if reduction == "none" else told


def triplet_margin_of_reference(given, params, reduction):
    """Triplets of two batches: anchors of the one, positives and negatives of the other."""
    rows = places(given, 2)
    loss = triplet({**params, "denominator": "valid"}, reduction, swap=params["swap"])
    told = loss(
        given["anchor"],
        indices_tuple=(rows[0], rows[0], rows[1]),
        ref_emb=torch.cat([given["positive"], given["negative"]]),
    )
    return of_each(told, len(given["anchor"])) if reduction == "none" else told


def places(given, kinds):
    """Where the points of each triplet are in a batch of so many kinds of points, one kind after the other."""
    count = kinds * len(given["anchor"])
    if count > LARGEST_BATCH:
        raise Unsupported(f"the distances of {count} points")
    return torch.arange(count).reshape(kinds, -1)


def triplet(params, reduction, **options):
    mean = {"valid": reducers.MeanReducer, "active": reducers.AvgNonZeroReducer}[params["denominator"]]
    return losses.TripletMarginLoss(
        margin=params["margin"], distance=euclidean(params), reducer=reducer(reduction, mean), **options
    )


def euclidean(params):
    power = 2 if params["distance"] == "squared" else 1
    return distances.LpDistance(normalize_embeddings=False, p=2, power=power)


# ---- pairs


def cosine_embedding(given, params, reduction):
    loss = losses.ContrastiveLoss(
        pos_margin=1, neg_margin=params["margin"], distance=distances.CosineSimilarity(), reducer=reducer(reduction)
    )
    alike, others = (torch.where(given["target"] == label)[0] for label in [1, -1])
    told = loss(given["first"], indices_tuple=(alike, alike, others, others), ref_emb=given["second"])
    if reduction != "none":
        return told
    count = len(given["target"])
    return of_each(told, count, "pos_loss") + of_each(told, count, "neg_loss")


# ---- reductions


def reducer(reduction, mean=reducers.MeanReducer):
    return {"none": reducers.DoNothingReducer, "sum": reducers.SumReducer, "mean": mean}[reduction]()


def of_each(told, count, name="loss"):
    """The losses of `count` items that DoNothingReducer passed on, each in the place of its first index."""
    found, indices = told[name]["losses"], told[name]["indices"]
    if not torch.is_tensor(found):
        return torch.full((count,), float(found))
    first = indices if torch.is_tensor(indices) else indices[0]
    # Some have an axis of extent 1.
    return torch.zeros(count, dtype=found.dtype).index_copy(0, first, found.reshape(-1))
