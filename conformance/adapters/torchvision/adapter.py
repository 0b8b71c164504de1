"""The losses of torchvision.ops on the CPU, judged by lossproof, with gradients through autograd.

    lossproof run --dialect torchvision -- python3 conformance/adapters/torchvision/adapter.py

The calls and their table are the PyTorch adapter's, ../pytorch/vision.py and table.py; here they are judged under the
name, the version and the dialect of torchvision.
"""

import pathlib
import sys
import warnings

import torch
import torchvision

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "python"), str(here.parent / "pytorch")]

import table  # noqa: E402
from bridge import supported  # noqa: E402
from lossproof_adapter import declaration, serve  # noqa: E402

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    # One thread: cases are small, and sums then have one order.
    torch.set_num_threads(1)
    half = {each: declaration(each, accumulator="f32") for each in ["f16", "bf16"]}
    serve(
        name="torchvision",
        version=f"{torchvision.__version__}+torch{torch.__version__}",
        arithmetic={"f64": "f64", "f32": "f32", **half},
        losses={name: supported(name, **row) for name, row in table.torchvision().items()},
    )
