"""The loss classes of segmentation-models-pytorch, called with what a case has.

A ratio of its losses is of one channel over all images of a batch. Mode binary has one channel, which is the batch of
a case; in mode multilabel the items of a case become the channels of one image, over which the class takes the mean.
"""

import torch
from segmentation_models_pytorch import losses

from images import hard
from lossproof_adapter import Unsupported

# ---- overlap of masks


def dice(given, params, reduction):
    # Its ratio is of the overlap, the spec's of twice the overlap.
    return overlap(losses.DiceLoss, given, params, smooth=params["smooth"] / 2)


def soft_jaccard(given, params, reduction):
    return overlap(losses.JaccardLoss, given, params, smooth=params["smooth"])


def tversky(given, params, reduction):
    options = {name: params[name] for name in ["smooth", "alpha", "beta"]}
    return overlap(losses.TverskyLoss, given, params, **options)


def overlap(loss, given, params, **options):
    """eps, which the denominator is raised to, is 0: the spec has no such floor."""
    probability, target = given["probability"], hard(given["target"], loss.__name__)
    whole = params["over"] == "batch"
    if not whole and not len(probability):
        raise Unsupported("an image without channels")
    shape = (1, 1 if whole else probability.shape[0], -1)
    mode = losses.BINARY_MODE if whole else losses.MULTILABEL_MODE
    return loss(mode, from_logits=False, eps=0.0, **options)(probability.reshape(shape), target.reshape(shape))


def multiclass_dice(given, params, reduction):
    loss = losses.DiceLoss(losses.MULTICLASS_MODE, smooth=params["smooth"] / 2, eps=0.0)
    return loss(given["logits"], given["target"])


def lovasz_hinge(given, params, reduction):
    """An image a row. Of no images the class gives the number 0, and no tensor."""
    logits = given["logits"]
    value = losses.LovaszLoss(losses.BINARY_MODE, per_image=True)(logits, given["target"])
    return torch.as_tensor(value, dtype=logits.dtype)


def lovasz_softmax(given, params, reduction):
    """The places of an item are an image of one row; those that are not valid have the label -1."""
    logits, target = given["logits"], given["target"]
    if "valid" in given:
        target = torch.where(given["valid"] == 1, target, torch.full_like(target, -1))
    ignored = -1 if "valid" in given else None
    loss = losses.LovaszLoss(losses.MULTICLASS_MODE, per_image=params["over"] == "item", ignore_index=ignored)
    return torch.as_tensor(loss(logits[:, :, None], target[:, None]), dtype=logits.dtype)


# ---- the others


def binary_focal(given, params, reduction):
    logits, target = given["logits"], hard(given["target"], "FocalLoss")
    value = focal_loss(losses.BINARY_MODE, params, reduction)(logits, target)
    return value.reshape(logits.shape) if reduction == "none" else value


def binary_focal_multilabel(given, params, reduction):
    """Axis 1 has the labels; where there is none, there is one label."""
    logits, target = given["logits"], hard(given["target"], "FocalLoss")
    shape = (*logits.shape, *[1] * (2 - logits.dim()))
    return focal_loss(losses.MULTILABEL_MODE, params, reduction)(logits.reshape(shape), target.reshape(shape))


def bce(given, params, reduction):
    """Without a focus it is binary cross-entropy, of soft labels too."""
    value = without_focus(losses.BINARY_MODE, params, reduction)(given["probability"], given["target"])
    return value.reshape(given["target"].shape) if reduction == "none" else value


def bce_multiclass(given, params, reduction):
    """Axis 1 has the classes, of which each is told from the rest; where there is none, there is one class."""
    shape = (*given["target"].shape, *[1] * (2 - given["target"].dim()))
    probability, target = (given[name].reshape(shape) for name in ["probability", "target"])
    if not (((target == 0) | (target == 1)).all() and (target.sum(1) == 1).all()):
        raise Unsupported("labels that are not of one class each")
    return without_focus(losses.MULTICLASS_MODE, params, reduction)(probability, target.argmax(1))


def without_focus(mode, params, reduction):
    return losses.FocalLoss(mode, gamma=0.0, from_logits=False, eps=params["eps"], reduction=reduction)


def focal_loss(mode, params, reduction):
    alpha = params["alpha"] if params["balanced"] else None
    return losses.FocalLoss(mode, alpha=alpha, gamma=params["gamma"], reduction=reduction)


def bce_with_logits(given, params, reduction):
    loss = losses.SoftBCEWithLogitsLoss(
        weight=given.get("weight"), pos_weight=given.get("pos_weight"), reduction=reduction
    )
    return loss(given["logits"], given["target"])


def cross_entropy(given, params, reduction):
    """With a smooth_factor always: it is None by default, which raises a TypeError."""
    logits, target, ignored = given["logits"], given["target"], params["ignore_index"]
    loss = losses.SoftCrossEntropyLoss(
        reduction=reduction,
        smooth_factor=params["label_smoothing"],
        ignore_index=None if ignored is None else int(ignored),
        dim=int(params["class_axis"]),
    )
    value = loss(logits, target)
    return value.reshape(target.shape) if reduction == "none" else value
