"""The losses of Liger Kernel, judged by lossproof: Triton kernels, with the gradients that they write.

    lossproof run --dialect liger -- python3 conformance/adapters/liger/adapter.py
    lossproof run --dialect liger -- python3 conformance/adapters/liger/adapter.py --device cuda

On the CPU Triton's interpreter runs the same kernels on numpy, and the version says so; on a card they are compiled.
losses.py has the calls, composed.py what the adapter puts together, table.py what each of them supports, interpreter.py
what the interpreter lacks, ../pytorch/bridge.py what is between torch and the protocol.
"""

import importlib.metadata
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

import torch  # noqa: E402
from bridge import DEVICE, serve_on_device  # noqa: E402
from interpreter import interpret  # noqa: E402

INTERPRETED = DEVICE.type == "cpu"
if INTERPRETED:
    # Before the first import of a kernel, which is compiled or interpreted for good.
    interpret()

import triton  # noqa: E402
from table import declared  # noqa: E402


def version():
    liger = importlib.metadata.version("liger-kernel")
    mode = ".interpreted" if INTERPRETED else ""
    return f"{liger}+torch{torch.__version__}.triton{triton.__version__}{mode}"


if __name__ == "__main__":
    serve_on_device("Liger Kernel", version(), declared(INTERPRETED))
