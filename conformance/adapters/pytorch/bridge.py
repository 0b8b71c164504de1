"""From a question of the protocol to PyTorch and back, and what this PyTorch has of a loss."""

import os
import sys
import warnings

import numpy as np
import torch

from lossproof_adapter import Loss, Rejected, Unsupported, declaration, serve
from trial import Trial

DTYPES = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
REDUCTIONS = ["none", "sum", "mean"]
COMPILER_FAILURES = ["BackendCompilerFailed", "InternalTorchDynamoError", "InductorError"]


def device_of(arguments):
    """Where everything is computed, `--device NAME`: another device is another implementation."""
    name = arguments[arguments.index("--device") + 1] if "--device" in arguments[:-1] else "cpu"
    if name == "cpu":
        return torch.device(name)
    try:
        torch.zeros(1, device=name)
        torch.set_default_device(name)
    except (AssertionError, AttributeError, RuntimeError) as error:
        sys.exit(f"torch {torch.__version__} cannot compute on {name}: {str(error).splitlines()[0]}")
    return torch.device(name)


DEVICE = device_of(sys.argv)


def compiler_of(arguments):
    """What `--compile BACKEND` makes of a function: a compiled loss is another implementation, too."""
    if "--compile" not in arguments[:-1]:
        return lambda call: call, ""
    backend = arguments[arguments.index("--compile") + 1]
    try:
        from torch import _dynamo

        if backend not in torch.compiler.list_backends(exclude_tags=()):
            sys.exit(f"torch {torch.__version__} has no compiler {backend}")
    except (AttributeError, ImportError):
        sys.exit(f"torch {torch.__version__} cannot compile")
    # Each shape and option may be compiled anew: past the usual limit torch would go on without compiling.
    _dynamo.config.recompile_limit = _dynamo.config.accumulated_recompile_limit = 1_000_000
    return lambda call: torch.compile(call, backend=backend, dynamic=True), f", compiled by {backend}"


COMPILED, BY_COMPILER = compiler_of(sys.argv)


def serve_on_device(name, version, losses, dtypes=tuple(DTYPES)):
    """Serves losses of this PyTorch. What has no kernel for 16 bits is computed in float32 and rounded."""
    warnings.simplefilter("ignore")
    # One thread: cases are small, and sums then have one order, which other devices do not promise.
    torch.set_num_threads(1)
    half = ["f16", "bf16"]
    serve(
        name=name + BY_COMPILER,
        version=version,
        arithmetic={each: declaration(each, accumulator="f32" if each in half else each) for each in dtypes},
        losses=losses,
        device=str(DEVICE),
        deterministic=DEVICE.type == "cpu",
    )


def on_torch(call, tensors=()):
    """The function that answers a question with this call; `tensors` are the parameters that have gradients."""

    def answer(question):
        return lacking(lambda: outputs_of(call, tensors, question))

    return answer


def outputs_of(call, tensors, question):
    dtype = DTYPES[question.dtype]
    given = {name: as_tensor(array, dtype) for name, array in question.operands.items()}
    params = dict(question.params)
    for name in tensors:
        params[name] = torch.tensor(params[name], dtype=dtype, device=DEVICE)
    wanted = [want[len("gradient.") :] for want in question.wants if want != "value"]
    leaves = [(given[name] if name in given else params[name]).requires_grad_() for name in wanted]
    value = refusing(lambda: call(given, params, question.reduction))
    outputs = {"value": as_array(value)}
    if not leaves:
        return outputs
    found = [None] * len(leaves)
    cotangent = as_tensor(question.cotangent, dtype)
    # Of a value in the wrong shape, which the suite sees, there is nothing to contract.
    if value.requires_grad and value.shape == cotangent.shape:
        found = torch.autograd.grad(value, leaves, cotangent, allow_unused=True)
    for name, leaf, gradient in zip(wanted, leaves, found):
        # None is autograd's zero: the value does not depend on it.
        outputs["gradient." + name] = as_array(torch.zeros_like(leaf) if gradient is None else gradient)
    return outputs


def as_tensor(array, dtype):
    tensor = torch.from_numpy(np.array(array)).to(DEVICE)
    return tensor if tensor.dtype == torch.int64 else tensor.to(dtype)


def as_array(tensor):
    tensor = tensor.detach().cpu()
    return (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).numpy()


def lacking(work):
    """What torch has no code for is unsupported, and so is what Triton does not compile."""
    try:
        return work()
    except Exception as error:
        if type(error).__name__ == "CompilationError":
            raise Unsupported("the kernel does not compile: " + str(error).strip().splitlines()[-1])
        if not isinstance(error, RuntimeError):
            raise
        if "CUDA error" in str(error):
            end(error)
        if "not implemented for" in str(error) or "is not differentiable with respect to" in str(error):
            raise Unsupported(str(error).splitlines()[0])
        raise


def end(error):
    """After a failed assertion in a kernel a process has no device any more: the suite starts another."""
    print(error, file=sys.stderr, flush=True)
    os._exit(1)


def refusing(work):
    """What torch throws where it has the code is a refusal of the input, unless its compiler failed."""
    try:
        return lacking(work)
    except (RuntimeError, ValueError, IndexError, AssertionError) as error:
        if type(error).__name__ in COMPILER_FAILURES:
            raise
        # An assertion may have nothing to say.
        raise Rejected(type(error).__name__, str(error).partition("\n")[0])


def supported(
    call,
    example,
    values=None,
    params=None,
    optional=(),
    labels=(),
    tensors=(),
    reductions=REDUCTIONS,
    tried=None,
    gradients=True,
    widest="f64",
    origin="library",
):
    """Declares a loss in the dtypes in which every reduction and gradient of the example works.

    values: every parameter of the example; params: which values of them are supported. labels: operands that hold
    labels, which have no gradients. tensors: parameters that have gradients. tried: the reductions that the example is
    tried with, where not all of them. widest: the dtype that gradients are tried in.
    """
    answer = on_torch(call, tensors)
    tried = tried or reductions
    trial = Trial(answer, example, values)
    wanted = ["gradient." + each for each in [*trial.numbers(labels), *tensors]] if gradients else []
    wants = ["value", *(want for want in wanted if trial.works(widest, [want], tried[-1:]))]
    return Loss(
        # What is there is tried as it is: compiling each trial would take minutes.
        on_torch(COMPILED(call), tensors),
        origin=origin,
        params=params,
        optional=[each for each in optional if each in example],
        reductions=reductions,
        dtypes=[dtype for dtype in DTYPES if trial.works(dtype, wants, tried)],
        wants=wants,
    )
