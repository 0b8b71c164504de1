"""Which losses torchtune has, with which parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
MEAN = {"reductions": ["mean"]}
# A mask holds 0 and 1: what else a weight may be is not asked, and a mean over nothing but padding is 0.
MASKED = {"denominator": ["weight"], "empty": ["nan", "zero"]}

# Of labels that are not ignored, which weigh the same.
COUNTED = ["weight", "target_weight", "count"]


def rows():
    return {
        "dpo": dict(
            call=losses.dpo,
            example={
                "policy_chosen": [-1.0, -2.0],
                "policy_rejected": [-3.0, -1.5],
                "reference_chosen": [-1.5, -2.0],
                "reference_rejected": [-2.5, -1.0],
            },
            params={"beta": ANY, "label_smoothing": ANY},
            values={"beta": 0.1, "label_smoothing": 0.25},
            optional=["reference_chosen", "reference_rejected"],
        ),
        "margin_ranking": dict(
            call=losses.margin_ranking,
            example={"first": [0.5, 2.0], "second": [1.0, -0.25], "target": [1.0, -1.0]},
            params={"margin": [1], "denominator": ANY},
            labels=["target"],
        ),
        "clipped_surrogate": dict(
            call=losses.clipped_surrogate,
            example={
                "log_probability": [-1.0, -2.0],
                "old_log_probability": [-1.5, -2.0],
                "advantage": [0.5, -1.0],
                "weight": [1.0, 0.0],
            },
            params={"epsilon": ANY, **MASKED},
            values={"epsilon": 0.2, "upper_clip": "same", **{name: of[0] for name, of in MASKED.items()}},
            optional=["weight"],
            labels=["weight"],
            **MEAN,
        ),
        "cross_entropy": dict(
            call=losses.cross_entropy,
            example={"logits": [[0.5, -2.0, 1.0]], "target": [1]},
            params={"ignore_index": ANY, "class_axis": [-1], "denominator": COUNTED},
            values={"ignore_index": None, "class_axis": -1},
            **MEAN,
        ),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    # Logits become float32.
    table["cross_entropy"].dtypes = ["f32"]
    return table
