"""TensorFlow on the CPU, judged by lossproof, with gradients through tf.GradientTape.

    lossproof run --dialect tensorflow -- python3 conformance/adapters/tensorflow/adapter.py

functions.py has the calls of tf.nn and of clipping, weighted.py those of tf.compat.v1.losses, sequences.py those of
tf.nn.ctc_loss; table.py says what each of them supports, bridge.py is what is between TensorFlow and the protocol.
"""

import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "python")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

import tensorflow as tf  # noqa: E402

if __name__ == "__main__":
    serve_on_device("TensorFlow", tf.__version__, declared())
