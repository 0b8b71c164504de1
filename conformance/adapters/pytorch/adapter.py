"""PyTorch on the CPU, judged by lossproof: values, and vector-Jacobian products through autograd.

    lossproof run -- python3 conformance/adapters/pytorch/adapter.py

It runs with torch 1.13 and later. What this torch lacks (a dtype, weights of mse_loss before 2.x, gradients with
respect to the weights of binary_cross_entropy_with_logits) is found by trying, and not declared. The losses themselves
are in losses.py.
"""

import inspect
import math
import pathlib
import sys
import warnings

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "python"))

import losses  # noqa: E402
from lossproof_adapter import Loss, Question, Rejected, Unsupported, declaration, encode, serve  # noqa: E402

DTYPES = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
REDUCTIONS = ["none", "sum", "mean"]
HAS_WEIGHTS = "weight" in inspect.signature(F.mse_loss).parameters


# ---- from a question of the protocol to torch and back


def on_torch(call, tensors=()):
    """The function that answers a question with this call; `tensors` are the parameters that have gradients."""

    def answer(question):
        dtype = DTYPES[question.dtype]
        given = {name: as_tensor(array, dtype) for name, array in question.operands.items()}
        params = dict(question.params)
        for name in tensors:
            params[name] = torch.tensor(params[name], dtype=dtype)
        wanted = [want[len("gradient.") :] for want in question.wants if want != "value"]
        leaves = [(given[name] if name in given else params[name]).requires_grad_() for name in wanted]
        value = refusing(lambda: call(given, params, question.reduction))
        outputs = {"value": as_array(value)}
        if not leaves:
            return outputs
        found = [None] * len(leaves)
        if value.requires_grad:
            cotangent = as_tensor(question.cotangent, dtype)
            found = lacking(lambda: torch.autograd.grad(value, leaves, cotangent, allow_unused=True))
        for name, leaf, gradient in zip(wanted, leaves, found):
            # None is autograd's zero: the value does not depend on it.
            outputs["gradient." + name] = as_array(torch.zeros_like(leaf) if gradient is None else gradient)
        return outputs

    return answer


def as_tensor(array, dtype):
    tensor = torch.from_numpy(np.array(array))
    return tensor if tensor.dtype == torch.int64 else tensor.to(dtype)


def as_array(tensor):
    tensor = tensor.detach()
    return (tensor.float() if tensor.dtype == torch.bfloat16 else tensor).numpy()


def lacking(work):
    """What torch has no code for is unsupported."""
    try:
        return work()
    except RuntimeError as error:
        if "not implemented for" in str(error) or "is not differentiable with respect to" in str(error):
            raise Unsupported(str(error).splitlines()[0])
        raise


def refusing(work):
    """What torch throws where it has the code is a refusal of the input."""
    try:
        return lacking(work)
    except (RuntimeError, ValueError, IndexError) as error:
        raise Rejected(type(error).__name__, str(error).splitlines()[0])


# ---- what this torch has


def supported(name, call, example, operands, params, values, optional=(), tensors=(), origin="library"):
    """Declares a loss in the dtypes in which every reduction and gradient of the example works."""
    answer = on_torch(call, tensors)

    def works(dtype, wants, reductions=REDUCTIONS):
        try:
            for reduction in reductions:
                answer(question(name, dtype, reduction, values, example, wants, answer))
            return True
        except (Unsupported, Rejected):
            return False

    gradients = ["gradient." + each for each in [*operands, *tensors] if works("f64", ["gradient." + each], ["sum"])]
    wants = ["value", *gradients]
    return Loss(
        answer,
        origin=origin,
        params=params,
        optional=[each for each in optional if each in example],
        reductions=REDUCTIONS,
        dtypes=[dtype for dtype in DTYPES if works(dtype, wants)],
        wants=wants,
    )


def question(name, dtype, reduction, values, example, wants, answer):
    """A question about the example; its cotangent is ones, in the shape that the value has."""
    operands = {
        each: encode(np.array(numbers), "i64" if isinstance(numbers[0], int) else dtype)
        for each, numbers in example.items()
    }
    item = {"loss": name, "dtype": dtype, "reduction": reduction, "params": values, "operands": operands}
    shape = np.shape(answer(Question({**item, "cotangent": encode(1.0, dtype), "wants": ["value"]}))["value"])
    return Question({**item, "cotangent": encode(np.ones(shape), dtype), "wants": wants})


def accepts_margin_0():
    try:
        F.triplet_margin_loss(torch.ones(1, 1), torch.ones(1, 1), torch.ones(1, 1), margin=0.0)
        return True
    except ValueError:
        return False


def declared():
    pair = {"prediction": [[0.5, 2.0]], "target": [[0.25, 0.0]]}
    weighted = {**pair, "weight": [[1.0, 2.0]]}
    labels = {"logits": [[0.5, -2.0]], "target": [[0.25, 1.0]], "weight": [[1.0, 2.0]]}
    soft = {"logits": [[0.5, -2.0]], "target": [[0.25, 0.75]], "class_weight": [1.0, 2.0]}
    hard = {"logits": [[0.5, -2.0]], "target": [1], "class_weight": [1.0, 2.0]}
    points = {"anchor": [[0.5, 1.0]], "positive": [[0.0, 1.5]], "negative": [[1.0, 1.0]]}
    boxes = {"prediction": [[0.0, 0.0, 2.0, 2.0]], "target": [[1.0, 0.5, 3.0, 1.5]]}
    either = ["weight", "count"]
    any_margin = {"min": 0} if accepts_margin_0() else {"min": math.ulp(0.0)}
    with_weight = weighted if HAS_WEIGHTS else pair
    table = {
        "mse": dict(
            call=losses.mse,
            example=with_weight,
            # mse_loss divides by the summed weight, huber_loss by the number of elements.
            params={"denominator": ["weight"] if HAS_WEIGHTS else "any"},
            values={},
            optional=["weight"],
        ),
        "huber": dict(
            call=losses.huber,
            example=with_weight,
            params={"delta": "any", "denominator": ["count"] if HAS_WEIGHTS else "any"},
            values={"delta": 1.0},
            optional=["weight"],
        ),
        "bce_with_logits": dict(
            call=losses.bce_with_logits,
            example={**labels, "pos_weight": [1.0, 3.0]},
            params={"denominator": ["count"]},
            values={},
            optional=["weight", "pos_weight"],
        ),
        "cross_entropy": dict(
            call=losses.cross_entropy,
            example=hard,
            params={"ignore_index": "any", "label_smoothing": "any", "denominator": ["target_weight"]},
            values={"ignore_index": None, "label_smoothing": 0.25},
            optional=["class_weight"],
        ),
        "cross_entropy_probabilities": dict(
            call=losses.cross_entropy_probabilities,
            example=soft,
            params={"label_smoothing": "any", "denominator": ["count"]},
            values={"label_smoothing": 0.25},
            optional=["class_weight"],
        ),
        "triplet_margin": dict(
            call=losses.triplet_margin,
            example=points,
            params={"margin": any_margin, "swap": "any", "coordinate_eps": "any"},
            values={"margin": 1.0, "swap": True, "coordinate_eps": 0.0},
        ),
        "log_cosh": dict(
            call=losses.log_cosh,
            example=weighted,
            params={"denominator": either},
            values={"denominator": "weight"},
            optional=["weight"],
            origin="composed",
        ),
        "binary_focal": dict(
            call=losses.binary_focal,
            example=labels,
            params={"alpha": "any", "gamma": "any", "balanced": "any", "denominator": either},
            values={"alpha": 0.25, "gamma": 2.0, "balanced": True, "denominator": "weight"},
            optional=["weight"],
            tensors=["alpha", "gamma"],
            origin="composed",
        ),
        "nt_xent": dict(
            call=losses.nt_xent,
            example={"first": [[1.0, 0.5]], "second": [[0.5, 2.0]]},
            params={"temperature": "any"},
            values={"temperature": 0.5},
            tensors=["temperature"],
            origin="composed",
        ),
        "dice": dict(
            call=losses.dice,
            example={"probability": [[0.5, 0.25]], "target": [[1.0, 0.0]]},
            params={"smooth": "any", "denominator_eps": "any", "squared": "any", "over": "any"},
            values={"smooth": 1.0, "denominator_eps": 0.0, "squared": True, "over": "item"},
            tensors=["smooth", "denominator_eps"],
            origin="composed",
        ),
        "giou": dict(
            call=losses.giou,
            example=boxes,
            params={"eps": "any"},
            values={"eps": 0.0},
            tensors=["eps"],
            origin="composed",
        ),
        "gaussian_kl": dict(
            call=losses.gaussian_kl,
            example={"mean": [[0.5, 1.0]], "log_variance": [[0.25, -1.0]]},
            params={"latent": "any"},
            values={"latent": "sum"},
            origin="composed",
        ),
    }
    return {
        name: supported(name, operands=[each for each in row["example"] if not integers(row["example"][each])], **row)
        for name, row in table.items()
    }


def integers(numbers):
    return isinstance(numbers[0], int)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    # One thread: cases are small, and sums then have one order.
    torch.set_num_threads(1)
    half = {each: declaration(each, accumulator="f32") for each in ["f16", "bf16"]}
    serve(
        name="PyTorch",
        version=torch.__version__,
        arithmetic={"f64": "f64", "f32": "f32", **half},
        losses=declared(),
    )
