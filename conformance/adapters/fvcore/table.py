"""Which losses fvcore.nn has, with which parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
BINARY = {"logits": [[0.5, -2.0]], "target": [[0.0, 1.0]]}
PAIR = {"prediction": [[0.5, -2.0]], "target": [[0.25, 1.0]]}
# These compute everything in float32.
SINGLE = ["binary_focal", "bce_with_logits"]


def rows():
    focal = {
        "example": BINARY,
        "params": {"alpha": ANY, "gamma": ANY, "balanced": ANY, "denominator": ANY},
        "values": {"alpha": 0.25, "gamma": 2.0, "balanced": True},
    }
    # Hard labels only, which have no gradient.
    star = {"example": BINARY, "params": {"denominator": ANY}, "labels": ["target"]}
    zero = {"empty": ["zero"]}
    return {
        "binary_focal": dict(call=losses.binary_focal, **focal),
        "binary_focal@sigmoid_focal_loss_jit": dict(call=losses.binary_focal_jit, **focal),
        "binary_focal@sigmoid_focal_loss_star": dict(
            call=losses.binary_focal_star,
            **{**star, "params": {**focal["params"], "gamma": [0]}},
            values={"alpha": 0.25, "gamma": 0.0, "balanced": True},
        ),
        "bce_with_logits@sigmoid_focal_loss_star": dict(call=losses.bce_star, **star),
        "bce_with_logits@sigmoid_focal_loss_star_jit": dict(call=losses.bce_star_jit, **star),
        # Its logits and its value are scaled here.
        "bce_with_logits@sigmoid_focal_loss_star_gamma_2": dict(
            call=losses.bce_star_gamma_2, **star, origin="composed"
        ),
        # Below 1e-5 it is the absolute difference, as is documented.
        "smooth_l1": dict(
            call=losses.smooth_l1,
            example=PAIR,
            params={"beta": {"min": 1e-5}, "denominator": ANY, **zero},
            values={"beta": 1.0},
        ),
        "smooth_l1@beta_0": dict(
            call=losses.smooth_l1,
            example=PAIR,
            params={"beta": [0], "denominator": ANY, **zero},
            values={"beta": 0.0},
        ),
        "giou": dict(
            call=losses.giou,
            example={"prediction": [[0.0, 0.0, 2.0, 2.0]], "target": [[1.0, 0.5, 3.0, 1.5]]},
            params={"eps": ANY, **zero},
            values={"eps": 1e-7},
        ),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name, loss in table.items():
        if name.partition("@")[0] in SINGLE:
            loss.dtypes = ["f32"]
    return table
