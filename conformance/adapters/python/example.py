"""A worked adapter: mean squared error in plain numpy, with every option and all gradients.

    lossproof run -- python3 conformance/adapters/python/example.py
"""

import numpy as np

from lossproof_adapter import Loss, declaration, serve


def mse(question):
    # Half precision is computed in float32 and rounded when it is stored.
    wide = np.float64 if question.dtype == "f64" else np.float32
    p, t = question["prediction"].astype(wide), question["target"].astype(wide)
    w = np.ones_like(p) if question.get("weight") is None else question["weight"].astype(wide)
    c = question.cotangent.astype(wide)

    with np.errstate(all="ignore"):
        e = p - t
        term = e * e
        # A weight of 0 silences whatever stands under it, NaN and infinity too.
        weighted = np.where(w == 0, 0, w * term).astype(wide)
        slope = np.where(w == 0, 0, 2 * w * e).astype(wide)
        if question.reduction == "none":
            return outputs(weighted, c * slope, c * term)
        if question.reduction == "sum":
            return outputs(weighted.sum(), c * slope, c * term)
        if question.params["denominator"] == "count":
            total, mean = wide(p.size), weighted.sum() / wide(p.size)
            return outputs(mean, c * slope / total, c * term / total)
        total = w.sum()
        if total == 0:
            return outputs(wide(np.nan), np.zeros_like(p), np.zeros_like(p))
        mean = weighted.sum() / total
        return outputs(mean, c * slope / total, c * (term - mean) / total)


def outputs(value, slope, by_weight):
    return {
        "value": value,
        "gradient.prediction": slope,
        "gradient.target": -slope,
        "gradient.weight": by_weight,
    }


if __name__ == "__main__":
    serve(
        name="numpy example",
        version=np.__version__,
        arithmetic={
            "f64": "f64",
            "f32": "f32",
            "f16": declaration("f32", storage="f16"),
            "bf16": declaration("f32", storage="bf16"),
        },
        losses={
            "mse": Loss(
                mse,
                origin="composed",
                params={"denominator": ["weight", "count"]},
                optional=["weight"],
                reductions=["none", "sum", "mean"],
                dtypes=["f64", "f32", "f16", "bf16"],
                wants=["value", "gradient.prediction", "gradient.target", "gradient.weight"],
            ),
        },
    )
