"""The loss of torchaudio, judged by lossproof, with gradients through autograd.

    lossproof run --dialect torchaudio -- python3 conformance/adapters/torchaudio/adapter.py

losses.py has the call, table.py what it supports, ../pytorch/bridge.py what is between torch and the protocol.
"""

import pathlib
import sys

import torch
import torchaudio

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_on_device("torchaudio", f"{torchaudio.__version__}+torch{torch.__version__}", declared())
