"""The losses of scikit-learn, judged by lossproof: its metrics, which are values, and the loss classes that it fits with.

    lossproof run --dialect sklearn --dtype f64,f32 -- python3 conformance/adapters/sklearn/adapter.py

metrics.py has the public functions of sklearn.metrics; fitting.py the classes of sklearn._loss, which have gradients and
stand behind LogisticRegression and HistGradientBoosting; table.py says what each of them supports.
"""

import pathlib
import sys
import warnings

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import sklearn  # noqa: E402

from lossproof_adapter import serve  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    # numpy warns of log(0) and of overflow, and scikit-learn of rows that do not sum to 1, which are questions here.
    warnings.simplefilter("ignore")
    serve(
        name="scikit-learn",
        version=sklearn.__version__,
        arithmetic={"f64": "f64", "f32": "f32"},
        losses=declared(),
    )
