"""Which losses MONAI has, with which operands and parameter values: one row a loss, tried on an example."""

import torch

import losses
from bridge import supported

ANY = "any"
MASKS = {"probability": [[0.5, 0.25]], "target": [[1.0, 0.0]]}
PLACES = {"logits": [[[0.5, -2.0], [1.0, 0.25]]], "target": [[1, 0]]}
BINARY = {"logits": [[0.5, -2.0]], "target": [[0.0, 1.0]]}
SMOOTH = {"smooth": ANY, "denominator_eps": ANY, "over": ANY}
VALUES = {"smooth": 1.0, "denominator_eps": 0.0, "over": "item"}
# What these make of float64 is float32: FocalLoss of everything, GeneralizedDiceLoss of weights, BoxGIoULoss of boxes.
SINGLE = ["binary_focal", "focal", "generalised_dice", "giou"]


def rows():
    return {**masks(), **others()}


def masks():
    squared = {"params": {**SMOOTH, "squared": ANY}, "values": {**VALUES, "squared": False}}
    return {
        "dice": dict(call=losses.dice, example=MASKS, **squared),
        "soft_jaccard": dict(call=losses.soft_jaccard, example=MASKS, **squared),
        "tversky": dict(
            call=losses.tversky,
            example=MASKS,
            params={**SMOOTH, "alpha": ANY, "beta": ANY},
            values={**VALUES, "alpha": 0.5, "beta": 0.5},
        ),
        "generalised_dice": dict(
            call=losses.generalised_dice,
            example={"probability": [[[0.5], [0.25]]], "target": [[[1.0], [0.0]]]},
            params={**SMOOTH, "absent": ["largest"]},
            values=VALUES,
            # The weights of classes without a place are written over in place, which autograd refuses.
            labels=["target"],
        ),
        "multiclass_dice": dict(call=losses.multiclass_dice, example=PLACES, **squared),
        # Its cross-entropy is the mean over the batch, which is the mean of the items.
        "ce_dice": dict(
            call=losses.ce_dice,
            example=PLACES,
            params={**squared["params"], "w_ce": ANY, "w_dice": ANY},
            values={**squared["values"], "w_ce": 0.5, "w_dice": 0.5},
            reductions=["mean"],
        ),
    }


def others():
    mean = {"reductions": ["mean"]}
    return {
        "binary_focal": dict(
            call=losses.binary_focal,
            example=BINARY,
            params={"alpha": ANY, "gamma": ANY, "balanced": ANY},
            values={"alpha": 0.25, "gamma": 2.0, "balanced": True},
            labels=["target"],
        ),
        "focal": dict(
            call=losses.focal,
            example=PLACES,
            params={"alpha": [1], "gamma": ANY, "denominator": ["elements"]},
            values={"alpha": 1.0, "gamma": 2.0},
            reductions=["sum", "mean"],
        ),
        "nt_xent": dict(
            call=losses.nt_xent,
            example={"first": [[1.0, 0.5]], "second": [[0.5, 2.0]]},
            params={"temperature": ANY},
            values={"temperature": 0.5},
            **mean,
        ),
        "giou": dict(
            call=losses.giou,
            example={"prediction": [[0.0, 0.0, 2.0, 2.0]], "target": [[1.0, 0.5, 3.0, 1.5]]},
            params={"eps": [torch.finfo(torch.float32).eps]},
        ),
        "gan_generator": dict(
            call=losses.gan_generator, example={"fake": [0.5, -2.0]}, params={"empty": ["throw"]}, **mean
        ),
        "lsgan_generator": dict(
            call=losses.lsgan_generator, example={"fake": [0.5, -2.0]}, params={"halved": [False], "empty": ["throw"]}, **mean
        ),
        # The sum of two calls, as training makes them.
        "lsgan_discriminator": dict(
            call=losses.lsgan_discriminator,
            example={"real": [0.5, 2.0], "fake": [-1.0]},
            params={"halved": [False], "empty": ["throw"]},
            origin="composed",
            **mean,
        ),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name, loss in table.items():
        loss.dtypes = ["f32"] if name in SINGLE else [each for each in loss.dtypes if each in ["f64", "f32"]]
    return table
