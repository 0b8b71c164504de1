"""Every loss function of torch.nn, each called with the operands, the parameters and the reduction of a case.

They are functions of the library; numeric parameters are plain numbers. What PyTorch does not have as a function is in
compositions.py.
"""

import torch
import torch.nn.functional as F

from lossproof_adapter import Unsupported

# ---- regression


def mae(given, params, reduction):
    return F.l1_loss(given["prediction"], given["target"], reduction=reduction, **weight_of(given))


def mse(given, params, reduction):
    return F.mse_loss(given["prediction"], given["target"], reduction=reduction, **weight_of(given))


def huber(given, params, reduction):
    return F.huber_loss(
        given["prediction"],
        given["target"],
        reduction=reduction,
        delta=params["delta"],
        **weight_of(given),
    )


def smooth_l1(given, params, reduction):
    return F.smooth_l1_loss(given["prediction"], given["target"], reduction=reduction, beta=params["beta"])


def poisson_nll(given, params, reduction):
    return F.poisson_nll_loss(
        given["log_rate"], given["target"], log_input=True, full=params["full"], reduction=reduction
    )


def poisson_nll_rate(given, params, reduction):
    return F.poisson_nll_loss(
        given["rate"],
        given["target"],
        log_input=False,
        full=params["full"],
        eps=params["eps"],
        reduction=reduction,
    )


def gaussian_nll(given, params, reduction):
    return F.gaussian_nll_loss(
        given["mean"],
        given["target"],
        given["variance"],
        full=params["full"],
        eps=params["eps"],
        reduction=reduction,
    )


def weight_of(given):
    return {"weight": given["weight"]} if "weight" in given else {}


# ---- classification


def bce(given, params, reduction):
    return F.binary_cross_entropy(
        given["probability"], given["target"], weight=given.get("weight"), reduction=reduction
    )


def bce_with_logits(given, params, reduction):
    return F.binary_cross_entropy_with_logits(
        given["logits"],
        given["target"],
        weight=given.get("weight"),
        reduction=reduction,
        pos_weight=given.get("pos_weight"),
    )


def cross_entropy(given, params, reduction):
    return F.cross_entropy(
        given["logits"],
        given["target"],
        weight=given.get("class_weight"),
        ignore_index=ignored(params),
        reduction=reduction,
        label_smoothing=params["label_smoothing"],
    )


def ignored(params):
    """torch always ignores some label: where none is to be, one that does not occur."""
    return -(2**62) if params["ignore_index"] is None else int(params["ignore_index"])


def nll(given, params, reduction):
    return F.nll_loss(
        given["log_probability"],
        given["target"],
        weight=given.get("class_weight"),
        ignore_index=ignored(params),
        reduction=reduction,
    )


def cross_entropy_probabilities(given, params, reduction):
    return F.cross_entropy(
        given["logits"],
        given["target"],
        weight=given.get("class_weight"),
        reduction=reduction,
        label_smoothing=params["label_smoothing"],
    )


def kl_div(given, params, reduction):
    return F.kl_div(given["log_probability"], given["target"], reduction=reduction)


def kl_div_log_target(given, params, reduction):
    return F.kl_div(given["log_probability"], given["log_target"], reduction=reduction, log_target=True)


def ctc(given, params, reduction):
    # The mean is over losses that are divided by their numbers of labels; sum and none are of plain losses.
    if params["per_label"] != (reduction == "mean"):
        raise Unsupported(f"ctc with per_label = {params['per_label']} and reduction {reduction}")
    return F.ctc_loss(
        given["log_probs"],
        given["targets"],
        given["input_lengths"],
        given["target_lengths"],
        blank=0,
        reduction=reduction,
        zero_infinity=params["zero_infinity"],
    )


def soft_margin(given, params, reduction):
    return F.soft_margin_loss(given["prediction"], given["target"], reduction=reduction)


def multi_margin(given, params, reduction):
    return F.multi_margin_loss(
        given["scores"],
        given["target"],
        p=2 if params["power"] == "squared" else 1,
        margin=params["margin"],
        weight=given.get("class_weight"),
        reduction=reduction,
    )


def multilabel_margin(given, params, reduction):
    # torch takes the right classes as a list of indices that -1 ends.
    scores, target = given["scores"], given["target"]
    labels = torch.full(target.shape, -1, dtype=torch.int64)
    for row, right in zip(labels, target):
        classes = right.nonzero().flatten()
        row[: len(classes)] = classes
    return F.multilabel_margin_loss(scores, labels, reduction=reduction)


def multilabel_soft_margin(given, params, reduction):
    return F.multilabel_soft_margin_loss(
        given["logits"], given["target"], weight=given.get("class_weight"), reduction=reduction
    )


# ---- ranking and metric learning


def margin_ranking(given, params, reduction):
    return F.margin_ranking_loss(
        given["first"], given["second"], given["target"], margin=params["margin"], reduction=reduction
    )


def hinge_embedding(given, params, reduction):
    return F.hinge_embedding_loss(given["distance"], given["target"], margin=params["margin"], reduction=reduction)


def cosine_embedding(given, params, reduction):
    return F.cosine_embedding_loss(
        given["first"], given["second"], given["target"], margin=params["margin"], reduction=reduction
    )


def cosine_distance(given, params, reduction):
    return F.cosine_similarity(given["first"], given["second"], dim=-1, eps=params["norm_floor"])


def triplet_margin(given, params, reduction):
    points = [given["anchor"], given["positive"], given["negative"]]
    rest = {"margin": params["margin"], "swap": params["swap"], "reduction": reduction}
    if params["distance"] == "squared":
        eps = params["coordinate_eps"]
        squared = lambda a, b: ((a - b + eps) ** 2).sum(-1)  # noqa: E731
        return F.triplet_margin_with_distance_loss(*points, distance_function=squared, **rest)
    return F.triplet_margin_loss(*points, eps=params["coordinate_eps"], **rest)


# ---- numerics


def softmax(given, params, reduction):
    return torch.softmax(given["logits"], dim=-1)


def log_softmax(given, params, reduction):
    return torch.log_softmax(given["logits"], dim=-1)


def log_sum_exp(given, params, reduction):
    return torch.logsumexp(given["logits"], dim=-1)


def clip_grad_norm(given, params, reduction):
    return clipped(given, lambda leaf: torch.nn.utils.clip_grad_norm_([leaf], params["max_norm"]))


def clip_grad_value(given, params, reduction):
    return clipped(given, lambda leaf: torch.nn.utils.clip_grad_value_([leaf], params["clip_value"]))


def clipped(given, clip):
    """What a clipping function, which works in place, leaves of the gradient."""
    leaf = torch.zeros_like(given["gradient"], requires_grad=True)
    leaf.grad = given["gradient"].clone()
    clip(leaf)
    return leaf.grad
