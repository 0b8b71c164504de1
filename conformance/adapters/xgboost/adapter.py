"""The metrics of XGBoost, judged by lossproof: values only.

    lossproof run --dialect xgboost --dtype f32 -- python3 conformance/adapters/xgboost/adapter.py

metrics.py has the calls, table.py what each of them supports.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import xgboost  # noqa: E402

from boosting import serve_metrics  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    xgboost.set_config(verbosity=0)
    serve_metrics("XGBoost", xgboost.__version__, declared())
