"""The loss functions of MLX, and what of its own functions and of its clipping is a loss here.

Each is called with the operands, the parameters and the reduction of a case.
"""

import mlx.core as mx
import mlx.nn.losses as nn
import mlx.optimizers as optimizers
from mlx.nn import log_softmax as log_softmax_of

from lossproof_adapter import Unsupported

# ---- regression


def mse(given, params, reduction):
    return nn.mse_loss(given["prediction"], given["target"], reduction=reduction)


def mae(given, params, reduction):
    return nn.l1_loss(given["prediction"], given["target"], reduction=reduction)


def huber(given, params, reduction):
    return nn.huber_loss(given["prediction"], given["target"], delta=params["delta"], reduction=reduction)


def smooth_l1(given, params, reduction):
    return nn.smooth_l1_loss(given["prediction"], given["target"], beta=params["beta"], reduction=reduction)


def log_cosh(given, params, reduction):
    return nn.log_cosh_loss(given["prediction"], given["target"], reduction=reduction)


def gaussian_nll(given, params, reduction):
    return nn.gaussian_nll_loss(
        given["mean"], given["target"], given["variance"], full=params["full"], eps=params["eps"], reduction=reduction
    )

# ---- classification


def bce(given, params, reduction):
    return nn.binary_cross_entropy(
        given["probability"], given["target"], given.get("weight"), with_logits=False, reduction=reduction
    )


def bce_with_logits(given, params, reduction):
    return nn.binary_cross_entropy(given["logits"], given["target"], given.get("weight"), reduction=reduction)


def cross_entropy(given, params, reduction):
    if params["label_smoothing"] == 1:
        raise Unsupported("label_smoothing 1")
    return nn.cross_entropy(
        given["logits"],
        given["target"],
        axis=int(params["class_axis"]),
        label_smoothing=params["label_smoothing"],
        reduction=reduction,
    )


def nll(given, params, reduction):
    return nn.nll_loss(given["log_probability"], given["target"], axis=int(params["class_axis"]), reduction=reduction)


def hinge(given, params, reduction):
    return nn.hinge_loss(given["prediction"], given["target"], reduction=reduction)


def kl_div_log_target(given, params, reduction):
    return nn.kl_div_loss(given["log_probability"], given["log_target"], axis=1, reduction=reduction)


# ---- metric learning


def margin_ranking(given, params, reduction):
    return nn.margin_ranking_loss(
        given["first"], given["second"], given["target"], margin=params["margin"], reduction=reduction
    )


def cosine_similarity(given, params, reduction):
    return nn.cosine_similarity_loss(given["first"], given["second"], eps=params["norm_floor"], reduction=reduction)


def triplet_margin(given, params, reduction):
    points = given["anchor"], given["positive"], given["negative"]
    return nn.triplet_loss(*points, margin=params["margin"], eps=0.0, reduction=reduction)

# ---- numerics


def softmax(given, params, reduction):
    return mx.softmax(given["logits"], axis=-1)


def log_sum_exp(given, params, reduction):
    return mx.logsumexp(given["logits"], axis=-1)


def log_softmax(given, params, reduction):
    return log_softmax_of(given["logits"], axis=-1)


def clip_grad_norm(given, params, reduction):
    clipped, _ = optimizers.clip_grad_norm(given["gradient"], params["max_norm"])
    return clipped
