"""Which losses scikit-learn has, with which operands and parameter values: one row a loss, or a form of it."""

import numpy as np

import fitting
import metrics
from lossproof_adapter import Loss, Rejected

ANY = "any"
DTYPES = ["f64", "f32"]
WEIGHTED = {"optional": ["weight"]}
THROWS = {"empty": ["throw"]}
# The quantile is inside (0, 1).
INSIDE = {"min": float(np.finfo(np.float32).tiny), "max": 1 - float(np.finfo(np.float32).eps)}


def declared():
    return {**public(), **private()}


def public():
    """The functions of sklearn.metrics; what of them stands beside a class has a form of its own."""
    numbers = {"reductions": ["none", "mean"], **WEIGHTED}
    mean = {"reductions": ["mean"]}
    return {
        "mse": value_of(metrics.regression("mean_squared_error"), **numbers),
        "mae": value_of(metrics.regression("mean_absolute_error"), **numbers),
        "msle": value_of(metrics.regression("mean_squared_log_error"), **numbers),
        "mape": value_of(metrics.mape, {"unit": ["fraction"], "eps": [2**-52]}, **numbers),
        "pinball": value_of(metrics.regression("mean_pinball_loss", alpha="tau"), {"tau": ANY}, **numbers),
        "bce": value_of(
            metrics.bce, {"guard": ["clip"], "eps": [2**-52, 2**-23]}, reductions=["sum", "mean"], **WEIGHTED
        ),
        "brier": value_of(metrics.brier, {"class_axis": ANY}, **mean),
        "hinge": value_of(metrics.hinge, **mean, **WEIGHTED),
        "categorical_hinge": value_of(metrics.categorical_hinge, **mean),
        "cosine_distance": value_of(metrics.cosine_distance, reductions=["none"]),
    }


def private():
    """The classes of sklearn._loss."""
    return {
        "mae@AbsoluteError": class_of(fitting.elements("AbsoluteError")),
        "pinball@PinballLoss": class_of(fitting.elements("PinballLoss", quantile="tau"), {"tau": INSIDE}),
        "huber": class_of(fitting.elements("HuberLoss", delta="delta"), {"delta": ANY}),
        "poisson_nll": class_of(fitting.elements("HalfPoissonLoss", "log_rate"), prediction="log_rate"),
        "bce_with_logits": class_of(fitting.elements("HalfBinomialLoss", "logits"), prediction="logits"),
        "cross_entropy": class_of(fitting.cross_entropy, {"class_axis": ANY}, prediction="logits", optional=[]),
    }


def value_of(call, params=None, optional=(), **told):
    return Loss(
        refusing(lambda question: {"value": call(question)}),
        dtypes=DTYPES,
        wants=["value"],
        params={**THROWS, **(params or {})},
        optional=list(optional),
        **told,
    )


def class_of(call, params=None, prediction="prediction", optional=("weight",)):
    return Loss(
        refusing(call),
        dtypes=DTYPES,
        reductions=["none", "sum", "mean"],
        wants=["value", "gradient." + prediction],
        params={**THROWS, **(params or {})},
        optional=list(optional),
    )


def refusing(call):
    """What scikit-learn throws at shapes, dtypes and values is a refusal of the input."""

    def answer(question):
        try:
            return call(question)
        except (TypeError, ValueError, IndexError, ZeroDivisionError) as error:
            raise Rejected(type(error).__name__, str(error).splitlines()[0])

    return answer
