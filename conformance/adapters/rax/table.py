"""Which losses Rax has, with which operands and parameter values: one row a loss."""

import losses
from bridge import loss_of

ANY = "any"
# Its mean over nothing is 0.
ZERO = {"empty": ["zero"]}
# Weights multiply, and a mean divides by what there is, weighed or not.
COUNTED = {"denominator": ["count"], **ZERO}


def declared():
    rows = {**lists(), **classes(), **items()}
    return {name: loss_of(**row, dtypes=["f64", "f32"]) for name, row in rows.items()}


def lists():
    pairs = {"gradients": ["scores"], "optional": ["valid"]}
    return {
        "pairwise_logistic": dict(
            call=losses.pairwise_logistic, params={"denominator": ["pair"], **ZERO}, **pairs
        ),
        "pairwise_hinge_ranking": dict(
            call=losses.pairwise_hinge_ranking, params={"margin": [1], "denominator": ["pair"], **ZERO}, **pairs
        ),
        "list_mle": dict(call=losses.list_mle, params={"denominator": ["list"], **ZERO}, **pairs),
        "list_net": dict(
            call=losses.list_net,
            gradients=["scores", "relevance"],
            params={"denominator": ["list"], **ZERO},
            optional=["valid"],
            origin="composed",
        ),
    }


def classes():
    return {
        "cross_entropy_probabilities": dict(
            call=losses.cross_entropy_probabilities,
            gradients=["logits", "target"],
            params={"class_axis": [-1], **COUNTED},
            optional=["class_weight"],
        ),
        "poly_cross_entropy": dict(
            call=losses.poly_cross_entropy,
            gradients=["logits"],
            tensors=["epsilon"],
            params={"epsilon": ANY, "class_axis": [-1], "denominator": ANY, **ZERO},
        ),
    }


def items():
    return {
        "mse": dict(
            call=losses.mse, gradients=["prediction", "target", "weight"], params=COUNTED, optional=["weight"]
        ),
        # Labels are cut off at 0 and 1, where they have no slope of their own.
        "bce_with_logits": dict(
            call=losses.bce_with_logits, gradients=["logits", "weight"], params=COUNTED, optional=["weight"]
        ),
    }
