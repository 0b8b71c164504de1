"""Which losses fastai has, with which operands and parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
ROWS = {"logits": [[1.0, 0.5, -0.25]], "target": [1]}
BINARY = {"target": [[0.25, 1.0]], "weight": [[1.0, 2.0]]}
# A tensor of fastai is float32 where it is made of float64, and so is everything that is flattened.
SINGLE = {"widest": "f32"}


def rows():
    return {**of_classes(), **of_elements(), **of_masks()}


def of_classes():
    smoothing = {
        "example": ROWS,
        "params": {"denominator": ANY, "label_smoothing": ANY, "smoothing_form": ["uniform"]},
        "values": {"label_smoothing": 0.25, "class_axis": -1},
    }
    focal = {
        "params": {"alpha": [1], "gamma": ANY, "denominator": ["count", "all"]},
        "values": {"gamma": 2.0, "class_axis": -1},
    }
    weighted = {"example": {**ROWS, "class_alpha": [1.0, 2.0, 0.5]}, "optional": ["class_alpha"]}
    return {
        "cross_entropy": dict(
            call=losses.cross_entropy,
            example={**ROWS, "class_weight": [1.0, 2.0, 0.5]},
            optional=["class_weight"],
            params={
                **smoothing["params"],
                "class_axis": ANY,
                "ignore_index": ANY,
                "denominator": ["target_weight"],
            },
            values={**smoothing["values"], "ignore_index": None},
            **SINGLE,
        ),
        "cross_entropy@LabelSmoothingCrossEntropy": dict(
            call=losses.cross_entropy_smoothing, **with_axes(smoothing, [1])
        ),
        "cross_entropy@LabelSmoothingCrossEntropyFlat": dict(
            call=losses.cross_entropy_smoothing_flat, **with_axes(smoothing, ANY), **SINGLE
        ),
        "focal": dict(call=losses.focal, example=ROWS, **with_axes(focal, [1])),
        "focal@weight": dict(call=losses.focal, **weighted, **with_axes(focal, [1])),
        "focal@FocalLossFlat": dict(call=losses.focal_flat, example=ROWS, **with_axes(focal, ANY), **SINGLE),
    }


def with_axes(row, axes):
    return {**row, "params": {**row["params"], "class_axis": axes}}


def of_elements():
    pair = {
        "example": {"prediction": [[0.5, -2.0]], "target": [[0.25, 1.0]]},
        "params": {"denominator": ANY},
        **SINGLE,
    }
    return {
        "bce_with_logits": dict(
            call=losses.bce_with_logits,
            example={**BINARY, "logits": [[0.5, -2.0]], "pos_weight": [1.0, 3.0]},
            params={"denominator": ["count"]},
            optional=["weight", "pos_weight"],
            **SINGLE,
        ),
        "bce": dict(
            call=losses.bce,
            example={**BINARY, "probability": [[0.5, 0.75]]},
            params={"guard": ["log_floor"], "log_floor": [-100], "denominator": ["count"]},
            optional=["weight"],
            **SINGLE,
        ),
        "mse": dict(call=losses.mse, **pair),
        "mae": dict(call=losses.mae, **pair),
    }


def of_masks():
    dice = {
        "example": {"logits": [[[0.5, 1.0], [-0.25, 2.0]]], "target": [[1, 0]]},
        "params": {"smooth": ANY, "squared": ANY, "over": ["item"]},
        "values": {"smooth": 1.0, "squared": False},
        **SINGLE,
    }
    return {
        "multiclass_dice": dict(call=losses.multiclass_dice, **dice),
        "multiclass_dice@axis_last": dict(call=losses.multiclass_dice_axis_last, **dice),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name, row in rows().items():
        if row.get("widest") == "f32":
            table[name].dtypes = [dtype for dtype in table[name].dtypes if dtype != "f64"]
    return table
