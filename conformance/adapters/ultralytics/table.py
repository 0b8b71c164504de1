"""Which losses ultralytics has, with which parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
# Varifocal loss casts to float32 whatever it gets, so that there is no float64.
DTYPES = ("f32", "f16", "bf16")


def row(name, **more):
    loss = supported(
        call=getattr(losses, name),
        example={"logits": [0.5, -2.0], "target": [0.75, 0.0]},
        labels=["target"],
        reductions=["sum", "mean"],
        widest="f32",
        **more,
    )
    loss.dtypes = [dtype for dtype in loss.dtypes if dtype in DTYPES]
    return loss


def declared():
    return {
        "varifocal": row(
            "varifocal", params={"alpha": ANY, "gamma": ANY}, values={"alpha": 0.75, "gamma": 2.0}
        ),
        "binary_focal": row(
            "binary_focal",
            # An alpha of 0 turns it off, too, which is not what alpha 0 is.
            params={"alpha": ANY, "gamma": ANY, "balanced": [True]},
            values={"alpha": 0.25, "gamma": 2.0},
        ),
    }
