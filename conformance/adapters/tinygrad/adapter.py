"""tinygrad on the CPU, judged by lossproof: values, and vector-Jacobian products through Tensor.gradient.

    lossproof run --dialect tinygrad -- python3 conformance/adapters/tinygrad/adapter.py

losses.py has the calls, table.py what each of them supports, bridge.py what is between tinygrad and the protocol.
"""

import importlib.metadata
import os
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "python")]

from bridge import arithmetic, compiles  # noqa: E402
from lossproof_adapter import serve  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    compiles()
    serve(name="tinygrad", version=importlib.metadata.version("tinygrad"), arithmetic=arithmetic(), losses=declared())
    # It has been answered: to free what tinygrad keeps of every kernel would take seconds.
    os._exit(0)
