"""Which losses TensorFlow has, with which operands and parameter values: one row a loss, tried on an example."""

import functions
import sequences
import weighted
from bridge import supported

ANY = "any"
# There is no mean: it makes no difference what it would divide by.
FREE = {"denominator": ANY, "empty": ANY}
NONE = {"reductions": ["none"]}
# A mean over nothing, or over weights of 0.
MEANS = {"denominator": ["weight", "count"], "empty": ["zero"]}
# The losses of tf.compat.v1.losses without weights.
COUNTED = {"denominator": ANY, "empty": ["zero"]}
WEIGHT = {"weight": [[1.0, 2.0]]}
PAIR = {"prediction": [[0.5, 2.0]], "target": [[0.25, 0.0]], **WEIGHT}
BINARY = {"logits": [[0.5, -2.0]], "target": [[0.25, 1.0]]}
HARD = {"logits": [[0.5, -2.0]], "target": [1]}
SOFT = {"logits": [[0.5, -2.0]], "target": [[0.25, 0.75]]}


def rows():
    return {**numbers(), **labels(), **classes(), **others()}


def numbers():
    row = {"params": MEANS, "values": {"denominator": "weight"}, "optional": ["weight"]}
    delta = {"params": {"delta": ANY, **MEANS}, "values": {"delta": 1.0, "denominator": "weight"}}
    return {
        "mae": dict(call=weighted.absolute_difference, example=PAIR, **row),
        "mse": dict(call=weighted.mean_squared_error, example=PAIR, **row),
        "mse@l2_loss": dict(
            call=functions.twice_l2,
            example={name: PAIR[name] for name in ["prediction", "target"]},
            params=FREE,
            reductions=["sum"],
            origin="composed",
        ),
        "huber": dict(call=weighted.huber, example=PAIR, **{**row, **delta}),
        "poisson_nll": dict(
            call=functions.log_poisson,
            example={"log_rate": [[0.5, 2.0]], "target": [[0.25, 3.0]]},
            params={"full": ANY, **FREE},
            values={"full": True},
            **NONE,
        ),
    }


def labels():
    row = {"params": MEANS, "values": {"denominator": "weight"}, "optional": ["weight"]}
    return {
        "bce": dict(
            call=weighted.log_loss,
            example={"probability": [[0.5, 0.125]], "target": [[0.25, 1.0]], **WEIGHT},
            params={"guard": ["epsilon_in_log"], "eps": ANY, **MEANS},
            values={"eps": 1e-4, "denominator": "weight"},
            optional=["weight"],
        ),
        "hinge": dict(
            call=weighted.hinge,
            example={"prediction": [[0.5, -2.0]], "target": [[1.0, -1.0]], **WEIGHT},
            labels=["target"],
            **row,
        ),
        "bce_with_logits": dict(call=functions.sigmoid_cross_entropy, example=BINARY, params=FREE, **NONE),
        "bce_with_logits@weighted_cross_entropy_with_logits": dict(
            call=functions.weighted_cross_entropy,
            example={**BINARY, "pos_weight": [1.0, 3.0]},
            params=FREE,
            optional=["pos_weight"],
            **NONE,
        ),
        "bce_with_logits@sigmoid_cross_entropy": dict(
            call=weighted.sigmoid_cross_entropy, example={**BINARY, **WEIGHT}, **row
        ),
    }


def classes():
    axis = {"params": {"class_axis": [-1], "smoothing_form": ANY, **FREE}}
    last = {"class_axis": [-1], **COUNTED}
    smoothing = {"params": {**last, "label_smoothing": ANY}, "values": {"label_smoothing": 0.25}}
    return {
        "cross_entropy": dict(call=functions.sparse_softmax_cross_entropy, example=HARD, **axis, **NONE),
        "cross_entropy@sparse_softmax_cross_entropy": dict(
            call=weighted.sparse_softmax_cross_entropy, example=HARD, params={**last, "smoothing_form": ANY}
        ),
        "cross_entropy@softmax_cross_entropy": dict(
            call=weighted.one_hot_softmax_cross_entropy, example=HARD, **smoothing
        ),
        "cross_entropy_probabilities": dict(
            call=functions.softmax_cross_entropy,
            example=SOFT,
            params={"class_axis": [1, -1], **FREE},
            values={"class_axis": 1},
            **NONE,
        ),
        # It stops the gradient of its labels.
        "cross_entropy_probabilities@softmax_cross_entropy": dict(
            call=weighted.softmax_cross_entropy,
            example=SOFT,
            params={**smoothing["params"], "denominator": ["count"]},
            values=smoothing["values"],
        ),
    }


def others():
    logits = {"example": {"logits": [[0.5, -2.0]]}, **NONE}
    norm = {"example": {"gradient": [3.0, 4.0]}, "params": {"max_norm": ANY}, "values": {"max_norm": 1.0}, **NONE}
    value = {**norm, "params": {"clip_value": ANY}, "values": {"clip_value": 1.0}}
    sequence = {
        "example": {
            "log_probs": [[[-0.5, -1.0, -2.0]], [[-1.0, -0.5, -2.0]]],
            "targets": [[1]],
            "input_lengths": [2],
            "target_lengths": [1],
        },
        "params": {"zero_infinity": [False], "per_label": [False]},
        "origin": "composed",
    }
    return {
        # In 16 bits what is put back does not cancel, and of dense labels there is no float64.
        "ctc": dict(call=sequences.dense, dtypes=["f32"], **sequence),
        "ctc@CTCLoss": dict(call=sequences.sparse, dtypes=["f64", "f32"], **sequence),
        # It takes vectors of length 1, which tf.nn.l2_normalize makes of others.
        "cosine_distance": dict(
            call=weighted.cosine_distance,
            example={"first": [[1.0, 0.5]], "second": [[0.5, 2.0]]},
            params={"norm_floor": ANY, "empty": ["zero"]},
            values={"norm_floor": 0.0},
            origin="composed",
        ),
        "weighted_sum": dict(
            call=weighted.compute_weighted_loss,
            example={"loss": [0.5, 2.0], "weight": [1.0, 3.0]},
            optional=["weight"],
            reductions=["none", "sum"],
        ),
        "softmax": dict(call=functions.softmax, **logits),
        "log_softmax": dict(call=functions.log_softmax, **logits),
        "log_sum_exp": dict(call=functions.log_sum_exp, **logits),
        "clip_grad_norm": dict(call=functions.clip_by_norm, **norm),
        "clip_grad_norm@clip_by_global_norm": dict(call=functions.clip_by_global_norm, **norm),
        "clip_grad_value": dict(call=functions.clip_by_value, **value),
    }


def declared():
    return {name: supported(**row) for name, row in rows().items()}
