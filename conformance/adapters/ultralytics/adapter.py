"""The focal losses of ultralytics, judged by lossproof, with gradients through autograd.

    lossproof run --dialect ultralytics -- python3 conformance/adapters/ultralytics/adapter.py

losses.py has the calls, table.py what each of them supports, ../pytorch/bridge.py what is between torch and the protocol.
"""

import contextlib
import pathlib
import sys

import torch

with contextlib.redirect_stdout(sys.stderr):
    # It says so where it writes its settings for the first time.
    import ultralytics
    import ultralytics.utils.loss

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import DTYPES, declared  # noqa: E402

if __name__ == "__main__":
    serve_on_device("ultralytics", f"{ultralytics.__version__}+torch{torch.__version__}", declared(), DTYPES)
