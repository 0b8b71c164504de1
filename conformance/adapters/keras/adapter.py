"""The losses of Keras 3 on its JAX backend on the CPU, judged by lossproof, with gradients through jax.vjp.

    lossproof run --dialect keras -- python3 conformance/adapters/keras/adapter.py

JAX is the smallest of the backends that have gradients. losses.py has the calls, table.py what each of them supports,
../jax/bridge.py what is between JAX and the protocol.
"""

import os
import pathlib
import sys
import warnings

os.environ["KERAS_BACKEND"] = "jax"
here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "python"), str(here.parent / "jax")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

import keras  # noqa: E402

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    serve_on_device("Keras", keras.__version__, declared())
