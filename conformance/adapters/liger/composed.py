"""Losses that the adapter puts together: fused linear layers of which the weights are the identity.

A product with the identity is exact where everything is finite.
"""

import torch
from liger_kernel.chunked_loss import LigerFusedLinearCosineSimilarityLoss
from liger_kernel.transformers import LigerFusedLinearCrossEntropyLoss

from losses import ignored, refused, shaped, table_of_classes
from lossproof_adapter import Unsupported


@refused
def fused_linear_cross_entropy(given, params, reduction):
    logits, target = table_of_classes(given, params)
    exact(logits)
    loss = LigerFusedLinearCrossEntropyLoss(
        ce_weight=given.get("class_weight"),
        ignore_index=ignored(params),
        label_smoothing=params["label_smoothing"],
        reduction=reduction,
    )
    return shaped(loss(identity(logits), logits, target), given, reduction)


def cosine_distance(given, params, reduction):
    first, second = given["first"], given["second"]
    loss = LigerFusedLinearCosineSimilarityLoss(weight_hard_loss=0.0, weight_soft_loss=1.0, beta=1.0, compiled=False)
    exact(first, second)
    labels = torch.zeros(len(first), dtype=torch.int64, device=first.device)
    return loss(first, identity(first), second, identity(second), labels)


def exact(*operands):
    """What the identity would make NaN is not asked."""
    if any(each.isinf().any() for each in operands):
        raise Unsupported("infinity times the zeros of an identity")


def identity(rows):
    return torch.eye(rows.shape[1], dtype=rows.dtype, device=rows.device)
