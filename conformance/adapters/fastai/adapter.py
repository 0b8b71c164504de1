"""The losses of fastai, judged by lossproof, with gradients through autograd.

    lossproof run --dialect fastai -- python3 conformance/adapters/fastai/adapter.py

losses.py has the calls, table.py what each of them supports, ../pytorch/bridge.py what is between torch and the
protocol.
"""

import pathlib
import sys

import fastai
import torch

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_on_device("fastai", f"{fastai.__version__}+torch{torch.__version__}", declared())
