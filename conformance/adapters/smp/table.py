"""Which losses segmentation-models-pytorch has, with which parameter values: one row a loss."""

import losses
from bridge import supported

ANY = "any"
MASKS = {"probability": [[0.5, 0.25]], "target": [[1.0, 0.0]]}
ROWS = {"logits": [[1.0, 0.5, -0.25]], "target": [1]}
BINARY = {"logits": [[0.5, -2.0]], "target": [[0.0, 1.0]]}
LABELLED = {"logits": [[[0.5, -2.0], [1.0, 0.25], [0.0, 0.5]]], "target": [[1, 0]]}
SHARES = {"probability": [[0.25, 0.75]], "target": [[0.0, 1.0]]}
# Hard labels only, which have no gradient.
HARD = {"labels": ["target"]}


def rows():
    masks = {"example": MASKS, "reductions": ["mean"], **HARD}
    smooth = {"params": {"smooth": ANY, "over": ANY}, "values": {"smooth": 1.0, "over": "item"}}
    focal = {
        "example": BINARY,
        "params": {"alpha": ANY, "gamma": ANY, "balanced": ANY, "denominator": ANY},
        "values": {"alpha": 0.25, "gamma": 2.0, "balanced": True},
        **HARD,
    }
    clipped = {
        "params": {"guard": ["clip"], "eps": {"max": 0.25}, "denominator": ANY},
        "values": {"guard": "clip", "eps": 1e-7},
    }
    return {
        "dice": dict(call=losses.dice, **masks, **smooth),
        "soft_jaccard": dict(call=losses.soft_jaccard, **masks, **smooth),
        "tversky": dict(
            call=losses.tversky,
            **masks,
            params={**smooth["params"], "alpha": ANY, "beta": ANY},
            values={**smooth["values"], "alpha": 0.5, "beta": 0.5},
        ),
        "multiclass_dice": dict(
            call=losses.multiclass_dice,
            example=ROWS,
            params={"smooth": ANY, "over": ["batch"], "empty": ["throw"]},
            values={"smooth": 1.0},
            reductions=["mean"],
        ),
        "lovasz_hinge": dict(
            call=losses.lovasz_hinge,
            example=BINARY,
            params={"empty": ["zero"]},
            reductions=["mean"],
            widest="f32",
            **HARD,
        ),
        "lovasz_softmax": dict(
            call=losses.lovasz_softmax,
            example={**LABELLED, "valid": [[1.0, 1.0]]},
            params={"classes": ["present"], "over": ANY, "empty": ["zero"]},
            values={"over": "batch"},
            optional=["valid"],
            labels=["valid"],
            reductions=["mean"],
            widest="f32",
        ),
        "binary_focal": dict(call=losses.binary_focal, **focal),
        "binary_focal@multilabel": dict(call=losses.binary_focal_multilabel, reductions=["sum", "mean"], **focal),
        # Of probabilities, with a gamma of 0.
        "bce@FocalLoss": dict(call=losses.bce, example=SHARES, **clipped),
        "bce@FocalLoss_multiclass": dict(
            call=losses.bce_multiclass, example=SHARES, reductions=["mean"], **clipped, **HARD
        ),
        "bce_with_logits": dict(
            call=losses.bce_with_logits,
            example={**BINARY, "weight": [[1.0, 2.0]], "pos_weight": [1.0, 3.0]},
            params={"denominator": ["count"]},
            optional=["weight", "pos_weight"],
        ),
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
    }


def declared():
    return {name: supported(**row) for name, row in rows().items()}
