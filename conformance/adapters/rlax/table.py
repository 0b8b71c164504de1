"""Which losses RLax has, with which operands and parameter values: one row a loss."""

import losses
from bridge import loss_of

ANY = "any"
# Nothing is weighed, so that it does not matter what a weighted mean would divide by.
UNWEIGHTED = {"denominator": ANY}
PAIR = ["prediction", "target"]
MEAN = {"reductions": ["mean"]}


def declared():
    rows = {**policies(), **classification(), **regression()}
    return {name: loss_of(**row) for name, row in rows.items()}


def policies():
    return {
        "clipped_surrogate_ratio": dict(
            call=losses.clipped_surrogate_ratio,
            gradients=["ratio", "advantage"],
            params={**UNWEIGHTED, "epsilon": ANY},
            **MEAN,
        ),
        "cross_entropy": dict(
            call=losses.cross_entropy, gradients=["logits"], params={**UNWEIGHTED, "class_axis": [-1]}, **MEAN
        ),
    }


def classification():
    return {
        "bce": dict(call=losses.bce, gradients=["probability", "target"], params=UNWEIGHTED),
    }


def regression():
    return {
        "huber": dict(call=losses.huber, gradients=PAIR, params={**UNWEIGHTED, "delta": ANY}),
        "expectile": dict(call=losses.expectile, gradients=PAIR, params={**UNWEIGHTED, "tau": ANY}),
        "pinball": dict(call=losses.pinball, gradients=PAIR, params={**UNWEIGHTED, "tau": ANY}),
    }
