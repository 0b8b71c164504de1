"""Which losses XGBoost has, with which operands and parameter values: one row a loss."""

import numpy as np
from xgboost.core import XGBoostError

import metrics
from boosting import ANY, THROWS, metric

# The logarithm of the least probability, 1e-16, in float32.
FLOOR = {"guard": ["log_floor"], "log_floor": [float(np.log(np.float32(1e-16)))]}


def declared():
    table = {}
    for name, (call, told) in rows().items():
        # Of nothing (but for quantile, which refuses it), and where weights sum to 0, a mean is the sum, 0.
        params = {"empty": ["zero"], **told.get("params", {})}
        table[name] = metric(call, (XGBoostError, ValueError), params, told.get("weighted", True))
        table[name].origin = told.get("origin", "library")
    return table


def rows():
    numbers, composed = metrics.of_numbers, {"origin": "composed"}
    return {
        "mse": (metrics.squared("rmse"), composed),
        "msle": (metrics.squared("rmsle"), composed),
        "mae": (numbers("mae"), {}),
        "mape": (numbers("mape"), {"params": {"unit": ["fraction"]}}),
        "pseudo_huber": (numbers("mphe", huber_slope="delta"), {"params": {"delta": ANY}}),
        "pinball": (numbers("quantile", quantile_alpha="tau"), {"params": {"tau": ANY, **THROWS}}),
        "bce": (numbers("logloss", "probability"), {"params": FLOOR}),
        "bce_with_logits": (numbers("logloss", "logits", objective="binary:logistic"), {}),
        "cross_entropy": (metrics.mlogloss, {"params": {"class_axis": ANY}, "weighted": False}),
    }
