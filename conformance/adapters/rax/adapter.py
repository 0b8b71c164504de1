"""Rax on JAX, judged by lossproof: values, and vector-Jacobian products through jax.vjp.

    lossproof run --dialect rax -- python3 conformance/adapters/rax/adapter.py

losses.py has the calls, table.py what each of them supports, ../jax/bridge.py what is between JAX and the protocol.
"""

import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "python"), str(here.parent / "jax")]

# First the bridge, which decides on what JAX computes.
from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

import rax  # noqa: E402

if __name__ == "__main__":
    serve_on_device("Rax", rax.__version__, declared())
