"""PaddlePaddle on the CPU, judged by lossproof, with gradients through paddle.grad.

    lossproof run --dialect paddle -- python3 conformance/adapters/paddle/adapter.py

regression.py, classification.py, ranking.py and numerics.py have the calls, table.py and labels.py what each of them
supports, bridge.py what is between Paddle and the protocol.
"""

import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "python")]

from bridge import serve_paddle  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_paddle(declared())
