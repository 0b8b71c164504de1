"""The losses of torchtune, judged by lossproof, with gradients through autograd.

    lossproof run --dialect torchtune -- python3 conformance/adapters/torchtune/adapter.py

losses.py has the calls, table.py what each of them supports, ../pytorch/bridge.py what is between torch and the protocol.
"""

import importlib.metadata
import pathlib
import sys
import warnings

# It says that it is maintained no longer.
warnings.simplefilter("ignore")

import torch  # noqa: E402

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    version = f"{importlib.metadata.version('torchtune')}+torch{torch.__version__}"
    serve_on_device("torchtune", version, declared())
