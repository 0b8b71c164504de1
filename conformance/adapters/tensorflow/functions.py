"""The losses of tf.nn, which do not reduce, softmax and its kin, and clipping, called with the operands of a case."""

import numpy as np
import tensorflow as tf

from lossproof_adapter import Unsupported


def sigmoid_cross_entropy(given, params, reduction, wanted):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=given["target"], logits=given["logits"])


def weighted_cross_entropy(given, params, reduction, wanted):
    """A factor of the positive part is required: where there is none it is 1."""
    pos_weight = given.get("pos_weight", tf.ones([], given["logits"].dtype))
    return tf.nn.weighted_cross_entropy_with_logits(
        labels=given["target"], logits=given["logits"], pos_weight=pos_weight
    )


def sparse_softmax_cross_entropy(given, params, reduction, wanted):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=given["target"], logits=given["logits"])


def softmax_cross_entropy(given, params, reduction, wanted):
    axis = int(params["class_axis"])
    distributions(given["target"], axis, wanted)
    return tf.nn.softmax_cross_entropy_with_logits(labels=given["target"], logits=given["logits"], axis=axis)


def distributions(target, axis, wanted):
    """Where labels are no distribution, "the computation of the gradient will be incorrect", as is documented."""
    if "logits" in wanted and target.shape.num_elements():
        rounding = np.finfo(target.dtype.as_numpy_dtype).eps if target.dtype != tf.bfloat16 else 2.0**-7
        off = tf.reduce_max(abs(tf.reduce_sum(tf.cast(target, tf.float64), axis=axis) - 1))
        if not float(off) <= target.shape[axis] * rounding / 2:
            raise Unsupported("the gradient where soft labels do not add up to 1")


def log_poisson(given, params, reduction, wanted):
    return tf.nn.log_poisson_loss(given["target"], given["log_rate"], compute_full_loss=params["full"])


def twice_l2(given, params, reduction, wanted):
    """l2_loss is half the sum of the squares of one operand."""
    return 2 * tf.nn.l2_loss(given["prediction"] - given["target"])


def softmax(given, params, reduction, wanted):
    return tf.nn.softmax(given["logits"], axis=-1)


def log_softmax(given, params, reduction, wanted):
    return tf.nn.log_softmax(given["logits"], axis=-1)


def log_sum_exp(given, params, reduction, wanted):
    return tf.reduce_logsumexp(given["logits"], axis=-1)


def clip_by_norm(given, params, reduction, wanted):
    return tf.clip_by_norm(given["gradient"], params["max_norm"])


def clip_by_global_norm(given, params, reduction, wanted):
    (clipped,), _ = tf.clip_by_global_norm([given["gradient"]], params["max_norm"])
    return clipped


def clip_by_value(given, params, reduction, wanted):
    return tf.clip_by_value(given["gradient"], -params["clip_value"], params["clip_value"])
