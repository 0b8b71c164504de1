"""The losses of timm, judged by lossproof, with gradients through autograd.

    lossproof run --dialect timm -- python3 conformance/adapters/timm/adapter.py

classes.py and labels.py have the calls, table.py what each of them supports, ../pytorch/bridge.py what is between torch
and the protocol.
"""

import pathlib
import sys

import timm
import torch

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_on_device("timm", f"{timm.__version__}+torch{torch.__version__}", declared())
