"""The losses of pytorch-toolbelt, called with the operands, the parameters and the reduction of a case.

A ratio of its losses is of one channel over all images of a batch. Mode binary has one channel, which is the batch of
a case; in mode multilabel the items of a case become the channels of one image, over which the class takes the mean.
"""

import torch
from pytorch_toolbelt import losses

from images import hard
from lossproof_adapter import Rejected, Unsupported

# ---- overlap of masks


def dice(given, params, reduction):
    return overlap(losses.DiceLoss, given, params)


def soft_jaccard(given, params, reduction):
    return overlap(losses.JaccardLoss, given, params)


def overlap(loss, given, params):
    """eps, which the denominator is raised to, is 0: the spec has no such floor."""
    probability, target = given["probability"], given["target"]
    whole = params["over"] == "batch"
    if not whole and not len(probability):
        raise Unsupported("an image without channels")
    shape = (1, 1 if whole else probability.shape[0], -1)
    mode = losses.BINARY_MODE if whole else losses.MULTILABEL_MODE
    call = loss(mode, from_logits=False, smooth=params["smooth"], eps=0.0)
    return call(probability.reshape(shape), target.reshape(shape))


def dice_soft_micro_f1(given, params, reduction):
    """A column is an item, or the whole batch."""
    whole = params["over"] == "batch"
    items = 1 if whole else len(given["probability"])
    if not items:
        raise Unsupported("a table without columns")
    probability, target = (given[name].reshape(items, -1).T for name in ["probability", "target"])
    return losses.soft_micro_f1(probability, target, eps=params["denominator_eps"])


def multiclass_dice(given, params, reduction):
    call = losses.DiceLoss(losses.MULTICLASS_MODE, smooth=params["smooth"], eps=0.0)
    return call(given["logits"], given["target"])


def lovasz_hinge(given, params, reduction):
    """An image a row. Of no images the class gives the number 0, and no tensor."""
    logits = given["logits"]
    return torch.as_tensor(losses.BinaryLovaszLoss(per_image=True)(logits, given["target"]), dtype=logits.dtype)


# ---- the others


def binary_focal(given, params, reduction):
    """Elements become the classes of one row, which have weights."""
    call = losses.BinaryFocalLoss(
        alpha=params["alpha"] if params["balanced"] else None,
        gamma=params["gamma"],
        reduction=reduction,
        class_weights=given["weight"].flatten() if "weight" in given else None,
    )
    logits, target = (given[name].reshape(1, -1) for name in ["logits", "target"])
    return shaped(call(logits, target), given["logits"], reduction)


def binary_focal_quality(given, params, reduction):
    """Its focus is the distance of probability and label, which of hard labels is 1 - p_t."""
    target = hard(given["target"], "QualityFocalLoss")
    return losses.QualityFocalLoss(beta=params["gamma"], reduction=reduction)(given["logits"], target)


def bce_with_logits(given, params, reduction):
    call = losses.SoftBCEWithLogitsLoss(
        weight=given.get("weight"), pos_weight=given.get("pos_weight"), reduction=reduction
    )
    return call(given["logits"], given["target"])


def bce_balanced(given, params, reduction):
    """With the power 0 both weights are 1."""
    target = hard(given["target"], "BalancedBCEWithLogitsLoss")
    return losses.BalancedBCEWithLogitsLoss(gamma=0.0, reduction=reduction)(given["logits"], target)


def cross_entropy(given, params, reduction):
    ignored = params["ignore_index"]
    call = losses.SoftCrossEntropyLoss(
        reduction=reduction,
        smooth_factor=params["label_smoothing"],
        ignore_index=None if ignored is None else int(ignored),
        dim=int(params["class_axis"]),
    )
    return shaped(call(given["logits"], given["target"]), given["target"], reduction)


def cross_entropy_bi_tempered(given, params, reduction):
    """Both temperatures are 1; rows become a table."""
    logits, target = given["logits"], given["target"]
    call = losses.BiTemperedLogisticLoss(t1=1.0, t2=1.0, reduction=reduction)
    value = call(logits.reshape(target.numel(), logits.shape[-1]), target.flatten())
    return shaped(value, target, reduction)


def log_cosh(given, params, reduction):
    return losses.LogCoshLoss()(given["prediction"], given["target"])


def wing(given, params, reduction):
    call = losses.WingLoss(width=params["w"], curvature=params["epsilon"], reduction=reduction)
    try:
        return call(given["prediction"], given["target"])
    except ZeroDivisionError as error:
        raise Rejected("ZeroDivisionError", str(error))


def shaped(value, like, reduction):
    return value.reshape(like.shape) if reduction == "none" else value
