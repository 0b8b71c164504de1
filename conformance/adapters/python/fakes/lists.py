"""An adapter on lossproof_adapter.py without numpy, for its tests: the first prediction says what it answers."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from lossproof_adapter import Loss, declaration, serve  # noqa: E402


def answer(question):
    prediction = question["prediction"]
    shape = list(prediction.shape)
    if prediction[0] == 1:
        return {"value": question.params["delta"] + question.params["ignore_index"]}
    if prediction[0] == 2:
        return {"value": [1 + 2**-8 + 2**-40], "gradient.prediction": [2 * x for x in prediction]}
    if prediction[0] == 3:
        return {"value": 0, "gradient.prediction": [1.0]}
    if prediction[0] == 4:
        return {"value": sum(shape) + question.cotangent[0] + (question.get("weight") is None)}
    return {"value": [1e300], "gradient.prediction": [-1e300 for _ in prediction]}


if __name__ == "__main__":
    dtypes = ["f64", "f32", "f16", "bf16"]
    wants = ["value", "gradient.prediction"]
    losses = {"mse": Loss(answer, reductions=["mean"], dtypes=dtypes, wants=wants, origin="composed")}
    arithmetic = {dtype: declaration("f64", storage=dtype) for dtype in dtypes}
    serve("lists", "0", losses, arithmetic, numpy="--numpy" in sys.argv)
