"""Losses that the adapter puts together: fused linear layers whose weights are the identity, and logarithms in front.

A product with the identity is exact, but for infinity times 0.
"""

import torch
from liger_kernel.chunked_loss import LigerFusedLinearCosineSimilarityLoss
from liger_kernel.transformers import LigerFusedLinearCrossEntropyLoss, LigerJSD

from losses import ignored, refused, shaped, table


@refused
def fused_linear_cross_entropy(given, params, reduction):
    logits, target = table(given)
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
    labels = torch.zeros(len(first), dtype=torch.int64, device=first.device)
    return loss(first, identity(first), second, identity(second), labels)


def jensen_shannon(given, params, reduction):
    probability, target = (given[name].reshape(-1, given[name].shape[-1] or 1) for name in ["probability", "target"])
    return LigerJSD()(probability.log(), target.log())


def identity(rows):
    return torch.eye(rows.shape[1], dtype=rows.dtype, device=rows.device)
