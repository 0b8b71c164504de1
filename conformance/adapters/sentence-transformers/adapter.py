"""The losses of Sentence Transformers, judged by lossproof, with gradients through autograd.

    lossproof run --dialect sentence-transformers -- python3 conformance/adapters/sentence-transformers/adapter.py

losses.py and rankers.py have the calls, models.py what stands in for a model, table.py what each loss supports,
../pytorch/bridge.py what is between torch and the protocol.
"""

import logging
import pathlib
import sys

import sentence_transformers
import torch

here = pathlib.Path(__file__).resolve().parent
# First this folder: the one of PyTorch has a table and losses, too.
sys.path[:0] = [str(here), str(here.parent / "python"), str(here.parent / "pytorch")]

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    logging.disable(logging.WARNING)
    version = f"{sentence_transformers.__version__}+torch{torch.__version__}"
    serve_on_device("Sentence Transformers", version, declared())
