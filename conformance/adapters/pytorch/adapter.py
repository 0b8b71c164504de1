"""PyTorch, judged by lossproof: values, and vector-Jacobian products through autograd.

    lossproof run -- python3 conformance/adapters/pytorch/adapter.py
    lossproof run -- python3 conformance/adapters/pytorch/adapter.py --device cuda

It runs with torch 1.13 and later. What this torch lacks (a dtype, weights of mse_loss before 2.x, gradients with respect
to the weights of binary_cross_entropy_with_logits) is found by trying, and not declared. Every loss function of torch.nn
is in losses.py, compositions in compositions.py; table.py says what each of them supports. torchvision's losses have an
adapter of their own, ../torchvision.
"""

import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

from bridge import serve_on_device  # noqa: E402
from table import declared  # noqa: E402

if __name__ == "__main__":
    serve_on_device("PyTorch", torch.__version__, declared())
