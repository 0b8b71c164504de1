"""The metrics of CatBoost, by `catboost.utils.eval_metric`, of labels and raw predictions.

What a metric takes is in its name, as in `Quantile:alpha=0.5;delta=0`.
"""

import numpy as np
from catboost.utils import eval_metric

from boosting import class_rows, of_hard_labels, of_several, samples
from lossproof_adapter import Unsupported


def of_numbers(name, prediction="prediction", **options):
    """A metric by its name; options are which parameters its own are, or the numbers that they have."""

    def call(question):
        given = {option: question.params.get(param, param) for option, param in options.items()}
        approx, label, weight = samples(question, prediction)
        return evaluate(name, label, approx, weight, **given)

    return call


def of_labels(name, **options):
    """A metric of logits that takes every label above 1/2 for 1."""
    return of_hard_labels(name, of_numbers(name, "logits", **options))


def hinge(question):
    """Its labels are 0 and 1."""
    approx, sign, weight = samples(question, "prediction")
    return evaluate("HingeLoss", (sign > 0).astype(np.float32), approx, weight)


def of_classes(name, operand):
    def call(question):
        rows, label = class_rows(question, operand) if operand == "logits" else (question[operand], question["target"])
        of_several(name, rows)
        if name == "HingeLoss" and not np.isin(label, np.arange(rows.shape[1])).all():
            raise Unsupported("HingeLoss of a label that is no class, which ends the process")
        return evaluate(name, label, rows, None)

    return call


def evaluate(name, label, approx, weight, **options):
    if len(label) == 0:
        raise Unsupported("an empty batch: as a list it ends the process, as an array it is an IndexError")
    described = ";".join("%s=%r" % (option, value) for option, value in options.items())
    metric = name + ":" + described if options else name
    [value] = eval_metric(label.astype(np.float32), approx.astype(np.float64), metric, weight=weight, thread_count=1)
    return value
