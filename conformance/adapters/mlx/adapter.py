"""MLX on the CPU, judged by lossproof: values, and vector-Jacobian products through mlx.core.vjp.

    lossproof run --dialect mlx -- python3 conformance/adapters/mlx/adapter.py

losses.py has the calls, table.py what each of them supports, bridge.py what is between MLX and the protocol.
"""

import importlib.metadata
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "python")]

from bridge import arithmetic  # noqa: E402
from lossproof_adapter import serve  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve(name="MLX", version=importlib.metadata.version("mlx"), arithmetic=arithmetic(), losses=declared())
