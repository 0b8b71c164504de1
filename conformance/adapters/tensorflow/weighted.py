"""The losses of tf.compat.v1.losses, called with the operands, the parameters and the reduction of a case.

A mean without weights is the default, SUM_BY_NONZERO_WEIGHTS; with weights it is MEAN, which divides by their sum, or
SUM_OVER_BATCH_SIZE, which divides by the number of losses.
"""

import tensorflow as tf

from functions import distributions

losses = tf.compat.v1.losses
MEANS = {"weight": losses.Reduction.MEAN, "count": losses.Reduction.SUM_OVER_BATCH_SIZE}


def options(given, params, reduction):
    weight = given.get("weight")
    weights = {} if weight is None else {"weights": weight}
    if reduction == "mean":
        return weights if weight is None else {**weights, "reduction": MEANS[params["denominator"]]}
    return {**weights, "reduction": losses.Reduction.SUM if reduction == "sum" else losses.Reduction.NONE}


def absolute_difference(given, params, reduction, wanted):
    return losses.absolute_difference(given["target"], given["prediction"], **options(given, params, reduction))


def mean_squared_error(given, params, reduction, wanted):
    return losses.mean_squared_error(given["target"], given["prediction"], **options(given, params, reduction))


def huber(given, params, reduction, wanted):
    return losses.huber_loss(
        given["target"], given["prediction"], delta=params["delta"], **options(given, params, reduction)
    )


def log_loss(given, params, reduction, wanted):
    return losses.log_loss(
        given["target"], given["probability"], epsilon=params["eps"], **options(given, params, reduction)
    )


def hinge(given, params, reduction, wanted):
    """Its labels are 0 and 1."""
    return losses.hinge_loss((given["target"] + 1) / 2, given["prediction"], **options(given, params, reduction))


def sigmoid_cross_entropy(given, params, reduction, wanted):
    return losses.sigmoid_cross_entropy(given["target"], given["logits"], **options(given, params, reduction))


def softmax_cross_entropy(given, params, reduction, wanted):
    distributions(given["target"], -1, wanted)
    return losses.softmax_cross_entropy(
        given["target"],
        given["logits"],
        label_smoothing=params["label_smoothing"],
        **options(given, params, reduction),
    )


def one_hot_softmax_cross_entropy(given, params, reduction, wanted):
    logits = given["logits"]
    one_hot = tf.one_hot(given["target"], logits.shape[-1], dtype=logits.dtype)
    return softmax_cross_entropy({"target": one_hot, "logits": logits}, params, reduction, wanted)


def sparse_softmax_cross_entropy(given, params, reduction, wanted):
    return losses.sparse_softmax_cross_entropy(given["target"], given["logits"], **options(given, params, reduction))


def cosine_distance(given, params, reduction, wanted):
    """It takes vectors of length 1: they are normalised by tf.nn.l2_normalize, whose epsilon is under the square."""
    epsilon = params["norm_floor"] ** 2
    units = [tf.nn.l2_normalize(given[each], axis=-1, epsilon=epsilon) for each in ["second", "first"]]
    value = losses.cosine_distance(*units, axis=-1, **options(given, params, reduction))
    return tf.squeeze(value, -1) if reduction == "none" else value


def compute_weighted_loss(given, params, reduction, wanted):
    value = {"weights": given["weight"]} if "weight" in given else {}
    by = losses.Reduction.SUM if reduction == "sum" else losses.Reduction.NONE
    return losses.compute_weighted_loss(given["loss"], reduction=by, **value)
