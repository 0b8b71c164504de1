"""The losses of paddle.nn.functional that compare scores or vectors, called with the operands of a case."""

import paddle
import paddle.nn.functional as F

from bridge import of_rows


@of_rows
def margin_ranking(given, params, reduction):
    return F.margin_ranking_loss(
        given["first"], given["second"], given["target"], margin=params["margin"], reduction=reduction
    )


@of_rows
def hinge_embedding(given, params, reduction):
    return F.hinge_embedding_loss(given["distance"], given["target"], margin=params["margin"], reduction=reduction)


def cosine_embedding(given, params, reduction):
    return F.cosine_embedding_loss(
        given["first"], given["second"], given["target"], margin=params["margin"], reduction=reduction
    )


def cosine_distance(given, params, reduction):
    return F.cosine_similarity(given["first"], given["second"], axis=-1, eps=params["norm_floor"])


def triplet_margin(given, params, reduction):
    return F.triplet_margin_loss(
        *points(given),
        margin=params["margin"],
        epsilon=params["coordinate_eps"],
        swap=params["swap"],
        reduction=reduction,
    )


def triplet_margin_with_distance(given, params, reduction):
    squared = params["distance"] == "squared"
    eps = params["coordinate_eps"]
    return F.triplet_margin_with_distance_loss(
        *points(given),
        distance_function=(lambda a, b: ((a - b + eps) ** 2).sum(axis=-1)) if squared else None,
        margin=params["margin"],
        swap=params["swap"],
        reduction=reduction,
    )


def points(given):
    return given["anchor"], given["positive"], given["negative"]


def info_nce(given, params, reduction):
    """Each pair has a label of its own, and nothing is added for long vectors."""
    labels = paddle.arange(given["query"].shape[0])
    return F.npair_loss(given["query"], given["key"], labels, l2_reg=0.0)
