"""What this PyTorch has of a loss, found by trying, and losses as a compiler makes them; lossproof_torch.py has the rest."""

import sys

import torch

import lossproof_torch
from lossproof_adapter import Loss
from lossproof_torch import DEVICE, DTYPES, REDUCTIONS, on_torch
from trial import Trial

__all__ = ["DEVICE", "REDUCTIONS", "on_torch", "serve_on_device", "supported"]


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
    lossproof_torch.serve_on_device(name + BY_COMPILER, version, losses, dtypes)


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
