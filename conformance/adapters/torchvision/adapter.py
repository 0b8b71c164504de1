"""The losses of torchvision.ops, judged by lossproof, with gradients through autograd.

    lossproof run --dialect torchvision -- python3 conformance/adapters/torchvision/adapter.py

The calls and their table are the PyTorch adapter's, ../pytorch/vision.py and table.py; here they are judged under the
name, the version and the dialect of torchvision.
"""

import pathlib
import sys

import torch
import torchvision

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "python"), str(here.parent / "pytorch")]

import table  # noqa: E402
from bridge import serve_on_device, supported  # noqa: E402

if __name__ == "__main__":
    losses = {name: supported(name, **row) for name, row in table.torchvision().items()}
    serve_on_device("torchvision", f"{torchvision.__version__}+torch{torch.__version__}", losses)
