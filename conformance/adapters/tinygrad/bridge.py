"""From a question of the protocol to tinygrad and back: values, and vector-Jacobian products through Tensor.gradient.

tinygrad compiles a kernel for every shape and every number that it finds in a graph. So numbers come as buffers, of
rank 0 too, value and gradients are realised together, and no workers are started, each of which would import everything
again. What clang made of a kernel is kept by tinygrad itself from run to run, in $CACHEDB.
"""

import os
import sys

os.environ["PARALLEL"] = "0"
# Another device would be another implementation; and Vite means something else by DEV.
os.environ["DEV"] = "CPU"

import numpy as np  # noqa: E402
from tinygrad import Tensor, dtypes  # noqa: E402
from tinygrad.dtype import sum_acc_dtype  # noqa: E402

from lossproof_adapter import Loss, Rejected, declaration  # noqa: E402

# bfloat16 is not declared: tinygrad writes it as a type of C that clang 14 does not have on x86.
DTYPES = {"f64": dtypes.float64, "f32": dtypes.float32, "f16": dtypes.float16}
NAMES = {dtype: name for name, dtype in DTYPES.items()}
REDUCTIONS = ["none", "sum", "mean"]


def compiles():
    """Ends where tinygrad has no compiler: otherwise every answer would be an error of its own."""
    try:
        Tensor([1.0]).exp().tolist()
    except (OSError, RuntimeError) as error:
        sys.exit(f"tinygrad cannot compute on the CPU, for which it needs clang: {error}")


def arithmetic():
    """How this tinygrad computes: in which dtype it sums is its own rule, which SUM_DTYPE changes."""
    return {each: declaration(each, accumulator=NAMES[sum_acc_dtype(dtype)]) for each, dtype in DTYPES.items()}


def loss_of(call, gradients=(), reductions=REDUCTIONS, optional=(), **told):
    """A loss of the table that is called as call(operands, params, reduction).

    gradients: the operands that have gradients.
    """
    return Loss(
        on_tinygrad(call),
        dtypes=list(DTYPES),
        reductions=list(reductions),
        optional=list(optional),
        wants=["value", *("gradient." + each for each in gradients)],
        **told,
    )


def on_tinygrad(call):
    """The function that answers a question with this call."""

    def answer(question):
        dtype = DTYPES[question.dtype]
        given = {name: as_tensor(array, dtype) for name, array in question.operands.items()}
        wanted = [want for want in question.wants if want != "value"]
        leaves = [given[want[len("gradient.") :]] for want in wanted]
        value = refusing(lambda: call(given, question.params, question.reduction))
        found = value.gradient(*leaves, gradient=as_tensor(question.cotangent, dtype)) if leaves else []
        results = [value.contiguous(), *(each.contiguous() for each in found)]
        Tensor.realize(*results)
        return dict(zip(["value", *wanted], (each.numpy() for each in results)))

    return answer


def as_tensor(array, dtype):
    """A tensor of its own buffer: of an array of rank 0 tinygrad makes a constant, which it would compile."""
    flat = Tensor(np.array(array).reshape(-1))
    return (flat if array.dtype == np.int64 else flat.cast(dtype)).reshape(array.shape)


def refusing(work):
    """What tinygrad throws at shapes, dtypes and options is a refusal of the input."""
    try:
        return work()
    except (AssertionError, IndexError, RuntimeError, TypeError, ValueError) as error:
        raise Rejected(type(error).__name__, str(error).splitlines()[0])
