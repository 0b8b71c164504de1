"""Which losses CatBoost has, with which operands and parameter values: one row a loss, or a form of it."""

import numpy as np
from catboost import CatBoostError

import metrics
from boosting import ANY, metric

TINY = float(np.finfo(np.float32).tiny)
# alpha and gamma of Focal, and delta of Huber, must be above 0, and alpha below 1.
POSITIVE = {"min": TINY}
INSIDE = {"min": TINY, "max": 1 - 2**-24}


def declared():
    # Where weights sum to 0 a mean is 0.
    return {
        name: metric(call, (CatBoostError,), **{**told, "params": {"empty": ["zero"], **told.get("params", {})}})
        for name, (call, told) in rows().items()
    }


def rows():
    numbers = metrics.of_numbers
    tau, classes = {"params": {"tau": ANY}}, {"weighted": False}
    return {
        "mse": (numbers("Lq", q=2), {}),
        "mae": (numbers("MAE"), {}),
        "mae@Lq": (numbers("Lq", q=1), {}),
        "pinball": (numbers("Quantile", alpha="tau"), tau),
        # Its delta is what a difference is lessened by.
        "pinball@delta_0": (numbers("Quantile", alpha="tau", delta=0), tau),
        "expectile": (numbers("Expectile", alpha="tau"), tau),
        "huber": (numbers("Huber", delta="delta"), {"params": {"delta": POSITIVE}}),
        "log_cosh": (numbers("LogCosh"), {}),
        "mape": (numbers("MAPE"), {"params": {"unit": ["fraction"], "eps": [1]}}),
        "msle": (numbers("MSLE"), {}),
        "poisson_nll": (numbers("Poisson", "log_rate"), {}),
        "bce_with_logits": (numbers("CrossEntropy", "logits"), {}),
        "bce_with_logits@Logloss": (metrics.of_labels("Logloss"), {}),
        "binary_focal": (
            metrics.of_labels("Focal", focal_alpha="alpha", focal_gamma="gamma"),
            {"params": {"alpha": INSIDE, "gamma": POSITIVE}},
        ),
        "hinge": (metrics.hinge, {}),
        "categorical_hinge": (metrics.of_classes("HingeLoss", "scores"), classes),
        "cross_entropy": (metrics.of_classes("MultiClass", "logits"), {"params": {"class_axis": ANY}, **classes}),
    }
