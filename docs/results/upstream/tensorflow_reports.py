"""What lossproof found in TensorFlow, and in Keras on it, each with a few lines: python3 tensorflow_reports.py

Needs tensorflow or tensorflow-cpu, and the Keras that comes with it. The right answers are the formulas of the
documentation in float64, by hand.
"""

import math
import os
import warnings

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
warnings.simplefilter("ignore")

import keras  # noqa: E402
import tensorflow as tf  # noqa: E402


def show(title, **lines):
    print(title)
    for name, value in lines.items():
        print(f"  {name:<7}{value:.10g}" if isinstance(value, float) else f"  {name:<7}{value}")


def slope(loss, number, dtype=tf.float32):
    """The derivative of a loss of one number."""
    x = tf.constant([number], dtype)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = loss(x)
    return float(tape.gradient(value, x)[0])


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def weighted(label):
    return lambda x: tf.nn.weighted_cross_entropy_with_logits(tf.constant([label]), x, pos_weight=1.0)


def at_zero():
    for label in [0.0, 1.0]:
        for logit in [-1e-3, 0.0, 1e-3]:
            given = slope(weighted(label), logit)
            title = f"1 gradient of weighted_cross_entropy_with_logits, pos_weight 1, label {label:g}"
            show(title, of=logit, gives=given, right=sigmoid(logit) - label)


def cancelled():
    for logit in [-5.0, -10.0, -15.0]:
        given = float(weighted(0.0)(tf.constant([logit]))[0])
        right = math.log1p(math.exp(logit))
        show("2 weighted_cross_entropy_with_logits, pos_weight 1, label 0", of=logit, gives=given, right=right)


def full_poisson(count):
    return tf.nn.log_poisson_loss(count, tf.constant([1.0]), compute_full_loss=True)


def no_events():
    for count in [0.0, 1.0, 2.0]:
        given = slope(full_poisson, count)
        # Of -z c + z log z - z + log(2 pi z) / 2, a term that is 0 for a count of 0 and 1, by z.
        right = -1.0 if count <= 1 else -1 + math.log(count) + 0.5 / count
        title = "3 gradient of log_poisson_loss(compute_full_loss=True) by the target, log-rate 1"
        show(title, of=count, gives=given, right=right)


def clipped():
    for number, norm, dtype in [(200.0, 400.0, tf.float16), (2.0**50, 1e25, tf.float32)]:
        given = float(tf.clip_by_norm(tf.constant([number], dtype), norm)[0])
        show(f"4 clip_by_norm to {norm:g} of {dtype.name}", of=number, gives=given, right=number)


def small_difference():
    for difference in [0.1, 1e-4, 1e-8]:
        given = slope(lambda x: tf.compat.v1.losses.huber_loss(tf.constant([0.0]), x), difference)
        show("5 gradient of tf.compat.v1.losses.huber_loss, delta 1", of=difference, gives=given, right=difference)


def narrowed():
    losses = tf.compat.v1.losses
    for number in [0.1, 1e39]:
        given = losses.compute_weighted_loss(tf.constant([number], tf.float64), reduction="none")
        show(f"6 compute_weighted_loss of {given.dtype.name}", of=number, gives=float(given[0]), right=number)


def confident():
    for gamma in [0.0, 0.5]:
        for logit in [-10.0, -16.0, -20.0]:
            loss = keras.losses.BinaryFocalCrossentropy(gamma=gamma, from_logits=True)
            given = slope(lambda x: loss(tf.constant([[0.0]]), x[None]), logit)
            p = sigmoid(logit)
            # Of -p^gamma log(1 - p) by the logit.
            right = gamma * p**gamma * (1 - p) * -math.log1p(-p) + p ** (gamma + 1)
            title = f"7 gradient of keras.losses.BinaryFocalCrossentropy(gamma={gamma:g}, from_logits=True), label 0"
            show(title, of=logit, gives=given, right=right)


def log_two():
    loss = keras.losses.LogCosh(dtype="float64")
    for difference in [0.0, 1e-5, 1.0]:
        given = float(loss(tf.constant([[0.0]], tf.float64), tf.constant([[difference]], tf.float64)))
        # The next term of the series is difference^4 / 12.
        right = math.log(math.cosh(difference)) if difference > 0.1 else difference**2 / 2
        show('8 keras.losses.LogCosh(dtype="float64")', of=difference, gives=given, right=right)


if __name__ == "__main__":
    print(f"TensorFlow {tf.__version__}, Keras {keras.__version__}, CPU")
    for report in [at_zero, cancelled, no_events, clipped, small_difference, narrowed, confident, log_two]:
        report()
