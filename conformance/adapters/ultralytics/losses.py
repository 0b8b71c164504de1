"""The losses of ultralytics.utils.loss, called with the operands, the parameters and the reduction of a case.

They average over the classes and add up the boxes: elements that are all classes of one box have a mean, elements that are
boxes of one class have a sum.
"""

from ultralytics.utils.loss import FocalLoss, VarifocalLoss


def arranged(tensor, reduction):
    return tensor.reshape(1, -1) if reduction == "mean" else tensor.reshape(-1, 1)


def varifocal(given, params, reduction):
    logits, target = (arranged(given[name], reduction) for name in ["logits", "target"])
    # What is 1 where there is a box.
    label = (target > 0).to(target.dtype)
    return VarifocalLoss(gamma=params["gamma"], alpha=params["alpha"])(logits, target, label)


def binary_focal(given, params, reduction):
    logits, target = (arranged(given[name], reduction) for name in ["logits", "target"])
    return FocalLoss(gamma=params["gamma"], alpha=params["alpha"])(logits, target)
