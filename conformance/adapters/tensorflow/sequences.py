"""tf.nn.ctc_loss from dense labels and from sparse ones, which are two algorithms.

Both normalise what they are given: what that takes off is put back, so that this is composed.
"""

import tensorflow as tf

from lossproof_adapter import Unsupported


def dense(given, params, reduction, wanted):
    lengths = given["target_lengths"], given["input_lengths"]
    return composed(given, reduction, tf.nn.ctc_loss(given["targets"], given["log_probs"], *lengths))


def sparse(given, params, reduction, wanted):
    """The operator CTCLoss, that of tf.compat.v1.nn.ctc_loss, which requires a label, and as many steps as labels."""
    if bool(tf.reduce_any((given["target_lengths"] == 0) | (given["target_lengths"] > given["input_lengths"]))):
        raise Unsupported("ctc of an item without labels, or with more of them than steps, which the operator refuses")
    inside = tf.sequence_mask(given["target_lengths"], given["targets"].shape[1])
    labels = tf.SparseTensor(
        tf.where(inside), tf.cast(tf.boolean_mask(given["targets"], inside), tf.int32), given["targets"].shape
    )
    steps = tf.cast(given["input_lengths"], tf.int32)
    return composed(given, reduction, tf.nn.ctc_loss(labels, given["log_probs"], None, steps, blank_index=0))


def composed(given, reduction, terms):
    inside = tf.transpose(tf.sequence_mask(given["input_lengths"], given["log_probs"].shape[0]))
    normaliser = tf.where(inside, tf.reduce_logsumexp(given["log_probs"], axis=-1), tf.zeros([], terms.dtype))
    terms = terms - tf.reduce_sum(normaliser, axis=0)
    if reduction == "none":
        return terms
    return tf.reduce_sum(terms) if reduction == "sum" else tf.reduce_mean(terms)
