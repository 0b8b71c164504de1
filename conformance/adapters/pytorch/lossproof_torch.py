"""Losses of PyTorch for lossproof to judge, beside lossproof_adapter.py: gradients are those of autograd.

    from lossproof_torch import loss_of, serve_on_device

    def huber(given, params, reduction):
        delta = params["delta"]
        return F.huber_loss(given["prediction"], given["target"], reduction=reduction, delta=delta)

    serve_on_device("mine", "1.0", {"huber": loss_of(huber, gradients=["prediction", "target"], params={"delta": "any"})})

A function gets the operands by name, as tensors, the parameters, and the reduction, and returns the value.
`--device cuda` after the adapter's path asks it on a graphics card.
"""

import os
import sys
import warnings

import numpy as np
import torch

from lossproof_adapter import Loss, Rejected, Unsupported, declaration, serve

DTYPES = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
REDUCTIONS = ["none", "sum", "mean"]


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


def serve_on_device(name, version, losses, dtypes=None):
    """Serves losses, in the dtypes that one of them has. 16 bits are summed in float32, as PyTorch does."""
    warnings.simplefilter("ignore")
    # One thread: cases are small, and sums then have one order, which other devices do not promise.
    torch.set_num_threads(1)
    half = ["f16", "bf16"]
    declared = dtypes or [each for each in DTYPES if any(each in loss.dtypes for loss in losses.values())]
    serve(
        name=name,
        version=version,
        arithmetic={each: declaration(each, accumulator="f32" if each in half else each) for each in declared},
        losses=losses,
        device=str(DEVICE),
        deterministic=DEVICE.type == "cpu",
    )


def loss_of(call, gradients=(), tensors=(), dtypes=("f64", "f32"), reductions=REDUCTIONS, optional=(), **told):
    """A loss that is called as call(operands, params, reduction).

    gradients: the operands that have gradients; tensors: the parameters that do, which are tensors then. The other
    arguments are those of a Loss: params, the values of each parameter that are supported, optional and origin.
    """
    return Loss(
        on_torch(call, tensors),
        dtypes=list(dtypes),
        reductions=list(reductions),
        optional=list(optional),
        wants=["value", *("gradient." + each for each in [*gradients, *tensors])],
        **told,
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
        if type(error).__name__ in ("BackendCompilerFailed", "InternalTorchDynamoError", "InductorError"):
            raise
        # An assertion may have nothing to say.
        raise Rejected(type(error).__name__, str(error).partition("\n")[0])


def reduced(terms, reduction):
    """What becomes of the losses of the items where a function does not reduce them itself."""
    if reduction == "none":
        return terms
    return terms.sum() if reduction == "sum" else terms.mean()
