"""The loss classes of sklearn._loss, with which its estimators fit: a loss of each sample, and its derivative.

Weights come in as `sample_weight`. The mean is that of the class, numpy's weighted average; a sum is the caller's.
"""

import numpy as np
from sklearn import _loss as classes

from lossproof_adapter import Unsupported
from metrics import classes_last, flat


def elements(name, prediction="prediction", **options):
    """A loss of numbers by the name of its class; options are which parameters its arguments are."""

    def call(question):
        given = {argument: question.params[param] for argument, param in options.items()}
        operand = question[prediction]
        raw, target = operand.ravel(), question["target"].ravel()
        weight = flat(question.get("weight"))
        value, gradient = answered(getattr(classes, name)(**given), target, raw, weight, question, operand.shape)
        return {"value": value, "gradient." + prediction: gradient.reshape(operand.shape)}

    return call


def cross_entropy(question):
    axis, logits = int(question.params["class_axis"]), question["logits"]
    rows = np.ascontiguousarray(classes_last(logits, axis))
    if rows.shape[1] < 2:
        raise Unsupported("HalfMultinomialLoss of a single class")
    labels = question["target"]
    loss = classes.HalfMultinomialLoss(n_classes=rows.shape[1])
    value, gradient = answered(loss, labels.ravel().astype(rows.dtype), rows, None, question, labels.shape)
    last = gradient.reshape(*labels.shape, rows.shape[1])
    return {"value": value, "gradient.logits": np.moveaxis(last, -1, axis)}


def answered(loss, target, raw, weight, question, shape):
    """The value of a reduction, and its vector-Jacobian product with the cotangent."""
    terms, slopes = loss.loss_gradient(y_true=target, raw_prediction=raw, sample_weight=weight)
    cotangent = question.cotangent.reshape(-1, *[1] * (raw.ndim - 1))
    if question.reduction == "none":
        return terms.reshape(shape), cotangent * slopes
    if question.reduction == "sum":
        return terms.sum(), cotangent * slopes
    mean = loss(y_true=target, raw_prediction=raw, sample_weight=weight)
    total = raw.dtype.type(len(target)) if weight is None else weight.sum()
    # A mean over nothing has no gradient.
    return mean, cotangent * slopes / total if total != 0 else np.zeros_like(slopes)
