"""The losses of Keras 3 on a backend of its own choice, judged by lossproof, with gradients as the backend has them.

    lossproof run --dialect keras -- python3 conformance/adapters/keras/adapter.py [--backend jax | torch | tensorflow]

JAX is the smallest of them, and the default. losses.py has the calls, table.py what each of them supports, backends.py
what is between a backend and the protocol.
"""

import os
import pathlib
import sys
import warnings

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "python")]

from backends import chosen  # noqa: E402

backend = chosen(sys.argv)
os.environ["KERAS_BACKEND"] = backend.name

import keras  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    backend.serve("Keras", keras.__version__, declared(backend))
