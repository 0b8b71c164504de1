"""The losses of PyTorch Metric Learning, judged by lossproof, with gradients through autograd.

    lossproof run --dialect metric-learning -- python3 conformance/adapters/metric-learning/adapter.py

This is version 2, which any Python has; version 3, from Python 3.12 on, is another interface, and was not run.
losses.py and classes.py have the calls, table.py what each of them supports, ../pytorch/bridge.py what is between torch and the
protocol.
"""

import pathlib
import sys

import pytorch_metric_learning
import torch

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    version = f"{pytorch_metric_learning.__version__}+torch{torch.__version__}"
    serve_on_device("PyTorch Metric Learning", version, declared())
