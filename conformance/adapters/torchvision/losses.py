"""The losses of torchvision.ops, called with the operands, the parameters and the reduction of a case."""

from torchvision import ops


def binary_focal(given, params, reduction):
    return ops.sigmoid_focal_loss(
        given["logits"],
        given["target"],
        alpha=params["alpha"] if params["balanced"] else -1,
        gamma=params["gamma"],
        reduction=reduction,
    )


def giou(given, params, reduction):
    return ops.generalized_box_iou_loss(
        given["prediction"], given["target"], reduction=reduction, eps=params["eps"]
    )


def diou(given, params, reduction):
    return ops.distance_box_iou_loss(given["prediction"], given["target"], reduction=reduction, eps=params["eps"])


def ciou(given, params, reduction):
    return ops.complete_box_iou_loss(given["prediction"], given["target"], reduction=reduction, eps=params["eps"])
