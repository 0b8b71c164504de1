"""Which losses neuralforecast has, with which operands and parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
PAIR = {"prediction": [[0.5, -2.0]], "target": [[0.25, 1.0]]}
MEAN = {"reductions": ["mean"]}


def rows():
    return {**of_horizons(), **unweighted()}


def of_horizons():
    """The weights of a horizon are float32, and constants."""
    told = {"example": {**PAIR, "weight": [[1.0, 2.0]]}, "optional": ["weight"], "labels": ["weight"]}
    told.update(widest="f32", **MEAN)
    zero = {"empty": ["zero"]}
    quantile = {"params": {"tau": ANY, **zero}, "values": {"tau": 0.75}}
    return {
        "mae": dict(call=losses.mae, params=zero, **told),
        "mse": dict(call=losses.mse, params=zero, **told),
        "mape": dict(call=losses.mape, params={"unit": ["fraction"], **zero}, **told),
        "huber": dict(call=losses.huber, params={"delta": ANY, **zero}, values={"delta": 1.0}, **told),
        "pinball": dict(call=losses.pinball, **quantile, **told),
        "pinball@MQLoss": dict(call=losses.pinball_mq, **quantile, **told),
    }


def unweighted():
    return {
        "tukey_biweight": dict(
            call=losses.tukey_biweight,
            example=PAIR,
            params={"c": ANY, "denominator": ANY},
            values={"c": 4.685},
            **MEAN,
        ),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name in of_horizons():
        table[name].dtypes = [dtype for dtype in table[name].dtypes if dtype != "f64"]
    return table
