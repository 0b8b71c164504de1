"""The losses of SpeechBrain, judged by lossproof, with gradients through autograd.

    lossproof run --dialect speechbrain -- python3 conformance/adapters/speechbrain/adapter.py

sequences.py and losses.py have the calls, table.py what each of them supports, ../pytorch/bridge.py what is between
torch and the protocol.
"""

import pathlib
import sys

import speechbrain
import torch

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_on_device("SpeechBrain", f"{speechbrain.__version__}+torch{torch.__version__}", declared())
