"""The metrics of XGBoost, of a booster without any tree: what it predicts is its base margin.

With an objective that transforms the margin is raw; with the default one, of squares, it is the prediction itself.
"""

import numpy as np
import xgboost

from boosting import by_name, class_rows, of_several
from lossproof_adapter import Unsupported

# A metric is had as text of 17 decimals.
LEAST = 1e-9


def squared(name):
    """The square of a metric that is a root."""
    root = of_numbers(name)
    return lambda question: root(question) ** 2


def mlogloss(question):
    rows, label = class_rows(question)
    count = of_several("mlogloss", rows)
    return evaluate("mlogloss", rows, label, None, objective="multi:softprob", num_class=count)


def evaluate(name, margin, label, weight, objective="reg:squarederror", **options):
    # There is a column for trees to split, which are never grown.
    column = np.zeros((len(label), 1), np.float32)
    data = xgboost.DMatrix(column, label=label.astype(np.float32), base_margin=margin, weight=weight, nthread=1)
    booster = xgboost.Booster({"eval_metric": name, "nthread": 1, "objective": objective, **options}, [data])
    value = float(booster.eval(data).rpartition(":")[2])
    if abs(value) < LEAST:
        raise Unsupported("a value below 1e-9, of which the text has not all digits")
    return value


of_numbers = by_name(evaluate)
