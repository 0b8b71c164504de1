"""Which losses tinygrad has, with which operands and parameter values: one row a loss, or a function of it."""

import losses
from bridge import loss_of

ANY = "any"
# Nothing is weighed or ignored, so that it does not matter what a weighted mean would divide by.
UNWEIGHTED = {"denominator": ANY}


def declared():
    return {name: loss_of(**row) for name, row in {**classification(), **numerics()}.items()}


def classification():
    smoothed = {"label_smoothing": ANY, "smoothing_form": ["uniform"]}
    return {
        "cross_entropy": dict(
            call=losses.cross_entropy, gradients=["logits"], params={**UNWEIGHTED, **smoothed, "class_axis": [1]}
        ),
        "cross_entropy@sparse_categorical_crossentropy": dict(
            call=losses.sparse_categorical_crossentropy,
            gradients=["logits"],
            params={**smoothed, "ignore_index": ANY, "class_axis": [-1], "denominator": ["count"]},
        ),
        # An operator of a graph that is given, whose derivative nobody takes.
        "cross_entropy@SoftmaxCrossEntropyLoss": dict(
            call=losses.softmax_cross_entropy_loss,
            params={"ignore_index": ANY, "class_axis": [1], "denominator": ["weight"]},
            optional=["class_weight"],
        ),
        "cross_entropy_probabilities": dict(
            call=losses.cross_entropy,
            gradients=["logits", "target"],
            # Soft targets have a mass of their own, which the mean does not divide by.
            params={"label_smoothing": ANY, "class_axis": [1], "denominator": ["count"]},
        ),
        "nll": dict(
            call=losses.nll,
            gradients=["log_probability", "class_weight"],
            params={"ignore_index": ANY, "class_axis": [1], "denominator": ["weight"]},
            optional=["class_weight"],
        ),
        "bce": dict(call=losses.bce, gradients=["probability", "target"], params={**UNWEIGHTED, "guard": ["none"]}),
        "bce_with_logits": dict(
            call=losses.bce_with_logits,
            gradients=["logits", "target", "pos_weight"],
            params=UNWEIGHTED,
            optional=["pos_weight"],
        ),
    }


def numerics():
    rows = {"gradients": ["logits"], "reductions": ["none"]}
    return {
        "softmax": dict(call=losses.softmax, **rows),
        "log_softmax": dict(call=losses.log_softmax, **rows),
        "log_sum_exp": dict(call=losses.log_sum_exp, **rows),
        "log_sum_exp@ReduceLogSumExp": dict(call=losses.reduce_log_sum_exp, reductions=["none"]),
        "clip_grad_value": dict(
            call=losses.clip_grad_value, gradients=["gradient"], params={"clip_value": ANY}, reductions=["none"]
        ),
    }
