"""Which losses LightGBM has, with which operands and parameter values: one row a loss, or a form of it."""

import numpy as np
from lightgbm.basic import LightGBMError

import metrics
from boosting import ANY, metric

# The logarithms of the least probabilities, 1e-15 for binary_logloss and 1e-12 for cross_entropy, in float32.
FLOOR = {"guard": ["log_floor"], "log_floor": [float(np.log(np.float32(1e-15)))]}
SOFT_FLOOR = {"guard": ["log_floor"], "log_floor": [float(np.float32(np.log(1e-12)))]}
# alpha must be above 0.
INSIDE = {"min": float(np.finfo(np.float32).tiny), "max": 1}


def declared():
    return {name: metric(call, (LightGBMError,), **told) for name, (call, told) in rows().items()}


def rows():
    numbers, logits = metrics.of_numbers, {"prediction": "logits"}
    return {
        "mse": (numbers("l2"), {}),
        "mae": (numbers("l1"), {}),
        "huber": (numbers("huber", alpha="delta"), {"params": {"delta": ANY}}),
        "pinball": (numbers("quantile", alpha="tau"), {"params": {"tau": INSIDE}}),
        "mape": (numbers("mape"), {"params": {"unit": ["fraction"], "eps": [1]}}),
        "poisson_nll": (numbers("poisson", "log_rate", objective="poisson"), {}),
        "poisson_nll_rate": (numbers("poisson", "rate"), {}),
        "bce": (metrics.binary_logloss("probability"), {"params": FLOOR}),
        "bce@cross_entropy": (numbers("cross_entropy", "probability"), {"params": SOFT_FLOOR}),
        "bce_with_logits": (metrics.binary_logloss("logits", objective="binary"), {}),
        "bce_with_logits@cross_entropy": (numbers("cross_entropy", **logits, objective="cross_entropy"), {}),
        # A weight is an intensity there, and multiplies nothing.
        "bce_with_logits@cross_entropy_lambda": (
            numbers("cross_entropy_lambda", **logits, objective="cross_entropy_lambda"),
            {"weighted": False},
        ),
        "cross_entropy": (metrics.multi_logloss, {"params": {"class_axis": ANY}, "weighted": False}),
    }
