"""Which losses MLX has, with which operands and parameter values: one row a loss, or a function of it."""

import losses
from bridge import loss_of

ANY = "any"
# Nothing is weighed, so that it does not matter what a weighted mean would divide by.
UNWEIGHTED = {"denominator": ANY}
# Weights multiply the elements, and the mean divides by their number.
WEIGHTED = {"denominator": ["count"]}
PAIR = ["prediction", "target"]


def declared():
    rows = {**regression(), **classification(), **metric_learning(), **numerics()}
    return {name: loss_of(**row) for name, row in rows.items()}


def regression():
    return {
        "mse": dict(call=losses.mse, gradients=PAIR, params=UNWEIGHTED),
        "mae": dict(call=losses.mae, gradients=PAIR, params=UNWEIGHTED),
        "huber": dict(call=losses.huber, gradients=PAIR, tensors=["delta"], params={**UNWEIGHTED, "delta": ANY}),
        "smooth_l1": dict(call=losses.smooth_l1, gradients=PAIR, tensors=["beta"], params={**UNWEIGHTED, "beta": ANY}),
        "log_cosh": dict(call=losses.log_cosh, gradients=PAIR, params=UNWEIGHTED),
        "gaussian_nll": dict(
            call=losses.gaussian_nll,
            gradients=["mean", "target", "variance"],
            params={**UNWEIGHTED, "full": ANY, "eps": ANY},
        ),
    }


def classification():
    return {
        "bce": dict(
            call=losses.bce,
            gradients=["probability", "target", "weight"],
            params={**WEIGHTED, "guard": ["log_floor"], "log_floor": [-100]},
            optional=["weight"],
        ),
        "bce_with_logits": dict(
            call=losses.bce_with_logits,
            gradients=["logits", "target", "weight"],
            params=WEIGHTED,
            optional=["weight"],
        ),
        "cross_entropy": dict(
            call=losses.cross_entropy,
            gradients=["logits"],
            params={**UNWEIGHTED, "class_axis": ANY, "label_smoothing": ANY, "smoothing_form": ["uniform"]},
        ),
        "cross_entropy_probabilities": dict(
            call=losses.cross_entropy,
            gradients=["logits", "target"],
            # Soft targets have a mass of their own, which the mean does not divide by.
            params={**WEIGHTED, "class_axis": ANY, "label_smoothing": ANY},
        ),
        "nll": dict(call=losses.nll, gradients=["log_probability"], params={**UNWEIGHTED, "class_axis": ANY}),
        "hinge": dict(call=losses.hinge, gradients=["prediction"], params={**UNWEIGHTED, "margin": [1]}),
        "kl_div_log_target": dict(
            call=losses.kl_div_log_target, gradients=["log_probability", "log_target"], params={"per": ["row"]}
        ),
    }


def metric_learning():
    return {
        "margin_ranking": dict(
            call=losses.margin_ranking,
            gradients=["first", "second"],
            tensors=["margin"],
            params={**UNWEIGHTED, "margin": ANY},
        ),
        "cosine_distance": dict(
            call=losses.cosine_similarity,
            gradients=["first", "second"],
            params={"form": ["similarity"], "norm_floor": [0]},
        ),
        "triplet_margin": dict(
            call=losses.triplet_margin,
            gradients=["anchor", "positive", "negative"],
            tensors=["margin"],
            params={"margin": ANY},
        ),
    }


def numerics():
    rows = {"gradients": ["logits"], "reductions": ["none"]}
    return {
        "softmax": dict(call=losses.softmax, **rows),
        "log_softmax": dict(call=losses.log_softmax, **rows),
        "log_sum_exp": dict(call=losses.log_sum_exp, **rows),
        "clip_grad_norm": dict(
            call=losses.clip_grad_norm, params={"max_norm": ANY, "eps": [1e-6]}, reductions=["none"]
        ),
    }
