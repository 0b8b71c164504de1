"""Which losses torchvision.ops has, with which parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
BOXES = {"prediction": [[0.0, 0.0, 2.0, 2.0]], "target": [[1.0, 0.5, 3.0, 1.5]]}


def rows():
    boxes = {
        name: dict(
            call=getattr(losses, name),
            example=BOXES,
            params={"eps": ANY, "empty": ["zero"]},
            values={"eps": 1e-7},
        )
        for name in ["giou", "diou", "ciou"]
    }
    return {
        "binary_focal": dict(
            call=losses.binary_focal,
            example={"logits": [[0.5, -2.0]], "target": [[0.25, 1.0]]},
            params={"alpha": ANY, "gamma": ANY, "balanced": ANY, "denominator": ANY},
            values={"alpha": 0.25, "gamma": 2.0, "balanced": True},
        ),
        **boxes,
    }


def declared():
    return {name: supported(**row) for name, row in rows().items()}
