"""From a question of the protocol to JAX and back: values, and vector-Jacobian products through jax.vjp."""

import functools
import os

# The CPU unless JAX_PLATFORMS says otherwise: another device is another implementation. JAX compiles for every shape
# anew, and most shapes come once or twice: without XLA's optimiser a run takes minutes, not an hour. XLA_FLAGS= (nothing)
# puts it back.
os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0 --xla_cpu_use_fusion_emitters=false")

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

from lossproof_adapter import Loss, Rejected, declaration, serve  # noqa: E402

DTYPES = {"f64": jnp.float64, "f32": jnp.float32, "f16": jnp.float16, "bf16": jnp.bfloat16}
REDUCTIONS = ["none", "sum", "mean"]


def serve_on_device(name, version, losses):
    """Serves losses on JAX's device. Others than the CPU do not promise to add in the same order every time."""
    device = jax.default_backend()
    serve(
        name=name,
        version=f"{version}+jax{jax.__version__}",
        arithmetic=arithmetic(),
        losses=losses,
        device=device,
        deterministic=device == "cpu",
    )


def arithmetic():
    """How this JAX computes; whether it keeps subnormal numbers is found by asking it for one."""
    kept = {each: "kept" if keeps_subnormals(each) else "flushed" for each in DTYPES}
    half = ["f16", "bf16"]
    return {each: declaration(each, accumulator="f32" if each in half else each, subnormals=kept[each]) for each in DTYPES}


def keeps_subnormals(dtype):
    with jax.enable_x64(dtype == "f64"):
        tiny = jnp.finfo(DTYPES[dtype]).tiny
        return bool(jnp.asarray(tiny, DTYPES[dtype]) * jnp.asarray(0.5, DTYPES[dtype]) != 0)


# A program takes two or three MiB, and a loss with many options has thousands of them in ten thousand cases: more than
# fit into the memory of most machines.
PROGRAMS_KEPT = 800
traced = []


def forget_programs():
    """Gives back the memory of what was compiled so far."""
    traced.clear()
    jitted.cache_clear()
    jax.clear_caches()


def loss_of(
    call,
    gradients=(),
    tensors=(),
    fixed=(),
    compiled=True,
    dtypes=tuple(DTYPES),
    reductions=REDUCTIONS,
    optional=(),
    **told,
):
    """A loss of the table that is called as call(operands, params, reduction).

    gradients: the operands that have gradients; tensors: the parameters that do; fixed: those that the library looks at
    in Python, and for whose every value it is compiled again. compiled: whether it runs under jax.jit, as most users
    have it; a function that looks at its operands in Python cannot.
    """
    return Loss(
        on_jax(call, [*gradients, *tensors], tensors, fixed, compiled),
        dtypes=list(dtypes),
        reductions=list(reductions),
        optional=list(optional),
        wants=["value", *("gradient." + each for each in [*gradients, *tensors])],
        **told,
    )


def on_jax(call, differentiated, tensors, fixed, compiled):
    """The function that answers a question with this call."""
    pull = jitted if compiled else product

    def answer(question):
        if len(traced) >= PROGRAMS_KEPT:
            forget_programs()
        dtype = DTYPES[question.dtype]
        # Without 64 bits float32 is what JAX computes by default: with them its constants are float64.
        with jax.enable_x64(question.dtype == "f64"):
            given = {name: as_array(array, dtype) for name, array in question.operands.items()}
            params = question.params
            numbers = {name: value for name, value in params.items() if type(value) is float and name not in fixed}
            # What has a gradient is an array of the case's dtype, and the other numbers take the dtype of what they meet.
            numbers.update({name: jnp.asarray(params[name], dtype) for name in tensors})
            constants = tuple((name, value) for name, value in params.items() if name not in numbers)
            # All gradients, wanted or not: what differs would be compiled again.
            leaves = tuple(name for name in differentiated if name in given or name in numbers)
            work = pull(call, question.reduction, constants, leaves)
            value, found = refusing(lambda: work(given, numbers, jnp.asarray(question.cotangent, dtype)))
            return {"value": as_numpy(value), **{"gradient." + name: as_numpy(found[name]) for name in leaves}}

    return answer


@functools.lru_cache(maxsize=None)
def jitted(call, reduction, constants, leaves):
    return jax.jit(product(call, reduction, constants, leaves))


def product(call, reduction, constants, leaves):
    """The value of a call and its vector-Jacobian products."""

    def work(given, numbers, cotangent):
        # Under jax.jit this runs once for every program, otherwise for every question.
        traced.append(call)
        every = {**given, **numbers}

        def value_of(varied):
            operands = {name: varied.get(name, array) for name, array in given.items()}
            params = {name: varied.get(name, number) for name, number in numbers.items()}
            return call(operands, {**dict(constants), **params}, reduction)

        value, back = jax.vjp(value_of, {name: every[name] for name in leaves})
        if value.shape != cotangent.shape:
            # The suite sees that it is the wrong shape; there is nothing to contract.
            return value, {name: jnp.zeros_like(every[name]) for name in leaves}
        return value, back(cotangent.astype(value.dtype))[0]

    return work


def as_array(array, dtype):
    return jnp.asarray(array) if array.dtype == np.int64 else jnp.asarray(array, dtype)


def as_numpy(array):
    return np.asarray(array.astype(jnp.float32) if array.dtype == jnp.bfloat16 else array)


def refusing(work):
    """What JAX or the library throws at shapes, dtypes and values is a refusal of the input."""
    try:
        return work()
    except (TypeError, ValueError, IndexError) as error:
        raise Rejected(type(error).__name__, str(error).splitlines()[0])


def reduced(terms, reduction):
    """What a caller of a function without a reduction writes."""
    if reduction == "none":
        return terms
    return terms.sum() if reduction == "sum" else terms.mean()
