"""Which losses timm has, with which operands and parameter values: one row a loss, tried on an example."""

import classes
import labels
from bridge import supported

ANY = "any"
# A smoothing of 1 is refused.
BELOW_ONE = {"max": 0.9375}
ROWS = {"logits": [[1.0, 0.5, -0.25]], "target": [1]}
SHARES = {"logits": [[1.0, 0.5, -0.25]], "target": [[0.25, 0.75, 0.0]]}
BINARY = {"logits": [[0.5, -2.0]], "target": [[0.25, 1.0]]}
HARD = {**BINARY, "target": [[0.0, 1.0]]}
WEIGHTED = {**BINARY, "weight": [[1.0, 2.0]]}
# These compute everything in float32.
SINGLE = [
    *["cross_entropy@PolyCrossEntropy", "cross_entropy_probabilities@PolyCrossEntropy", "poly_cross_entropy"],
    *["bce_with_logits@AsymmetricLossMultiLabel", "bce_with_logits@DistributionBalancedLoss"],
    *["bce_with_logits@ZlprLoss", "binary_focal@AsymmetricLossMultiLabel"],
    *["binary_focal@AsymmetricLossMultiLabel_batchmean", "binary_focal@PolyBinaryCrossEntropy"],
    *["binary_focal@DistributionBalancedLoss", "asymmetric_loss", "asymmetric_loss@batchmean", "bpr"],
]
MEAN = {"reductions": ["mean"]}


def rows():
    return {**of_classes(), **of_labels(), **others()}


def of_classes():
    last = {"class_axis": [-1], "denominator": ANY}
    smoothed = {
        "example": ROWS,
        "params": {**last, "label_smoothing": BELOW_ONE, "smoothing_form": ["uniform"]},
        "values": {"label_smoothing": 0.25},
    }
    soft = {"example": SHARES, "params": {"class_axis": [-1], "denominator": ["count"]}}
    partly = {"reductions": ["none", "mean"]}
    return {
        "cross_entropy": dict(call=classes.cross_entropy, **smoothed, **MEAN),
        "cross_entropy@JsdCrossEntropy": dict(call=classes.cross_entropy_jsd, **smoothed, **MEAN),
        "cross_entropy@JsdCrossEntropy_equal_views": dict(
            call=classes.cross_entropy_jsd_equal_views, **smoothed, **MEAN
        ),
        "cross_entropy@PolyCrossEntropy": dict(call=classes.cross_entropy_poly, **smoothed),
        "cross_entropy@AsymmetricLossSingleLabel": dict(
            call=classes.cross_entropy_asymmetric, **smoothed, **partly
        ),
        "cross_entropy_probabilities": dict(call=classes.cross_entropy_probabilities, **soft, **MEAN),
        "cross_entropy_probabilities@PolyCrossEntropy": dict(call=classes.cross_entropy_probabilities_poly, **soft),
        "focal": dict(
            call=classes.focal,
            example=ROWS,
            params={"alpha": [1], "gamma": ANY, "class_axis": [-1], "denominator": ["count", "all"]},
            values={"gamma": 2.0},
            **partly,
        ),
        "poly_cross_entropy": dict(
            call=classes.poly_cross_entropy, example=ROWS, params={**last, "epsilon": ANY}, values={"epsilon": 2.0}
        ),
    }


def of_labels():
    either = {"params": {"denominator": ANY}}
    weights = {
        "example": {**WEIGHTED, "pos_weight": [1.0, 3.0]},
        "params": {"denominator": ["count"]},
        "optional": ["weight", "pos_weight"],
    }
    focal = {"params": {"gamma": ANY, "balanced": [False], "denominator": ANY}, "values": {"gamma": 2.0}}
    hard = {"labels": ["target"]}
    shifted = {
        "params": {"gamma_pos": ANY, "gamma_neg": ANY, "margin": ANY, "focus_held": ANY},
        "values": {"gamma_pos": 1.0, "gamma_neg": 4.0, "margin": 0.05, "focus_held": False},
    }
    return {
        "bce_with_logits": dict(call=labels.bce_with_logits, **weights),
        "bce_with_logits@sum_classes": dict(call=labels.bce_sum_classes, reductions=["sum"], **weights),
        "bce_with_logits@target_threshold": dict(call=labels.bce_target_threshold, example=HARD, **either, **hard),
        "bce_with_logits@AsymmetricLossMultiLabel": dict(call=labels.bce_asymmetric, **weights),
        # Its weights are functions of the labels, whose gradients are no part of the spec's.
        "bce_with_logits@DistributionBalancedLoss": dict(
            call=labels.bce_distribution_balanced, example=BINARY, **either, **hard
        ),
        "bce_with_logits@ZlprLoss": dict(call=labels.bce_zlpr, example=HARD, **either, **hard, **MEAN),
        "binary_focal@AsymmetricLossMultiLabel": dict(
            call=labels.focal_asymmetric,
            example=WEIGHTED,
            optional=["weight"],
            params={**focal["params"], "denominator": ["count"]},
            values=focal["values"],
        ),
        "binary_focal@AsymmetricLossMultiLabel_batchmean": dict(
            call=labels.focal_asymmetric_batchmean, example=BINARY, **focal, **MEAN
        ),
        "binary_focal@PolyBinaryCrossEntropy": dict(
            call=labels.focal_poly,
            example=BINARY,
            params={"alpha": ANY, "gamma": ANY, "balanced": ANY, "denominator": ANY},
            values={"alpha": 0.25, "gamma": 2.0, "balanced": True},
        ),
        "binary_focal@DistributionBalancedLoss": dict(
            call=labels.focal_distribution_balanced, example=HARD, **focal, **hard
        ),
        "asymmetric_loss": dict(
            call=labels.asymmetric_loss,
            example={**WEIGHTED, **HARD},
            optional=["weight"],
            params={**shifted["params"], "denominator": ["count"]},
            values=shifted["values"],
            **hard,
        ),
        "asymmetric_loss@batchmean": dict(
            call=labels.asymmetric_loss_batchmean,
            example=HARD,
            params={**shifted["params"], "denominator": ANY},
            values=shifted["values"],
            **hard,
            **MEAN,
        ),
    }


def others():
    gradient = {"example": {"gradient": [3.0, -4.0]}, "reductions": ["none"], "gradients": False}
    clipping = {**gradient, "values": {"max_norm": 1.0}}
    return {
        "bpr": dict(
            call=labels.bpr,
            example={"positive": [0.5, 2.0], "negative": [1.0, -1.0]},
            params={"denominator": ANY, "empty": ["zero"]},
            **MEAN,
        ),
        "clip_grad_norm": dict(call=labels.clip_grad_norm, params={"max_norm": ANY, "eps": [1e-6]}, **clipping),
        "clip_grad_norm@adaptive_clip_grad": dict(
            call=labels.clip_grad_norm_adaptive, params={"max_norm": ANY, "eps": [0]}, **clipping
        ),
        "clip_grad_value": dict(
            call=labels.clip_grad_value, params={"clip_value": ANY}, values={"clip_value": 1.0}, **gradient
        ),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name in SINGLE:
        table[name].dtypes = ["f32"]
    return table
