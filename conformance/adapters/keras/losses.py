"""The loss classes of Keras 3, called with the operands, the parameters and the reduction of a case.

Keras averages over the last axis and weighs what is left. Losses whose items are elements get an axis of length 1
there, so that each element is a row of its own, with a weight of its own. A single number is a batch of one.
"""

import keras
from keras import ops

from lossproof_adapter import Unsupported


def elementwise(name, prediction="prediction", target="target", **options):
    """A loss of elements by the name of its class; options are its arguments, or which parameters they are."""

    def call(given, params, reduction):
        arguments = {key: params[value] if isinstance(value, str) else value for key, value in options.items()}
        loss = made(name, given[prediction], params, reduction, **arguments)
        shape = tuple(given[prediction].shape)
        rows = {key: ops.reshape(array, shape or (1,)) for key, array in given.items()}
        value = loss(rows[target][..., None], rows[prediction][..., None], sample_weight=rows.get("weight"))
        return value if shape else ops.reshape(value, ())

    return call


def made(name, array, params, reduction, **arguments):
    mean = "mean_with_sample_weight" if params.get("denominator") == "weight" else "sum_over_batch_size"
    dtype = keras.backend.standardize_dtype(array.dtype)
    return getattr(keras.losses, name)(reduction=mean if reduction == "mean" else reduction, dtype=dtype, **arguments)


mse = elementwise("MeanSquaredError")
mae = elementwise("MeanAbsoluteError")
huber = elementwise("Huber", delta="delta")
log_cosh = elementwise("LogCosh")
msle = elementwise("MeanSquaredLogarithmicError")
mape = elementwise("MeanAbsolutePercentageError")
poisson_nll_rate = elementwise("Poisson", prediction="rate")
hinge = elementwise("Hinge")
squared_hinge = elementwise("SquaredHinge")
bce = elementwise("BinaryCrossentropy", prediction="probability")
bce_with_logits = elementwise("BinaryCrossentropy", prediction="logits", from_logits=True)
binary_focal = elementwise(
    "BinaryFocalCrossentropy",
    prediction="logits",
    from_logits=True,
    apply_class_balancing="balanced",
    alpha="alpha",
    gamma="gamma",
)


def cross_entropy(given, params, reduction):
    if len(given["logits"].shape) > 2 and given["logits"].shape[-1] == 1:
        # Keras takes the axis of a single class for one that is too many, and then refuses the shapes.
        raise Unsupported("a single class beside places: see cross_entropy@any_shape")
    return cross_entropy_of_any_shape(given, params, reduction)


def cross_entropy_of_any_shape(given, params, reduction):
    ignored = params["ignore_index"]
    loss = made(
        "SparseCategoricalCrossentropy",
        given["logits"],
        params,
        reduction,
        from_logits=True,
        ignore_class=None if ignored is None else int(ignored),
        axis=int(params["class_axis"]),
    )
    return loss(given["target"], given["logits"])


def cross_entropy_probabilities(given, params, reduction):
    loss = made(
        "CategoricalCrossentropy",
        given["logits"],
        params,
        reduction,
        from_logits=True,
        label_smoothing=params["label_smoothing"],
        axis=int(params["class_axis"]),
    )
    return loss(given["target"], given["logits"])


def focal(given, params, reduction):
    logits, axis = given["logits"], int(params["class_axis"])
    options = {"alpha": params["alpha"], "gamma": params["gamma"], "from_logits": True, "axis": axis}
    loss = made("CategoricalFocalCrossentropy", logits, params, reduction, **options)
    return loss(one_hot(given["target"], logits, axis), logits)


def categorical_hinge(given, params, reduction):
    scores = given["scores"]
    return made("CategoricalHinge", scores, params, reduction)(one_hot(given["target"], scores, -1), scores)


def one_hot(target, logits, axis):
    return ops.one_hot(target, logits.shape[axis], dtype=logits.dtype, axis=axis)


def ctc(given, params, reduction):
    """The function behind keras.losses.CTC, which knows no lengths. What it takes off to normalise is put back."""
    logits = ops.transpose(given["log_probs"], (1, 0, 2))
    lengths = given["input_lengths"]
    terms = ops.ctc_loss(given["targets"], logits, given["target_lengths"], lengths, mask_index=0)
    counts = ops.arange(logits.shape[1], dtype=lengths.dtype) < lengths[:, None]
    normaliser = ops.where(counts, ops.logsumexp(logits, axis=-1), 0)
    terms = terms - ops.sum(normaliser, axis=-1)
    if reduction == "none":
        return terms
    return ops.sum(terms) if reduction == "sum" else ops.mean(terms)


def cosine_distance(given, params, reduction):
    return made("CosineSimilarity", given["first"], params, reduction)(given["first"], given["second"])


def dice(given, params, reduction):
    return overlap("Dice", given, params, reduction)


def tversky(given, params, reduction):
    return overlap("Tversky", given, params, reduction, alpha=params["alpha"], beta=params["beta"])


def overlap(name, given, params, reduction, **options):
    probability = given["probability"]
    axis = None if params["over"] == "batch" else tuple(range(1, len(probability.shape)))
    return made(name, probability, params, reduction, axis=axis, **options)(given["target"], probability)
