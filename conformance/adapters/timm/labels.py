"""The losses of timm of labels that are right or wrong each for itself, and its clipping of gradients.

They take a table of (batch, classes). Elements become the classes of one row, where a weight is that of a class, or a
batch of rows of one class.
"""

import torch
from timm import loss, utils

from images import hard

# ---- binary cross-entropy


def bce_with_logits(given, params, reduction):
    logits, target = given["logits"], given["target"]
    if "weight" not in given:
        shape = logits.shape or (1,)
        call = loss.BinaryCrossEntropy(pos_weight=given.get("pos_weight"), reduction=reduction)
        return shaped(call(logits.reshape(shape), target.reshape(shape)), logits, reduction)
    call = loss.BinaryCrossEntropy(**class_weights(given), reduction=reduction)
    return of_one_row(call, given, reduction)


def bce_sum_classes(given, params, reduction):
    """The sum over the classes, averaged over a batch of one."""
    return of_one_row(loss.BinaryCrossEntropy(**class_weights(given), sum_classes=True), given, reduction)


def bce_target_threshold(given, params, reduction):
    """A threshold leaves hard labels as they are."""
    target = hard(given["target"], "BinaryCrossEntropy(target_threshold=0.5)")
    call = loss.BinaryCrossEntropy(target_threshold=0.5, reduction=reduction)
    return of_one_row(call, {**given, "target": target}, reduction)


def bce_asymmetric(given, params, reduction):
    return of_one_row(asymmetric(0, reduction, **class_weights(given)), given, reduction)


def bce_distribution_balanced(given, params, reduction):
    return of_one_class(distribution_balanced(0, reduction), given, reduction)


def bce_zlpr(given, params, reduction):
    """Of one class it is binary cross-entropy; it makes labels hard."""
    return of_one_class(loss.ZlprLoss(), {**given, "target": hard(given["target"], "ZlprLoss")}, reduction)


# ---- binary focal loss


def focal_asymmetric(given, params, reduction):
    return of_one_row(asymmetric(params["gamma"], reduction, **class_weights(given)), given, reduction)


def focal_asymmetric_batchmean(given, params, reduction):
    return of_one_class(asymmetric(params["gamma"], "batchmean"), given, reduction)


def focal_poly(given, params, reduction):
    alpha = params["alpha"] if params["balanced"] else None
    call = loss.PolyBinaryCrossEntropy(epsilon=0.0, gamma=params["gamma"], alpha=alpha, reduction=reduction)
    return of_one_row(call, given, reduction)


def focal_distribution_balanced(given, params, reduction):
    """The two sides of a soft label have a focus each."""
    target = hard(given["target"], "DistributionBalancedLoss")
    return of_one_class(distribution_balanced(params["gamma"], reduction), {**given, "target": target}, reduction)


# ---- asymmetric loss


def asymmetric_loss(given, params, reduction):
    return of_one_row(with_margin(params, reduction, **class_weights(given)), given, reduction)


def asymmetric_loss_batchmean(given, params, reduction):
    return of_one_class(with_margin(params, "batchmean"), given, reduction)


def with_margin(params, reduction, **weights):
    return loss.AsymmetricLossMultiLabel(
        gamma_neg=params["gamma_neg"],
        gamma_pos=params["gamma_pos"],
        clip=params["margin"],
        disable_torch_grad_focal_loss=params["focus_held"],
        reduction=reduction,
        **weights,
    )


# ---- what several have in common


def asymmetric(gamma, reduction, **weights):
    """With the same focus on both sides, and without its margin."""
    return loss.AsymmetricLossMultiLabel(gamma_neg=gamma, gamma_pos=gamma, clip=None, reduction=reduction, **weights)


def distribution_balanced(gamma, reduction):
    """Every class as frequent as the others: the weights, 1/2 + sigmoid(0), are 1, and logits stay where they are."""
    return loss.DistributionBalancedLoss(
        class_counts=[1.0],
        num_samples=2,
        map_alpha=0.5,
        map_beta=0.0,
        neg_scale=1.0,
        init_bias=0.0,
        focal_gamma=gamma,
        focal_balance=1.0,
        reduction=reduction,
    )


def of_one_row(call, given, reduction):
    logits, target = (given[name].reshape(1, -1) for name in ["logits", "target"])
    return shaped(call(logits, target), given["logits"], reduction)


def of_one_class(call, given, reduction):
    logits, target = (given[name].reshape(-1, 1) for name in ["logits", "target"])
    return shaped(call(logits, target), given["logits"], reduction)


def class_weights(given):
    """The weights of elements, and of positive ones, as those of the classes of one row."""
    weights = {name: given[name] for name in ["weight", "pos_weight"] if name in given}
    shape = given["logits"].shape
    return {name: weight.expand(shape).reshape(-1) for name, weight in weights.items()}


def shaped(value, like, reduction):
    return value.reshape(like.shape) if reduction == "none" else value


# ---- the others


def bpr(given, params, reduction):
    """Each pair is a sample of two classes, of which the first is right."""
    pairs = torch.stack([given["positive"].flatten(), given["negative"].flatten()], dim=-1)
    return loss.TwoWayLoss()(pairs, torch.tensor([1.0, 0.0]).expand(pairs.shape))


def clip_grad_norm(given, params, reduction):
    return clipped(given, lambda leaf: utils.dispatch_clip_grad([leaf], params["max_norm"], mode="norm"))


def clip_grad_value(given, params, reduction):
    return clipped(given, lambda leaf: utils.dispatch_clip_grad([leaf], params["clip_value"], mode="value"))


def clip_grad_norm_adaptive(given, params, reduction):
    return clipped(given, lambda leaf: utils.adaptive_clip_grad([leaf], clip_factor=params["max_norm"]))


def clipped(given, clip):
    """What a clipping function, which works in place, leaves of the gradient of a parameter of norm 1."""
    parameter = torch.zeros_like(given["gradient"])
    parameter[:1] = 1
    parameter.requires_grad_().grad = given["gradient"].clone()
    clip(parameter)
    return parameter.grad
