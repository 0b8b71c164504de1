"""Which losses pytorch-toolbelt has, with which parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
MASKS = {"probability": [[0.5, 0.25]], "target": [[1.0, 0.0]]}
ROWS = {"logits": [[1.0, 0.5, -0.25]], "target": [1]}
BINARY = {"logits": [[0.5, -2.0]], "target": [[0.0, 1.0]]}
WEIGHTED = {**BINARY, "weight": [[1.0, 2.0]]}
MEAN = {"reductions": ["mean"]}
# These compute everything in float32.
SINGLE = ["binary_focal", "binary_focal@QualityFocalLoss"]


def rows():
    return {**masks(), **of_labels(), **others()}


def masks():
    smooth = {"params": {"smooth": ANY, "over": ANY}, "values": {"smooth": 1.0, "over": "item"}}
    return {
        "dice": dict(call=losses.dice, example=MASKS, **smooth, **MEAN),
        "dice@soft_micro_f1": dict(
            call=losses.dice_soft_micro_f1,
            example=MASKS,
            params={"denominator_eps": ANY, "over": ANY},
            values={"denominator_eps": 1e-6, "over": "item"},
            **MEAN,
        ),
        "soft_jaccard": dict(call=losses.soft_jaccard, example=MASKS, **smooth, **MEAN),
        "multiclass_dice": dict(
            call=losses.multiclass_dice,
            example=ROWS,
            params={"smooth": ANY, "over": ["batch"], "empty": ["throw"]},
            values={"smooth": 1.0},
            **MEAN,
        ),
        "lovasz_hinge": dict(
            call=losses.lovasz_hinge,
            example=BINARY,
            labels=["target"],
            params={"empty": ["zero"]},
            widest="f32",
            **MEAN,
        ),
    }


def of_labels():
    focal = {"alpha": ANY, "gamma": ANY, "balanced": ANY, "denominator": ["count"]}
    # Hard labels only, which have no gradient.
    hard = {"example": BINARY, "labels": ["target"]}
    return {
        "binary_focal": dict(
            call=losses.binary_focal,
            example=WEIGHTED,
            optional=["weight"],
            params=focal,
            values={"alpha": 0.25, "gamma": 2.0, "balanced": True},
        ),
        "binary_focal@QualityFocalLoss": dict(
            call=losses.binary_focal_quality,
            params={"gamma": ANY, "balanced": [False], "denominator": ANY},
            values={"gamma": 2.0},
            **hard,
        ),
        "bce_with_logits": dict(
            call=losses.bce_with_logits,
            example={**WEIGHTED, "pos_weight": [1.0, 3.0]},
            params={"denominator": ["count"]},
            optional=["weight", "pos_weight"],
        ),
        "bce_with_logits@BalancedBCEWithLogitsLoss": dict(
            call=losses.bce_balanced, params={"denominator": ANY}, **hard
        ),
    }


def others():
    return {
        "cross_entropy": dict(
            call=losses.cross_entropy,
            example=ROWS,
            params={
                "ignore_index": ANY,
                "label_smoothing": ANY,
                "smoothing_form": ["uniform"],
                "class_axis": ANY,
                "denominator": ["all"],
            },
            values={"ignore_index": None, "label_smoothing": 0.25, "class_axis": 1},
        ),
        "cross_entropy@BiTemperedLogisticLoss": dict(
            call=losses.cross_entropy_bi_tempered, example=ROWS, params={"class_axis": [-1], "denominator": ANY}
        ),
        "log_cosh": dict(
            call=losses.log_cosh,
            example={"prediction": [[0.5, -2.0]], "target": [[0.25, 1.0]]},
            params={"denominator": ANY},
            **MEAN,
        ),
        "wing": dict(
            call=losses.wing,
            example={"prediction": [[0.5, -2.0]], "target": [[0.25, 1.0]]},
            params={"w": ANY, "epsilon": ANY, "denominator": ANY},
            values={"w": 1.0, "epsilon": 0.5},
        ),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name in SINGLE:
        table[name].dtypes = ["f32"]
    return table
