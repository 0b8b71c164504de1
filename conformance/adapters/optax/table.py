"""Which losses optax has, with which operands and parameter values: one row a loss, or a function of it."""

import losses
from bridge import loss_of

ANY = "any"
# Nothing is weighed, so that it does not matter what a weighted mean would divide by.
UNWEIGHTED = {"denominator": ANY}
PAIR = ["prediction", "target"]
SIGNED = {"gradients": ["prediction"]}
BOTH_AXES = {**UNWEIGHTED, "class_axis": ANY}
AXIS = {"fixed": ["class_axis"]}
# Soft targets have a mass of their own, which the mean does not divide by.
COUNTED = {"denominator": ["count"]}


def declared():
    rows = {**regression(), **classification(), **metric_learning(), **segmentation(), **numerics()}
    return {name: loss_of(**row) for name, row in rows.items()}


def regression():
    return {
        "mse": dict(call=losses.mse, gradients=PAIR, params=UNWEIGHTED),
        "huber": dict(call=losses.huber, gradients=PAIR, tensors=["delta"], params={**UNWEIGHTED, "delta": ANY}),
        "log_cosh": dict(call=losses.log_cosh, gradients=PAIR, params=UNWEIGHTED),
    }


def classification():
    logits, soft = ["logits"], ["logits", "target"]
    return {
        "bce_with_logits": dict(call=losses.bce_with_logits, gradients=soft, params=UNWEIGHTED),
        "binary_focal": dict(
            call=losses.binary_focal,
            gradients=soft,
            tensors=["alpha", "gamma"],
            params={**UNWEIGHTED, "alpha": ANY, "gamma": ANY, "balanced": ANY},
        ),
        "cross_entropy": dict(call=losses.cross_entropy, gradients=logits, params=BOTH_AXES, **AXIS),
        "cross_entropy_probabilities": dict(
            call=losses.cross_entropy_probabilities, gradients=soft, params={**COUNTED, "class_axis": ANY}, **AXIS
        ),
        "cross_entropy_probabilities@safe_softmax_cross_entropy": dict(
            call=losses.safe_softmax_cross_entropy, gradients=soft, params={**COUNTED, "class_axis": [-1]}
        ),
        "poly_cross_entropy": dict(
            call=losses.poly_cross_entropy,
            gradients=logits,
            tensors=["epsilon"],
            params={**BOTH_AXES, "epsilon": ANY},
            **AXIS,
        ),
        "kl_div": dict(call=losses.kl_div, gradients=["log_probability", "target"], params={"per": ["row"]}),
        "kl_div_log_target": dict(
            call=losses.kl_div_log_target, gradients=["log_probability", "log_target"], params={"per": ["row"]}
        ),
        "hinge": dict(call=losses.hinge, params={**UNWEIGHTED, "margin": [1]}, **SIGNED),
        "hinge@perceptron_loss": dict(call=losses.perceptron, params={**UNWEIGHTED, "margin": [0]}, **SIGNED),
        "categorical_hinge": dict(
            call=losses.multiclass_hinge, gradients=["scores"], params={"margin": [1], "right_class": ["excluded"]}
        ),
        "categorical_hinge@multiclass_perceptron_loss": dict(
            call=losses.multiclass_perceptron,
            gradients=["scores"],
            params={"margin": [0], "right_class": ["excluded"]},
        ),
        # What the library takes off and the adapter puts back does not quite cancel in a gradient of 0.
        "ctc": dict(call=losses.ctc, origin="composed"),
    }


def metric_learning():
    pair = ["first", "second"]
    return {
        "cosine_distance": dict(
            call=losses.cosine_distance,
            gradients=pair,
            params={"form": ["distance", "similarity"], "norm_floor": ANY},
        ),
        "triplet_margin": dict(
            call=losses.triplet_margin,
            gradients=["anchor", "positive", "negative"],
            tensors=["margin"],
            params={"margin": ANY},
        ),
        "nt_xent": dict(
            call=losses.nt_xent,
            gradients=pair,
            tensors=["temperature"],
            params={"temperature": ANY},
            reductions=["mean"],
        ),
    }


def segmentation():
    masks = {"gradients": ["probability", "target"], "compiled": False}
    return {
        "dice": dict(call=losses.dice, tensors=["smooth"], params={"smooth": ANY, "over": ANY}, **masks),
        "dice@binary_dice_loss": dict(call=losses.binary_dice, tensors=["smooth"], params={"smooth": ANY}, **masks),
        "tversky": dict(
            call=losses.tversky,
            tensors=["smooth", "alpha", "beta"],
            params={"smooth": ANY, "alpha": ANY, "beta": ANY, "over": ANY},
            **masks,
        ),
    }


def numerics():
    rows = {"gradients": ["logits"], "reductions": ["none"]}
    clipping = {"gradients": ["gradient"], "reductions": ["none"]}
    return {
        "softmax": dict(call=losses.softmax, **rows),
        "log_softmax": dict(call=losses.log_softmax, **rows),
        "log_sum_exp": dict(call=losses.log_sum_exp, **rows),
        "clip_grad_norm": dict(call=losses.clip_grad_norm, params={"max_norm": ANY}, **clipping),
        "clip_grad_value": dict(call=losses.clip_grad_value, params={"clip_value": ANY}, **clipping),
    }
