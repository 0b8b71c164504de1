"""Which losses Lightly has, with which operands and parameter values: one row a loss, tried on an example."""

import losses
from bridge import supported

ANY = "any"
VIEWS = {"first": [[1.0, 0.5], [-0.5, 2.0], [0.25, 1.0]], "second": [[0.5, 2.0], [1.0, 0.25], [-1.0, 0.5]]}
MEAN = {"reductions": ["mean"]}


def rows():
    return {
        # The variances are those of a batch normalisation.
        "barlow_twins": dict(
            call=losses.barlow_twins,
            example=VIEWS,
            params={"redundancy_weight": ANY, "spread": ["population"], "variance_eps": [1e-5]},
            values={"redundancy_weight": 0.005},
            reductions=["sum"],
        ),
        "nt_xent": dict(
            call=losses.nt_xent,
            example=VIEWS,
            params={"temperature": {"min": 1e-8}, "empty": ["throw"]},
            values={"temperature": 0.5},
            **MEAN,
        ),
        "cosine_distance": dict(
            call=losses.cosine_distance,
            example=VIEWS,
            params={"form": ["negative_similarity"], "norm_floor": ANY, "empty": ["nan"]},
            values={"norm_floor": 1e-8},
            **MEAN,
        ),
    }


def declared():
    return {name: supported(**row) for name, row in rows().items()}
