"""Which losses this PyTorch has, with which operands and parameter values: one row a loss, tried on an example."""

import inspect
import math

import torch
import torch.nn.functional as F

import compositions
import losses
from bridge import supported

ANY = "any"
PAIR = {"prediction": [[0.5, 2.0]], "target": [[0.25, 0.0]]}
SIGNED = {"prediction": [[0.5, -2.0]], "target": [[1.0, -1.0]]}
POINTS = {"first": [[1.0, 0.5]], "second": [[0.5, 2.0]]}
BOXES = {"prediction": [[0.0, 0.0, 2.0, 2.0]], "target": [[1.0, 0.5, 3.0, 1.5]]}
NOTHING_IGNORED = {"ignore_index": None}


def weighted(function):
    """The row of a loss of two tensors that takes weights in later versions, and what its mean then divides by."""
    if "weight" not in inspect.signature(function).parameters:
        return {"example": PAIR, "params": {"denominator": ANY}}
    # l1_loss and mse_loss divide by the summed weight, huber_loss by the number of elements.
    denominator = "count" if function is F.huber_loss else "weight"
    return {
        "example": {**PAIR, "weight": [[1.0, 2.0]]},
        "params": {"denominator": [denominator]},
        "optional": ["weight"],
    }


def accepts_margin_0():
    try:
        F.triplet_margin_loss(torch.ones(1, 1), torch.ones(1, 1), torch.ones(1, 1), margin=0.0)
        return True
    except ValueError:
        return False


def rows():
    huber = weighted(F.huber_loss)
    return {
        **regression(huber),
        **classification(),
        **margins(),
        **metric_learning(),
        **numerics(),
        **composed(),
    }


def regression(huber):
    either = {"full": ANY, "denominator": ANY}
    return {
        "mae": dict(call=losses.mae, **weighted(F.l1_loss)),
        "mse": dict(call=losses.mse, **weighted(F.mse_loss)),
        "huber": dict(
            call=losses.huber, **{**huber, "params": {**huber["params"], "delta": ANY}}, values={"delta": 1.0}
        ),
        "smooth_l1": dict(
            call=losses.smooth_l1, example=PAIR, params={"beta": ANY, "denominator": ANY}, values={"beta": 1.0}
        ),
        "poisson_nll": dict(
            call=losses.poisson_nll,
            example={"log_rate": [[0.5, 2.0]], "target": [[0.25, 3.0]]},
            params=either,
            values={"full": True},
        ),
        "poisson_nll_rate": dict(
            call=losses.poisson_nll_rate,
            example={"rate": [[0.5, 2.0]], "target": [[0.25, 3.0]]},
            params={**either, "eps": ANY},
            values={"full": True, "eps": 1e-8},
        ),
        "gaussian_nll": dict(
            call=losses.gaussian_nll,
            example={"mean": [[0.5, 2.0]], "target": [[0.25, 3.0]], "variance": [[1.0, 0.5]]},
            params={**either, "eps": ANY},
            values={"full": True, "eps": 0.0},
        ),
    }


def classification():
    logits = {"logits": [[0.5, -2.0]]}
    soft = {**logits, "target": [[0.25, 0.75]], "class_weight": [1.0, 2.0]}
    hard = {**logits, "target": [1], "class_weight": [1.0, 2.0]}
    binary = {"target": [[0.25, 1.0]], "weight": [[1.0, 2.0]]}
    return {
        "bce": dict(
            call=losses.bce,
            example={"probability": [[0.5, 0.125]], **binary},
            params={"guard": ["log_floor"], "log_floor": [-100], "denominator": ["count"]},
            optional=["weight"],
        ),
        "bce_with_logits": dict(
            call=losses.bce_with_logits,
            example={**logits, **binary, "pos_weight": [1.0, 3.0]},
            params={"denominator": ["count"]},
            optional=["weight", "pos_weight"],
        ),
        "nll": dict(
            call=losses.nll,
            example={"log_probability": [[-0.5, -2.0]], "target": [1], "class_weight": [1.0, 2.0]},
            params={"ignore_index": ANY, "denominator": ["weight"]},
            values=NOTHING_IGNORED,
            optional=["class_weight"],
        ),
        "cross_entropy": dict(
            call=losses.cross_entropy,
            example=hard,
            params={"ignore_index": ANY, "label_smoothing": ANY, "denominator": ["target_weight"]},
            values={**NOTHING_IGNORED, "label_smoothing": 0.25},
            optional=["class_weight"],
        ),
        "cross_entropy_probabilities": dict(
            call=losses.cross_entropy_probabilities,
            example=soft,
            params={"label_smoothing": ANY, "denominator": ["count"]},
            values={"label_smoothing": 0.25},
            optional=["class_weight"],
        ),
        "kl_div": dict(
            call=losses.kl_div,
            example={"log_probability": [[-0.5, -2.0]], "target": [[0.25, 0.75]]},
            params={"per": ["element"]},
        ),
        "kl_div_log_target": dict(
            call=losses.kl_div_log_target,
            example={"log_probability": [[-0.5, -2.0]], "log_target": [[-1.0, -0.25]]},
            params={"per": ["element"]},
        ),
        "ctc": dict(
            call=losses.ctc,
            example={
                "log_probs": [[[-0.5, -1.0, -2.0]], [[-1.0, -0.5, -2.0]]],
                "targets": [[1]],
                "input_lengths": [2],
                "target_lengths": [1],
            },
            params={"zero_infinity": ANY, "per_label": ANY},
            values={"zero_infinity": False, "per_label": False},
            tried=["none", "sum"],
        ),
    }


def margins():
    scores = {"scores": [[0.5, -2.0]]}
    return {
        "soft_margin": dict(call=losses.soft_margin, example=SIGNED, labels=["target"], params={"denominator": ANY}),
        "multi_margin": dict(
            call=losses.multi_margin,
            example={**scores, "target": [1], "class_weight": [1.0, 2.0]},
            params={"margin": ANY, "power": ANY, "denominator": ["count"]},
            values={"margin": 1.0, "power": "squared"},
            optional=["class_weight"],
        ),
        "multilabel_margin": dict(
            call=losses.multilabel_margin, example={**scores, "target": [[1.0, 0.0]]}, labels=["target"]
        ),
        "multilabel_soft_margin": dict(
            call=losses.multilabel_soft_margin,
            example={"logits": [[0.5, -2.0]], "target": [[1.0, 0.25]], "class_weight": [1.0, 2.0]},
            optional=["class_weight"],
        ),
    }


def metric_learning():
    scored = {"first": [0.5, 1.0], "second": [1.0, 2.0], "target": [1.0, -1.0]}
    any_margin = {"margin": ANY, "denominator": ANY}
    return {
        "margin_ranking": dict(
            call=losses.margin_ranking, example=scored, labels=["target"], params=any_margin, values={"margin": 0.5}
        ),
        "hinge_embedding": dict(
            call=losses.hinge_embedding,
            example={"distance": [[0.5, 2.0]], "target": [[1.0, -1.0]]},
            labels=["target"],
            params=any_margin,
            values={"margin": 1.0},
        ),
        "cosine_embedding": dict(
            call=losses.cosine_embedding,
            example={**POINTS, "target": [1.0]},
            labels=["target"],
            params={"margin": ANY, "squared_norm_eps": [1e-12]},
            values={"margin": 0.5},
        ),
        "cosine_distance": dict(
            call=losses.cosine_distance,
            example=POINTS,
            params={"form": ["similarity"], "norm_floor": ANY},
            values={"norm_floor": 1e-8},
            reductions=["none"],
        ),
        "triplet_margin": dict(
            call=losses.triplet_margin,
            example={"anchor": [[0.5, 1.0]], "positive": [[0.0, 1.5]], "negative": [[1.0, 1.0]]},
            params={
                "margin": {"min": 0} if accepts_margin_0() else {"min": math.ulp(0.0)},
                "swap": ANY,
                "coordinate_eps": ANY,
                "distance": ANY,
            },
            values={"margin": 1.0, "swap": True, "coordinate_eps": 0.0, "distance": "euclidean"},
        ),
    }


def numerics():
    rows = {"logits": [[0.5, -2.0]]}
    gradient = {"gradient": [3.0, 4.0]}
    return {
        "softmax": dict(call=losses.softmax, example=rows, reductions=["none"]),
        "log_softmax": dict(call=losses.log_softmax, example=rows, reductions=["none"]),
        "log_sum_exp": dict(call=losses.log_sum_exp, example=rows, reductions=["none"]),
        # Clipping works in place, and is not differentiated.
        "clip_grad_norm": dict(
            call=losses.clip_grad_norm,
            example=gradient,
            params={"max_norm": ANY, "eps": [1e-6]},
            values={"max_norm": 1.0},
            reductions=["none"],
            gradients=False,
        ),
        "clip_grad_value": dict(
            call=losses.clip_grad_value,
            example=gradient,
            params={"clip_value": ANY},
            values={"clip_value": 1.0},
            reductions=["none"],
            gradients=False,
        ),
    }


def composed():
    either = ["weight", "count"]
    table = {
        "log_cosh": dict(
            call=compositions.log_cosh,
            example={**PAIR, "weight": [[1.0, 2.0]]},
            params={"denominator": either},
            values={"denominator": "weight"},
            optional=["weight"],
        ),
        "binary_focal": dict(
            call=compositions.binary_focal,
            example={"logits": [[0.5, -2.0]], "target": [[0.25, 1.0]], "weight": [[1.0, 2.0]]},
            params={"alpha": ANY, "gamma": ANY, "balanced": ANY, "denominator": either},
            values={"alpha": 0.25, "gamma": 2.0, "balanced": True, "denominator": "weight"},
            optional=["weight"],
            tensors=["alpha", "gamma"],
        ),
        "nt_xent": dict(
            call=compositions.nt_xent,
            example=POINTS,
            params={"temperature": ANY},
            values={"temperature": 0.5},
            tensors=["temperature"],
        ),
        "dice": dict(
            call=compositions.dice,
            example={"probability": [[0.5, 0.25]], "target": [[1.0, 0.0]]},
            params={"smooth": ANY, "denominator_eps": ANY, "squared": ANY, "over": ANY},
            values={"smooth": 1.0, "denominator_eps": 0.0, "squared": True, "over": "item"},
            tensors=["smooth", "denominator_eps"],
        ),
        "giou": dict(
            call=compositions.giou, example=BOXES, params={"eps": ANY}, values={"eps": 0.0}, tensors=["eps"]
        ),
        "gaussian_kl": dict(
            call=compositions.gaussian_kl,
            example={"mean": [[0.5, 1.0]], "log_variance": [[0.25, -1.0]]},
            params={"latent": ANY},
            values={"latent": "sum"},
        ),
    }
    return {name: {**row, "origin": "composed"} for name, row in table.items()}


def declared():
    return {name: supported(**row) for name, row in rows().items()}
