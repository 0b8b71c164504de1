"""The metrics of CatBoost, judged by lossproof: values only.

    lossproof run --dialect catboost --dtype f32 -- python3 conformance/adapters/catboost/adapter.py

metrics.py has the calls, table.py what each of them supports.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import catboost  # noqa: E402

from boosting import serve_metrics  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_metrics("CatBoost", catboost.__version__, declared())
