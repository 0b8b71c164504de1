"""From a question of the protocol to TensorFlow and back: values, and vector-Jacobian products through a tape."""

import os

# Read by TensorFlow when it is imported. Another device would be another implementation; what its C++ part logs is not
# of interest.
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

from lossproof_adapter import Loss, Rejected, Unsupported, declaration, serve  # noqa: E402
from trial import Trial  # noqa: E402

DTYPES = {"f64": tf.float64, "f32": tf.float32, "f16": tf.float16, "bf16": tf.bfloat16}
REDUCTIONS = ["none", "sum", "mean"]
REFUSALS = (tf.errors.OpError, ValueError, TypeError)

tf.get_logger().setLevel("ERROR")
# Sums have the order of one thread.
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)


def serve_on_device(name, version, losses, dtypes=tuple(DTYPES)):
    """Serves losses of this TensorFlow."""
    serve(
        name=name,
        version=version,
        # reduce_sum of 16 bits adds in 16 bits.
        arithmetic={each: declaration(each, subnormals=subnormals(each)) for each in dtypes},
        losses=losses,
    )


def subnormals(dtype):
    """Whether this TensorFlow keeps subnormal numbers, found by asking it for one."""
    tiny = tf.constant(np.finfo(DTYPES[dtype].as_numpy_dtype).tiny if dtype != "bf16" else 2.0**-126, DTYPES[dtype])
    return "kept" if float(tiny * tf.constant(0.5, tiny.dtype) * tf.constant(2.0, tiny.dtype)) else "flushed"


def on_tensorflow(call, tensors=()):
    """The function that answers a question with this call; `tensors` are the parameters that have gradients."""

    def answer(question):
        dtype = DTYPES[question.dtype]
        wanted = [want[len("gradient.") :] for want in question.wants if want != "value"]
        given = {name: as_tensor(array, dtype) for name, array in question.operands.items()}
        params = dict(question.params)
        params.update({name: tf.constant(params[name], dtype) for name in tensors})
        leaves = {name: given[name] if name in given else params[name] for name in wanted}
        value, found = refusing(
            lambda: pulled_back(lambda: call(given, params, question.reduction, wanted), leaves, question)
        )
        if value.dtype != dtype:
            raise Unsupported(f"{dtype.name}: what it gives is {value.dtype.name}")
        outputs = {"value": as_array(value)}
        for name, gradient in zip(wanted, found):
            # None is what a tape gives for an operand that the value does not depend on.
            outputs["gradient." + name] = np.zeros(leaves[name].shape) if gradient is None else as_array(gradient)
        return outputs

    return answer


def pulled_back(work, leaves, question):
    """What the work gives, and its vector-Jacobian products with the cotangent."""
    if not leaves:
        return work(), []
    with tf.GradientTape() as tape:
        for leaf in leaves.values():
            tape.watch(leaf)
        value = work()
    cotangent = as_tensor(question.cotangent, value.dtype)
    if value.shape != cotangent.shape:
        # The suite sees that it is the wrong shape; there is nothing to contract.
        return value, [None] * len(leaves)
    return value, tape.gradient(value, list(leaves.values()), output_gradients=cotangent)


def as_tensor(array, dtype):
    return tf.constant(array) if array.dtype == np.int64 else tf.cast(tf.constant(array), dtype)


def as_array(tensor):
    return (tf.cast(tensor, tf.float32) if tensor.dtype == tf.bfloat16 else tensor).numpy()


def refusing(work):
    """What TensorFlow throws is a refusal of the input, unless it says that it has no kernel."""
    try:
        return work()
    except (tf.errors.UnimplementedError, tf.errors.NotFoundError) as error:
        raise Unsupported(said(error))
    except REFUSALS as error:
        raise Rejected(type(error).__name__, said(error))


def said(error):
    return (str(error).splitlines() or [type(error).__name__])[0]


def supported(call, example, values=None, labels=(), optional=(), reductions=REDUCTIONS, dtypes=tuple(DTYPES), **told):
    """Declares a loss in the dtypes in which every reduction and gradient of the example works and keeps the dtype.

    values: every parameter of the example. labels: operands that hold labels, which have no gradients; of the others
    those have one that get one of the example. dtypes: those that are tried.
    """
    answer = on_tensorflow(call)
    trial = Trial(answer, example, values)
    values, last = values or {}, reductions[-1]
    gradients = [each for each in trial.numbers(labels) if differentiable(call, example, values, each, last)]
    wants = ["value", *("gradient." + each for each in gradients)]
    return Loss(
        answer,
        optional=list(optional),
        reductions=list(reductions),
        dtypes=[dtype for dtype in dtypes if trial.works(dtype, wants, reductions)],
        wants=wants,
        **told,
    )


def differentiable(call, example, values, name, reduction):
    """Whether TensorFlow has a gradient with respect to this operand of the example; where not it gives None."""
    given = {each: as_tensor(np.array(numbers), tf.float32) for each, numbers in example.items()}
    with tf.GradientTape() as tape:
        tape.watch(given[name])
        value = call(given, values, reduction, [name])
    return tape.gradient(value, given[name]) is not None
