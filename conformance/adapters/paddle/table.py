"""Which losses PaddlePaddle has, with which operands and parameter values: one row a loss, tried on an example.

labels.py has the rows of the losses against labels.
"""

import labels
import numerics
import ranking
import regression
from bridge import supported
from values import ANY, FREE, MEAN, NONE, POSITIVE

PAIR = {"prediction": [[0.5, 2.0]], "target": [[0.25, 0.0]]}
POINTS = {"first": [[1.0, 0.5]], "second": [[0.5, 2.0]]}
TRIPLET = {"anchor": [[0.5, 1.0]], "positive": [[0.0, 1.5]], "negative": [[1.0, 1.0]]}


def rows():
    return {**numbers(), **labels.rows(), **compared(), **functions()}


def numbers():
    full = {"full": ANY, **FREE}
    return {
        "mse": dict(call=regression.mse, example=PAIR, params=FREE),
        "mse@square_error_cost": dict(call=regression.square_error_cost, example=PAIR, params=FREE, **NONE),
        "mae": dict(call=regression.mae, example=PAIR, params=FREE),
        "huber": dict(
            call=regression.huber, example=PAIR, params={"delta": ANY, **FREE}, values={"delta": 1.0}
        ),
        "smooth_l1": dict(
            call=regression.smooth_l1,
            example=PAIR,
            params={"beta": POSITIVE, **FREE},
            values={"beta": 1.0},
        ),
        "poisson_nll": dict(
            call=regression.poisson_nll,
            example={"log_rate": [[0.5, 2.0]], "target": [[0.25, 3.0]]},
            params=full,
            values={"full": True},
        ),
        "poisson_nll_rate": dict(
            call=regression.poisson_nll_rate,
            example={"rate": [[0.5, 2.0]], "target": [[0.25, 3.0]]},
            params={**full, "eps": POSITIVE},
            values={"full": True, "eps": 1e-8},
        ),
        "gaussian_nll": dict(
            call=regression.gaussian_nll,
            example={"mean": [[0.5, 2.0]], "target": [[0.25, 3.0]], "variance": [[1.0, 0.5]]},
            params={**full, "eps": ANY},
            values={"full": True, "eps": 1e-6},
            # A network "predicts the input and variance", and clamping leaves "the gradients unaffected": it has one.
            gradients=["mean", "target", "variance"],
        ),
    }


def compared():
    margin = {"margin": ANY, **FREE}
    triplet = {"margin": ANY, "swap": ANY, "coordinate_eps": ANY}
    values = {"margin": 1.0, "swap": True, "coordinate_eps": 1e-6, "distance": "euclidean"}
    return {
        "margin_ranking": dict(
            call=ranking.margin_ranking,
            example={"first": [0.5, 1.0], "second": [1.0, 2.0], "target": [1.0, -1.0]},
            labels=["target"],
            params=margin,
            values={"margin": 0.5},
        ),
        "hinge_embedding": dict(
            call=ranking.hinge_embedding,
            example={"distance": [[0.5, 2.0]], "target": [[1.0, -1.0]]},
            labels=["target"],
            params=margin,
            values={"margin": 1.0},
        ),
        "cosine_embedding": dict(
            call=ranking.cosine_embedding,
            example={**POINTS, "target": [1.0]},
            labels=["target"],
            params={"margin": ANY, "squared_norm_eps": [1e-11]},
            values={"margin": 0.5},
        ),
        # Its eps is a floor under the product of both lengths, which the spec has none of.
        "cosine_distance": dict(
            call=ranking.cosine_distance,
            example=POINTS,
            params={"form": ["similarity"], "norm_floor": [0]},
            values={"norm_floor": 0.0},
            **NONE,
        ),
        "triplet_margin": dict(call=ranking.triplet_margin, example=TRIPLET, params=triplet, values=values),
        "triplet_margin@with_distance": dict(
            call=ranking.triplet_margin_with_distance,
            example=TRIPLET,
            params={**triplet, "coordinate_eps": [1e-6], "distance": ANY},
            values=values,
        ),
        "info_nce": dict(
            call=ranking.info_nce,
            example={"query": [[1.0, 0.5], [0.0, 1.0]], "key": [[0.5, 2.0], [1.0, -1.0]]},
            params={"similarity": ["dot"], "temperature": [1], "empty": ["throw"]},
            **MEAN,
        ),
    }


def functions():
    logits = {"example": {"logits": [[0.5, -2.0]]}, **NONE}
    # Clipping is not differentiated.
    gradient = {"example": {"gradient": [3.0, 4.0]}, "gradients": [], **NONE}
    norm = {"values": {"max_norm": 1.0}, **gradient}
    exact = {"max_norm": ANY, "eps": [0]}
    value = {"values": {"clip_value": 1.0}, **gradient}
    return {
        "softmax": dict(call=numerics.softmax, **logits),
        "log_softmax": dict(call=numerics.log_softmax, **logits),
        "log_sum_exp": dict(call=numerics.log_sum_exp, **logits),
        "clip_grad_norm": dict(call=numerics.clip_grad_norm, params={"max_norm": ANY, "eps": [1e-6]}, **norm),
        "clip_grad_norm@ClipGradByNorm": dict(call=numerics.by_norm, params=exact, **norm),
        "clip_grad_norm@ClipGradByGlobalNorm": dict(call=numerics.by_global_norm, params=exact, **norm),
        "clip_grad_value": dict(call=numerics.clip_grad_value, params={"clip_value": ANY}, **value),
        "clip_grad_value@ClipGradByValue": dict(call=numerics.by_value, params={"clip_value": POSITIVE}, **value),
    }


def declared():
    return {name: supported(**row) for name, row in rows().items()}
