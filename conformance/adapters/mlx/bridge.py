"""From a question of the protocol to MLX and back: values, and vector-Jacobian products through mlx.core.vjp."""

import mlx.core as mx
import numpy as np

from lossproof_adapter import Loss, Rejected, declaration

# float64 is not declared: MLX's exponentials and logarithms of it are right to float32 only, and mlx.nn.log_softmax, which
# is compiled, ends the process.
DTYPES = {"f32": mx.float32, "f16": mx.float16, "bf16": mx.bfloat16}
SMALLEST_NORMAL = {"f32": 2.0**-126, "f16": 2.0**-14, "bf16": 2.0**-126}
REDUCTIONS = ["none", "sum", "mean"]

# Another device would be another implementation.
mx.set_default_device(mx.cpu)


def arithmetic():
    """How this MLX computes; whether it keeps subnormal numbers is found by asking it for one."""
    return {each: declaration(each, subnormals="kept" if keeps_subnormals(each) else "flushed") for each in DTYPES}


def keeps_subnormals(dtype):
    half = mx.array(SMALLEST_NORMAL[dtype], DTYPES[dtype]) * mx.array(0.5, DTYPES[dtype])
    return bool((half != 0).item())


def loss_of(call, gradients=(), tensors=(), dtypes=tuple(DTYPES), reductions=REDUCTIONS, optional=(), **told):
    """A loss of the table that is called as call(operands, params, reduction).

    gradients: the operands that have gradients; tensors: the parameters that do.
    """
    return Loss(
        on_mlx(call, [*gradients, *tensors], tensors),
        dtypes=list(dtypes),
        reductions=list(reductions),
        optional=list(optional),
        wants=["value", *("gradient." + each for each in [*gradients, *tensors])],
        **told,
    )


def on_mlx(call, differentiated, tensors):
    """The function that answers a question with this call."""

    def answer(question):
        dtype = DTYPES[question.dtype]
        given = {name: as_mlx(array, dtype) for name, array in question.operands.items()}
        params = {**question.params, **{name: as_mlx(np.asarray(question.params[name]), dtype) for name in tensors}}
        names = [each for each in differentiated if "gradient." + each in question.wants]

        def value_of(*varied):
            by_name = dict(zip(names, varied))
            operands = {name: by_name.get(name, array) for name, array in given.items()}
            return call(operands, {name: by_name.get(name, value) for name, value in params.items()}, question.reduction)

        primals = [given[name] if name in given else params[name] for name in names]
        value, found = refusing(lambda: pulled_back(value_of, primals, question.cotangent, dtype))
        return {"value": as_numpy(value), **{"gradient." + name: as_numpy(each) for name, each in zip(names, found)}}

    return answer


def pulled_back(value_of, primals, cotangent, dtype):
    if not primals:
        value = value_of()
        mx.eval(value)
        return value, []
    values, found = mx.vjp(value_of, primals, [as_mlx(cotangent, dtype)])
    mx.eval(values, found)
    return values[0], found


def as_mlx(array, dtype):
    return mx.array(array, mx.int64 if array.dtype == np.int64 else dtype)


def as_numpy(array):
    return np.array(array.astype(mx.float32) if array.dtype == mx.bfloat16 else array)


def refusing(work):
    """What MLX throws at shapes, dtypes and values is a refusal of the input."""
    try:
        return work()
    except (RuntimeError, TypeError, ValueError, IndexError) as error:
        raise Rejected(type(error).__name__, str(error).splitlines()[0])
