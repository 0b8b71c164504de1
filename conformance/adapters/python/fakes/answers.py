"""What an adapter on lossproof_adapter.py may answer, for its tests: the first prediction says what."""

import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from lossproof_adapter import Loss, Rejected, Unsupported, serve  # noqa: E402


def answer(question):
    what = int(question["prediction"][0])
    print("noise on stdout")
    if what == 1:
        raise Rejected("ValueError", "a negative weight")
    if what == 2:
        raise Unsupported("weights")
    if what == 3:
        return 1 / 0
    if what == 4:
        return {}
    if what == 5:
        # Float64, whatever was asked for: it is rounded once.
        return {"value": np.float64(1 + 2**-8 + 2**-40)}
    if what == 6:
        return {"value": question.params["delta"] * 2 + question.params["ignore_index"]}
    if what == 7:
        question["prediction"][0] = 0
    if what == 8:
        return {"value": sys.stdin.read() or 8}
    return {"value": 0.5}


if __name__ == "__main__":
    dtypes = ["f64", "f32", "f16", "bf16"]
    losses = {"mse@fake": Loss(answer, reductions=["mean"], dtypes=dtypes, wants=["value"])}
    serve("fake", "0", losses, {dtype: dtype for dtype in dtypes})
