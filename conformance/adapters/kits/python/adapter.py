"""Your losses, for lossproof to judge: one loss is filled in, put yours beside it.

lossproof_adapter.py, beside this file, speaks the protocol. Here a function gets a question and returns what was asked,
in lists of numbers in C order, without numpy. `serve(..., numpy=True)` gives and takes arrays of numpy instead.
"""

import math

from lossproof_adapter import Loss, Rejected, declaration, serve


def huber(question):
    """Half the squared difference up to delta, a straight line of slope delta beyond."""
    delta = question.params["delta"]
    if not delta > 0:
        # Whatever your library refuses arrives as a refusal; any other exception is a fault of the adapter.
        raise Rejected("ValueError", "delta must be positive, not %r" % delta)

    errors = [p - t for p, t in zip(question["prediction"], question["target"])]
    terms = [e * e / 2 if abs(e) <= delta else delta * (abs(e) - delta / 2) for e in errors]
    slopes = [min(max(e, -delta), delta) for e in errors]

    # A gradient is multiplied with the cotangent: one number for each value, so a single one after a reduction.
    if question.reduction == "none":
        value, cotangents = terms, question.cotangent
    else:
        count = len(terms) if question.reduction == "mean" else 1
        value = sum(terms) / count if count else math.nan
        cotangents = [question.cotangent[0] / count for _ in terms]
    gradient = [c * slope for c, slope in zip(cotangents, slopes)]
    return {"value": value, "gradient.prediction": gradient, "gradient.target": [-g for g in gradient]}


# `lossproof list` names the losses, `lossproof explain huber` shows the operands and parameters of one.
LOSSES = {
    "huber": Loss(
        huber,
        # "library" where the function that is tested is your library's own, "composed" where it is put together here.
        origin="composed",
        # Which values each parameter may have. One that is not named is supported at its default only.
        params={"delta": "any"},
        # The optional operands that may be given, such as "weight".
        optional=[],
        reductions=["none", "sum", "mean"],
        dtypes=["f64", "f32"],
        # The value, and the gradients with respect to operands and parameters that there are.
        wants=["value", "gradient.prediction", "gradient.target"],
    ),
    # "mse": Loss(mse, ...),
}

if __name__ == "__main__":
    serve(
        name="my losses",
        version="0",
        losses=LOSSES,
        # How each dtype is computed: Python computes in float64, and float32 is what the answers are stored in.
        arithmetic={"f64": "f64", "f32": declaration("f64", storage="f32")},
        # Whether bad input is promised to be refused, always.
        validates=False,
        numpy=False,
    )
