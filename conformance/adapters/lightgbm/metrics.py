"""The metrics of LightGBM, of a booster without any tree: what it predicts is its initial score.

With an objective the score is raw, and the metric is of what the objective makes of it; without one it is of the score.
"""

import lightgbm
import numpy as np

from boosting import class_rows, samples
from lossproof_adapter import Unsupported


def of_numbers(name, prediction="prediction", objective="none", **options):
    """A metric by its name; options are which parameters its own are."""

    def call(question):
        given = {option: question.params[param] for option, param in options.items()}
        score, label, weight = samples(question, prediction)
        return evaluate(name, score, label, weight, objective=objective, **given)

    return call


def binary_logloss(prediction, objective="none"):
    """It takes every label above 0 for 1."""
    whole = of_numbers("binary_logloss", prediction, objective)

    def call(question):
        if not np.isin(question["target"], [0, 1]).all():
            raise Unsupported("binary_logloss of labels that are not 0 or 1")
        return whole(question)

    return call


def multi_logloss(question):
    rows, label = class_rows(question)
    if rows.shape[1] < 2:
        raise Unsupported("multi_logloss of a single class")
    return evaluate("multi_logloss", rows, label, None, objective="multiclass", num_class=rows.shape[1])


def evaluate(name, score, label, weight, **options):
    # There is a column for trees to split, which are never grown.
    data = lightgbm.Dataset(
        np.zeros((len(label), 1)),
        label.astype(np.float32),
        weight=weight,
        init_score=score.astype(np.float64),
        params={"verbose": -1},
    )
    booster = lightgbm.Booster({"metric": name, "verbose": -1, "num_threads": 1, **options}, data)
    [result] = booster.eval_train()
    return result[2]
