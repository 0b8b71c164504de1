"""The metrics of LightGBM, of a booster without any tree: what it predicts is its initial score.

With an objective the score is raw, and the metric is of what the objective makes of it; without one it is of the score.
"""

import lightgbm
import numpy as np

from boosting import by_name, class_rows, of_hard_labels, of_several


def binary_logloss(prediction, objective="none"):
    """It takes every label above 0 for 1."""
    return of_hard_labels("binary_logloss", of_numbers("binary_logloss", prediction, objective))


def multi_logloss(question):
    rows, label = class_rows(question)
    count = of_several("multi_logloss", rows)
    return evaluate("multi_logloss", rows, label, None, objective="multiclass", num_class=count)


def evaluate(name, score, label, weight, objective="none", **options):
    # There is a column for trees to split, which are never grown.
    data = lightgbm.Dataset(
        np.zeros((len(label), 1)),
        label.astype(np.float32),
        weight=weight,
        init_score=score.astype(np.float64),
        params={"verbose": -1},
    )
    told = {"metric": name, "objective": objective, "verbose": -1, "num_threads": 1, **options}
    booster = lightgbm.Booster(told, data)
    [result] = booster.eval_train()
    return result[2]


of_numbers = by_name(evaluate)
