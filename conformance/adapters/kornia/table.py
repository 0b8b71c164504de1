"""Which losses Kornia has, with which parameter values: one row a loss."""

import losses
from bridge import supported

ANY = "any"
PAIR = {"prediction": [0.5, -2.0], "target": [1.0, 1.5]}
BINARY = {"logits": [[0.5, -2.0]], "target": [[0.0, 1.0]]}
MASKS = {"logits": [[[0.5, -2.0], [1.0, 0.25], [0.0, 0.5]]], "target": [[1, 0]]}
PLACES = {"logits": [[[0.5, -2.0], [1.0, 0.25]]], "target": [[1, 0]]}


def rows():
    dice = {
        "example": PLACES,
        "params": {"denominator_eps": ANY, "over": ANY},
        "values": {"denominator_eps": 0.0, "over": "item"},
        "reductions": ["mean"],
    }
    return {
        "cauchy": dict(
            call=losses.cauchy, example=PAIR, params={"form": ["lorentzian"], "denominator": ANY}
        ),
        "pseudo_huber": dict(call=losses.pseudo_huber, example=PAIR, params={"denominator": ANY}),
        "jensen_shannon": dict(
            call=losses.jensen_shannon, example={"probability": [[0.5, 0.5]], "target": [[0.25, 0.75]]}
        ),
        "binary_focal": dict(
            call=losses.binary_focal,
            example={**BINARY, "weight": [[1.0, 2.0]]},
            params={"alpha": ANY, "gamma": ANY, "balanced": ANY, "denominator": ["count"]},
            values={"alpha": 0.25, "gamma": 2.0, "balanced": True},
            optional=["weight"],
            labels=["target"],
        ),
        # A form, because the function has another name for what it does without a focus.
        "bce_with_logits@binary_focal_loss_with_logits": dict(
            call=losses.bce_with_logits,
            example={**BINARY, "weight": [[1.0, 2.0]], "pos_weight": [1.0, 3.0]},
            params={"denominator": ["count"]},
            optional=["weight", "pos_weight"],
        ),
        "focal": dict(
            call=losses.focal,
            example={**PLACES, "class_alpha": [1.0, 2.0]},
            params={"alpha": [1, 0.5], "gamma": ANY, "ignore_index": ANY, "denominator": ["elements"]},
            values={"alpha": 1.0, "gamma": 2.0, "ignore_index": None},
            optional=["class_alpha"],
        ),
        "multiclass_dice": dict(call=losses.multiclass_dice, **dice),
        "multiclass_dice@tversky_loss": dict(call=losses.multiclass_dice_of_tversky, **dice),
        "lovasz_softmax": dict(
            call=losses.lovasz_softmax,
            example={**MASKS, "class_weight": [1.0, 2.0, 0.5]},
            params={"classes": ["all"], "over": ["item"]},
            optional=["class_weight"],
            reductions=["mean"],
        ),
        "lovasz_hinge": dict(call=losses.lovasz_hinge, example=BINARY, labels=["target"], reductions=["mean"]),
    }


def declared():
    return {name: supported(**row) for name, row in rows().items()}
