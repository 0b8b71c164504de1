"""Which losses Keras has, with which operands and parameter values: one row a loss, or a class of it."""

import losses

ANY = "any"
WEIGHTED = {"optional": ["weight"]}
PER_WEIGHT = {"denominator": ["count", "weight"]}
PAIR = ["prediction", "target"]
CLASSES = {"class_axis": ANY, "denominator": ["count"]}
# What is looked at in Python: axes, labels, and whether a smoothing is 0.
LOOKED_AT = {"fixed": ["class_axis", "ignore_index", "label_smoothing"]}


def declared(backend):
    rows = {**regression(), **classification(), **others()}
    return {name: backend.loss_of(**row) for name, row in rows.items()}


def weighted(call, gradients, params=None, tensors=()):
    """The row of a loss of elements, which can be weighed."""
    return dict(
        call=call, gradients=[*gradients, "weight"], tensors=tensors, params={**PER_WEIGHT, **(params or {})}, **WEIGHTED
    )


def sparse(call, class_axis):
    params = {**CLASSES, "class_axis": class_axis, "ignore_index": ANY, "empty": ["zero"]}
    return dict(call=call, gradients=["logits"], params=params, **LOOKED_AT)


def regression():
    return {
        "mse": weighted(losses.mse, PAIR),
        "mae": weighted(losses.mae, PAIR),
        "huber": weighted(losses.huber, PAIR, {"delta": ANY}, ["delta"]),
        "log_cosh": weighted(losses.log_cosh, PAIR),
        "msle": weighted(losses.msle, PAIR),
        "mape": weighted(losses.mape, PAIR, {"unit": ["percent"], "eps": [1e-7]}),
        "poisson_nll_rate": weighted(losses.poisson_nll_rate, ["rate", "target"], {"eps": [1e-7]}),
    }


def classification():
    return {
        "bce": weighted(losses.bce, ["probability", "target"], {"guard": ["clip"], "eps": [1e-7]}),
        "bce_with_logits": weighted(losses.bce_with_logits, ["logits", "target"]),
        "binary_focal": weighted(
            losses.binary_focal, ["logits", "target"], {"alpha": ANY, "gamma": ANY, "balanced": ANY}, ["alpha", "gamma"]
        ),
        "hinge": weighted(losses.hinge, ["prediction"]),
        "squared_hinge": weighted(losses.squared_hinge, ["prediction"]),
        "categorical_hinge": dict(
            call=losses.categorical_hinge, gradients=["scores"], params={"right_class": ["zero"]}
        ),
        "cross_entropy": sparse(losses.cross_entropy, [-1]),
        "cross_entropy@any_shape": sparse(losses.cross_entropy_of_any_shape, ANY),
        "cross_entropy_probabilities": dict(
            call=losses.cross_entropy_probabilities,
            gradients=["logits", "target"],
            params={**CLASSES, "label_smoothing": ANY},
            **LOOKED_AT,
        ),
        "focal": dict(
            call=losses.focal,
            gradients=["logits"],
            tensors=["alpha", "gamma"],
            params={**CLASSES, "alpha": ANY, "gamma": ANY},
            **LOOKED_AT,
        ),
        # What the library takes off and the adapter puts back does not quite cancel in a gradient of 0.
        "ctc": dict(call=losses.ctc, origin="composed"),
    }


def others():
    masks = ["probability", "target"]
    return {
        "cosine_distance": dict(
            call=losses.cosine_distance,
            gradients=["first", "second"],
            params={"form": ["negative_similarity"], "norm_floor": [1e-7]},
        ),
        "dice": dict(call=losses.dice, gradients=masks, params={"denominator_eps": [1e-7], "over": ANY}),
        "tversky": dict(
            call=losses.tversky,
            gradients=masks,
            tensors=["alpha", "beta"],
            params={"denominator_eps": [1e-7], "alpha": ANY, "beta": ANY, "over": ANY},
        ),
    }
