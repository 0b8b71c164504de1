"""Functions of Paddle that are no losses: softmax and its kin, and gradient clipping."""

import paddle
import paddle.nn.functional as F


def softmax(given, params, reduction):
    return F.softmax(given["logits"], axis=-1)


def log_softmax(given, params, reduction):
    return F.log_softmax(given["logits"], axis=-1)


def log_sum_exp(given, params, reduction):
    return paddle.logsumexp(given["logits"], axis=-1)


def clip_grad_norm(given, params, reduction):
    return in_place(given, lambda leaf: paddle.nn.utils.clip_grad_norm_(leaf, params["max_norm"]))


def clip_grad_value(given, params, reduction):
    return in_place(given, lambda leaf: paddle.nn.utils.clip_grad_value_(leaf, params["clip_value"]))


def in_place(given, clip):
    """What a function that clips in place leaves of the gradient."""
    leaf = paddle.zeros_like(given["gradient"])
    leaf.stop_gradient = False
    leaf.grad = given["gradient"].clone()
    clip(leaf)
    return leaf.grad


def by_norm(given, params, reduction):
    return of_optimiser(given, paddle.nn.ClipGradByNorm(params["max_norm"]))


def by_global_norm(given, params, reduction):
    return of_optimiser(given, paddle.nn.ClipGradByGlobalNorm(params["max_norm"]))


def by_value(given, params, reduction):
    return of_optimiser(given, paddle.nn.ClipGradByValue(params["clip_value"]))


def of_optimiser(given, clip):
    """What an optimiser makes of the gradient of a parameter."""
    parameter = paddle.base.framework.EagerParamBase.from_tensor(paddle.zeros_like(given["gradient"]))
    ((_, clipped),) = clip([(parameter, given["gradient"])])
    return clipped
