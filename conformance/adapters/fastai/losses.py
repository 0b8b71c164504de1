"""The losses of fastai, called with the operands, the parameters and the reduction of a case.

Most of them flatten: what they give without a reduction is put into the shape of the labels again.
"""

import torch
from fastai import losses

from images import with_places

# ---- classes


def cross_entropy(given, params, reduction):
    ignored = params["ignore_index"]
    return flat(
        losses.CrossEntropyLossFlat,
        given,
        params,
        reduction,
        weight=given.get("class_weight"),
        ignore_index=-100 if ignored is None else int(ignored),
        label_smoothing=params["label_smoothing"],
    )


def cross_entropy_smoothing(given, params, reduction):
    call = losses.LabelSmoothingCrossEntropy(eps=params["label_smoothing"], reduction=reduction)
    return call(given["logits"], given["target"])


def cross_entropy_smoothing_flat(given, params, reduction):
    return flat(losses.LabelSmoothingCrossEntropyFlat, given, params, reduction, eps=params["label_smoothing"])


def focal(given, params, reduction):
    """`weight` is said to be the factor of each class."""
    call = losses.FocalLoss(gamma=params["gamma"], weight=given.get("class_alpha"), reduction=reduction)
    return call(given["logits"], given["target"])


def focal_flat(given, params, reduction):
    weight = given.get("class_alpha")
    return flat(losses.FocalLossFlat, given, params, reduction, gamma=params["gamma"], weight=weight)


def flat(loss, given, params, reduction, **options):
    """The axis of the classes changes places with the last one, in the labels, too. Of a table it is -1,
    since labels must have it.
    """
    logits, target = given["logits"], given["target"]
    axis = -1 if logits.dim() == 2 else int(params["class_axis"])
    value = plain(loss(axis=axis, reduction=reduction, **options)(logits, target))
    if reduction != "none":
        return value
    return value.reshape(target.transpose(axis, -1).shape).transpose(axis, -1)


# ---- elements


def bce_with_logits(given, params, reduction):
    """With a pos_weight nothing is flattened."""
    options = {name: given[name] for name in ["weight", "pos_weight"] if name in given}
    if "weight" in options and "pos_weight" not in options:
        options["weight"] = options["weight"].flatten()
    return of_elements(losses.BCEWithLogitsLossFlat(reduction=reduction, **options), given, "logits", reduction)


def bce(given, params, reduction):
    weight = given["weight"].flatten() if "weight" in given else None
    return of_elements(losses.BCELossFlat(reduction=reduction, weight=weight), given, "probability", reduction)


def mse(given, params, reduction):
    return of_elements(losses.MSELossFlat(reduction=reduction), given, "prediction", reduction)


def mae(given, params, reduction):
    return of_elements(losses.L1LossFlat(reduction=reduction), given, "prediction", reduction)


def of_elements(loss, given, name, reduction):
    value = plain(loss(given[name], given["target"]))
    return value.reshape(given[name].shape) if reduction == "none" else value


# ---- overlap of masks


def multiclass_dice(given, params, reduction):
    return dice(with_places(given["logits"]), with_places(given["target"], 0), params, reduction, axis=1)


def multiclass_dice_axis_last(given, params, reduction):
    """The classes are on the last axis."""
    logits, target = with_places(given["logits"]), with_places(given["target"], 0)
    return dice(logits.movedim(1, -1), target, params, reduction, axis=-1)


def dice(logits, target, params, reduction, axis):
    call = losses.DiceLoss(
        axis=axis, smooth=params["smooth"], reduction=reduction, square_in_union=params["squared"]
    )
    return plain(call(logits, target))


def plain(value):
    """A tensor of torch, of a tensor of fastai."""
    return value.as_subclass(torch.Tensor)
