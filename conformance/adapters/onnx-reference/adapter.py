"""ONNX's reference evaluator, judged by lossproof: the operators of the standard that are losses, in numpy; no gradients.

    lossproof run --dialect onnx -- python3 conformance/adapters/onnx-reference/adapter.py

models.py has the models, which are one operator each, and Sub, Mul and ReduceMean for the mean squared error.
"""

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import onnx  # noqa: E402

from lossproof_adapter import serve  # noqa: E402
from models import declared  # noqa: E402

if __name__ == "__main__":
    # numpy warns of log(0) and of overflow, which are questions here.
    warnings.simplefilter("ignore")
    serve(
        name="ONNX reference evaluator",
        version=onnx.__version__,
        arithmetic={"f64": "f64", "f32": "f32", "f16": "f16"},
        losses=declared(),
    )
