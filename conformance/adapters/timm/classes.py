"""The losses of timm of one class among several, called with the operands, the parameters and the reduction of a case.

The classes are last. What takes a batch of one axis only gets all rows of a case as one table.
"""

import torch
from timm import loss


def cross_entropy(given, params, reduction):
    return loss.LabelSmoothingCrossEntropy(smoothing=params["label_smoothing"])(*table(given))


def cross_entropy_jsd(given, params, reduction):
    """Without its divergence, of a batch and a second view of it that does not count."""
    return of_equal_views(given, params, alpha=0)


def cross_entropy_jsd_equal_views(given, params, reduction):
    """The divergence of two views of a batch, which are equal, is 0."""
    return of_equal_views(given, params, alpha=12)


def of_equal_views(given, params, alpha):
    logits, target = table(given)
    call = loss.JsdCrossEntropy(num_splits=2, alpha=alpha, smoothing=params["label_smoothing"])
    return call(torch.cat([logits, logits]), torch.cat([target, target]))


def cross_entropy_poly(given, params, reduction):
    call = loss.PolyCrossEntropy(epsilon=0.0, smoothing=params["label_smoothing"], reduction=reduction)
    return call(given["logits"], given["target"])


def cross_entropy_asymmetric(given, params, reduction):
    return asymmetric(given, reduction, gamma_pos=0, gamma_neg=0, eps=params["label_smoothing"])


def focal(given, params, reduction):
    """Where nothing is smoothed, gamma_neg is the focus of classes that do not count."""
    return asymmetric(given, reduction, gamma_pos=params["gamma"], gamma_neg=4, eps=0)


def asymmetric(given, reduction, **options):
    value = loss.AsymmetricLossSingleLabel(reduction=reduction, **options)(*table(given))
    return value.reshape(given["target"].shape) if reduction == "none" else value


def poly_cross_entropy(given, params, reduction):
    return loss.PolyCrossEntropy(epsilon=params["epsilon"], reduction=reduction)(given["logits"], given["target"])


def cross_entropy_probabilities(given, params, reduction):
    return loss.SoftTargetCrossEntropy()(given["logits"], given["target"])


def cross_entropy_probabilities_poly(given, params, reduction):
    return loss.PolyCrossEntropy(epsilon=0.0, reduction=reduction)(given["logits"], given["target"])


def table(given):
    """Rows of logits, and the label of each."""
    logits, target = given["logits"], given["target"]
    return logits.reshape(target.numel(), logits.shape[-1]), target.flatten()
