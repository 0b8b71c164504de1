"""The metrics of LightGBM, judged by lossproof: values only.

    lossproof run --dialect lightgbm --dtype f32 -- python3 conformance/adapters/lightgbm/adapter.py

metrics.py has the calls, table.py what each of them supports.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import lightgbm  # noqa: E402

from boosting import serve_metrics  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_metrics("LightGBM", lightgbm.__version__, declared())
