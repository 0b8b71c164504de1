"""The losses of fvcore.nn, called with the operands, the parameters and the reduction of a case."""

from fvcore import nn

from images import hard


def binary_focal(given, params, reduction):
    return focal(nn.sigmoid_focal_loss, given, params, reduction)


def binary_focal_jit(given, params, reduction):
    return focal(nn.sigmoid_focal_loss_jit, given, params, reduction)


def focal(call, given, params, reduction):
    return call(
        given["logits"],
        given["target"],
        alpha=float(params["alpha"]) if params["balanced"] else -1.0,
        gamma=float(params["gamma"]),
        reduction=reduction,
    )


def binary_focal_star(given, params, reduction):
    """FL* at its gamma of 1 is cross-entropy, which the focal loss is at 0."""
    return star(nn.sigmoid_focal_loss_star, given, params["alpha"] if params["balanced"] else -1, reduction)


def bce_star(given, params, reduction):
    return star(nn.sigmoid_focal_loss_star, given, -1, reduction)


def bce_star_jit(given, params, reduction):
    return star(nn.sigmoid_focal_loss_star_jit, given, -1, reduction)


def bce_star_gamma_2(given, params, reduction):
    """At gamma 2 it is half the cross-entropy of twice the logit."""
    halved = {**given, "logits": given["logits"] / 2}
    return 2 * star(nn.sigmoid_focal_loss_star, halved, -1, reduction, gamma=2.0)


def star(call, given, alpha, reduction, gamma=1.0):
    target = hard(given["target"], "sigmoid_focal_loss_star")
    return call(given["logits"], target, alpha=float(alpha), gamma=gamma, reduction=reduction)


def smooth_l1(given, params, reduction):
    return nn.smooth_l1_loss(given["prediction"], given["target"], beta=params["beta"], reduction=reduction)


def giou(given, params, reduction):
    return nn.giou_loss(given["prediction"], given["target"], reduction=reduction, eps=params["eps"])
