"""From a question of the protocol to PaddlePaddle and back: values, and gradients through paddle.grad."""

import os
import re
import warnings

# Read by Paddle when it is imported: warnings of its C++ part are not logged, and sums have the order of one thread.
os.environ.setdefault("GLOG_minloglevel", "2")
os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402
import paddle  # noqa: E402

from lossproof_adapter import Loss, Rejected, Unsupported, declaration, serve  # noqa: E402
from trial import Trial  # noqa: E402

# On a CPU there are no kernels of float16, not even for a difference.
DTYPES = {"f64": "float64", "f32": "float32"}
REDUCTIONS = ["none", "sum", "mean"]
REFUSALS = (ValueError, IndexError, RuntimeError, AssertionError, OSError, MemoryError)


def serve_paddle(losses):
    # Another device would be another implementation.
    paddle.set_device("cpu")
    serve(
        name="PaddlePaddle",
        version=paddle.__version__,
        arithmetic={each: declaration(each) for each in DTYPES},
        losses=losses,
    )


def on_paddle(call):
    """The function that answers a question with this call."""

    def answer(question):
        dtype = DTYPES[question.dtype]
        wanted = [want[len("gradient.") :] for want in question.wants if want != "value"]
        given = {name: as_tensor(array, dtype, name in wanted) for name, array in question.operands.items()}
        value, found = refusing(lambda: pulled_back(call, given, wanted, question, dtype))
        outputs = {"value": value.numpy()}
        for name, gradient in zip(wanted, found):
            # None is what paddle.grad gives for an operand that the value does not depend on.
            outputs["gradient." + name] = np.zeros(given[name].shape) if gradient is None else gradient.numpy()
        return outputs

    return answer


def pulled_back(call, given, wanted, question, dtype):
    value = call(given, question.params, question.reduction)
    if not wanted:
        return value, []
    if value.stop_gradient:
        return value, [None] * len(wanted)
    cotangent = as_tensor(question.cotangent, dtype)
    return value, paddle.grad(value, [given[name] for name in wanted], cotangent, allow_unused=True)


def as_tensor(array, dtype, differentiated=False):
    kind = "int64" if array.dtype == np.int64 else dtype
    return paddle.to_tensor(np.array(array), dtype=kind, stop_gradient=not differentiated)


def of_rows(call):
    """The call of a function that documents operands of shape [N, *]: a single number becomes a row of one."""

    def called(given, params, reduction):
        rows = {name: each if each.ndim else each.reshape([1]) for name, each in given.items()}
        value = call(rows, params, reduction)
        return value if any(each.ndim for each in given.values()) else value.reshape([])

    return called


def refusing(work):
    """What Paddle throws is a refusal of the input, unless it says that it has no kernel."""
    try:
        return work()
    except REFUSALS as error:
        message = said(error)
        if isinstance(error, NotImplementedError) or "is not registered" in message:
            raise Unsupported(message)
        raise Rejected(type(error).__name__, message)


def said(error):
    """The line that says what is wrong: errors of the C++ part come with its stack."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if re.match(r"\((\w+)\) ", line)]
    return (told or lines or [type(error).__name__])[0]


def supported(
    call,
    example,
    values=None,
    labels=(),
    gradients=None,
    optional=(),
    reductions=REDUCTIONS,
    tried=None,
    **told,
):
    """Declares a loss in the dtypes in which every reduction and gradient of the example works.

    values: every parameter of the example. labels: operands that hold labels, which have no gradients. gradients: the
    operands of which the library says that they have one; where it says nothing, those that get one of the example.
    tried: the reductions that the example is tried with, where not all of them.
    """
    answer = on_paddle(call)
    tried = tried or reductions
    trial = Trial(answer, example, values)
    if gradients is None:
        gradients = [each for each in trial.numbers(labels) if differentiable(call, example, values or {}, each, tried[-1])]
    wants = ["value", *("gradient." + each for each in gradients)]
    return Loss(
        answer,
        optional=list(optional),
        reductions=list(reductions),
        dtypes=[dtype for dtype in DTYPES if trial.works(dtype, wants, tried)],
        wants=wants,
        **told,
    )


def differentiable(call, example, values, name, reduction):
    """Whether Paddle has a gradient with respect to this operand of the example; where it has none it says nothing."""
    given = {each: as_tensor(np.array(numbers), "float32", each == name) for each, numbers in example.items()}
    value = call(given, values, reduction)
    return not value.stop_gradient and paddle.grad(value.sum(), [given[name]], allow_unused=True)[0] is not None
