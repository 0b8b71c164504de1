"""Which losses against labels PaddlePaddle has: the rows of the table for classification.py."""

import classification
from values import ANY, FREE, MEAN, NONE

AXES = {"class_axis": [1, -1]}
LABELS = {"ignore_index": ANY}


def rows():
    return {**elements(), **indices(), **distributions()}


def elements():
    binary = {"target": [[0.25, 1.0]], "weight": [[1.0, 2.0]]}
    logits = {"logits": [[0.5, -2.0]]}
    count = {"denominator": ["count"]}
    return {
        "bce": dict(
            call=classification.bce,
            example={"probability": [[0.5, 0.125]], **binary},
            params={"guard": ["log_floor"], "log_floor": [-100], **count},
            optional=["weight"],
        ),
        "bce@log_loss": dict(
            call=classification.log_loss,
            example={"probability": [[0.5, 0.125]], "target": [[0.25, 1.0]]},
            params={"guard": ["epsilon_in_log"], "eps": ANY, **FREE},
            values={"eps": 1e-4},
            **NONE,
        ),
        "bce_with_logits": dict(
            call=classification.bce_with_logits,
            example={**logits, **binary, "pos_weight": [1.0, 3.0]},
            params=count,
            optional=["weight", "pos_weight"],
        ),
        "binary_focal": dict(
            call=classification.binary_focal,
            example={**logits, "target": [[0.25, 1.0]]},
            params={"alpha": ANY, "gamma": ANY, "balanced": [True], **FREE},
            values={"alpha": 0.25, "gamma": 2.0},
        ),
        "soft_margin": dict(
            call=classification.soft_margin,
            example={"prediction": [[0.5, -2.0]], "target": [[1.0, -1.0]]},
            labels=["target"],
            params=FREE,
        ),
    }


def indices():
    hard = {"logits": [[0.5, -2.0]], "target": [1]}
    weighted = {**hard, "class_weight": [1.0, 2.0]}
    plain = {"ignore_index": None, "label_smoothing": 0.0, "class_axis": 1}
    smoothed = {"call": classification.cross_entropy, "example": hard, "values": {**plain, "label_smoothing": 0.25}}
    smoothing = {"label_smoothing": ANY, "denominator": ["weight", "target_weight", "count", "all"], "empty": ["nan"]}
    return {
        "cross_entropy": dict(
            call=classification.cross_entropy,
            example=weighted,
            # Where all labels are ignored; a batch without rows is NaN.
            params={
                **LABELS,
                **AXES,
                "denominator": ["weight", "target_weight"],
                "smoothing_form": ANY,
                "empty": ["zero"],
            },
            values=plain,
            optional=["class_weight"],
        ),
        # Smoothed labels are soft ones, whose class weights are others: a row counts as its weights do on average.
        "cross_entropy@label_smoothing": dict(**smoothed, params={**smoothing, "class_axis": [-1]}),
        "cross_entropy@label_smoothing_axis": dict(**smoothed, params={**smoothing, "class_axis": [1]}),
        "cross_entropy@label_smoothing_ignored": dict(
            **smoothed,
            params={
                **smoothing,
                "ignore_index": {"min": 0},
                "class_axis": [-1],
                "denominator": ["count", "weight", "target_weight"],
            },
        ),
        "cross_entropy@softmax_with_cross_entropy": dict(
            call=classification.softmax_with_cross_entropy,
            example=hard,
            params={**LABELS, **AXES, "denominator": ANY, "smoothing_form": ANY, "empty": ANY},
            values=plain,
            **NONE,
        ),
        "nll": dict(
            call=classification.nll,
            example={"log_probability": [[-0.5, -2.0]], "target": [1], "class_weight": [1.0, 2.0]},
            params={"ignore_index": ANY, "denominator": ["weight"], "empty": ["zero"]},
            values=plain,
            optional=["class_weight"],
        ),
        "multi_margin": dict(
            call=classification.multi_margin,
            example={"scores": [[0.5, -2.0]], "target": [1], "class_weight": [1.0, 2.0]},
            params={"margin": ANY, "power": ANY, "denominator": ["count"]},
            values={"margin": 1.0, "power": "squared"},
            optional=["class_weight"],
        ),
    }


def distributions():
    soft = {"logits": [[0.5, -2.0]], "target": [[0.25, 0.75]]}
    log = {"log_probability": [[-0.5, -2.0]]}
    return {
        "cross_entropy_probabilities": dict(
            call=classification.cross_entropy_probabilities,
            example=soft,
            params={**AXES, "label_smoothing": ANY, **FREE},
            values={"class_axis": 1, "label_smoothing": 0.25},
        ),
        "cross_entropy_probabilities@softmax_with_cross_entropy": dict(
            call=classification.softmax_with_cross_entropy_probabilities,
            example=soft,
            params={**AXES, **FREE},
            values={"class_axis": 1},
            **NONE,
        ),
        "kl_div": dict(
            call=classification.kl_div, example={**log, "target": [[0.25, 0.75]]}, params={"per": ["element"]}
        ),
        "kl_div@batchmean": dict(
            call=classification.kl_div_batchmean,
            example={**log, "target": [[0.25, 0.75]]},
            params={"per": ["row"]},
            **MEAN,
        ),
        "kl_div_log_target": dict(
            call=classification.kl_div_log_target,
            example={**log, "log_target": [[-1.0, -0.25]]},
            params={"per": ["element"]},
        ),
        "multilabel_margin": dict(
            call=classification.multilabel_margin,
            example={"scores": [[0.5, -2.0]], "target": [[1.0, 0.0]]},
            labels=["target"],
        ),
        "multilabel_soft_margin": dict(
            call=classification.multilabel_soft_margin,
            example={"logits": [[0.5, -2.0]], "target": [[1.0, 0.25]], "class_weight": [1.0, 2.0]},
            optional=["class_weight"],
        ),
        "ctc": dict(
            call=classification.ctc,
            example={
                "log_probs": [[[-0.5, -1.0, -2.0]], [[-1.0, -0.5, -2.0]]],
                "targets": [[1]],
                "input_lengths": [2],
                "target_lengths": [1],
            },
            params={"zero_infinity": ANY, "per_label": ANY},
            values={"zero_infinity": False, "per_label": False},
            tried=["none", "sum"],
            origin="composed",
        ),
    }
