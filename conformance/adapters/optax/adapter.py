"""Optax on JAX, judged by lossproof: values, and vector-Jacobian products through jax.vjp.

    lossproof run --dialect optax -- python3 conformance/adapters/optax/adapter.py

losses.py has the calls, table.py what each of them supports, ../jax/bridge.py what is between JAX and the protocol.
"""

import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "python"), str(here.parent / "jax")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

import optax  # noqa: E402

if __name__ == "__main__":
    serve_on_device("Optax", optax.__version__, declared())
