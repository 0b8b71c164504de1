"""The losses of optax, and what of JAX's own functions and of optax's clipping is a loss here.

Each is called with the operands, the parameters and the reduction of a case. Optax leaves the mean to the caller:
where it does, sum and mean are those of jax.numpy.
"""

import jax
import jax.numpy as jnp
import optax

from bridge import reduced

# ---- regression


def mse(given, params, reduction):
    return reduced(optax.losses.squared_error(given["prediction"], given["target"]), reduction)


def huber(given, params, reduction):
    return reduced(optax.losses.huber_loss(given["prediction"], given["target"], delta=params["delta"]), reduction)


def log_cosh(given, params, reduction):
    return reduced(optax.losses.log_cosh(given["prediction"], given["target"]), reduction)


# ---- classification


def bce_with_logits(given, params, reduction):
    return reduced(optax.losses.sigmoid_binary_cross_entropy(given["logits"], given["target"]), reduction)


def binary_focal(given, params, reduction):
    alpha = params["alpha"] if params["balanced"] else None
    terms = optax.losses.sigmoid_focal_loss(given["logits"], given["target"], alpha=alpha, gamma=params["gamma"])
    return reduced(terms, reduction)


def cross_entropy(given, params, reduction):
    axis = int(params["class_axis"])
    return reduced(
        optax.losses.softmax_cross_entropy_with_integer_labels(given["logits"], given["target"], axis=axis), reduction
    )


def cross_entropy_probabilities(given, params, reduction):
    axis = int(params["class_axis"])
    return reduced(optax.losses.softmax_cross_entropy(given["logits"], given["target"], axis=axis), reduction)


def safe_softmax_cross_entropy(given, params, reduction):
    return reduced(optax.losses.safe_softmax_cross_entropy(given["logits"], given["target"]), reduction)


def poly_cross_entropy(given, params, reduction):
    logits, axis = given["logits"], int(params["class_axis"])
    target = jax.nn.one_hot(given["target"], logits.shape[axis], dtype=logits.dtype, axis=axis)
    return reduced(optax.losses.poly_loss_cross_entropy(logits, target, epsilon=params["epsilon"], axis=axis), reduction)


def kl_div(given, params, reduction):
    return reduced(optax.losses.kl_divergence(given["log_probability"], given["target"], axis=1), reduction)


def kl_div_log_target(given, params, reduction):
    return reduced(
        optax.losses.kl_divergence_with_log_targets(given["log_probability"], given["log_target"], axis=1), reduction
    )


def hinge(given, params, reduction):
    return reduced(optax.losses.hinge_loss(given["prediction"], given["target"]), reduction)


def perceptron(given, params, reduction):
    return reduced(optax.losses.perceptron_loss(given["prediction"], given["target"]), reduction)


def multiclass_hinge(given, params, reduction):
    return reduced(optax.losses.multiclass_hinge_loss(given["scores"], given["target"]), reduction)


def multiclass_perceptron(given, params, reduction):
    return reduced(optax.losses.multiclass_perceptron_loss(given["scores"], given["target"]), reduction)


def ctc(given, params, reduction):
    """Optax takes logits of shape [N, T, C], and marks padding with 1. What it takes off to normalise them is put back."""
    logits = given["log_probs"].transpose(1, 0, 2)
    padding = [
        (jnp.arange(count) >= lengths[:, None]).astype(logits.dtype)
        for count, lengths in [
            (logits.shape[1], given["input_lengths"]),
            (given["targets"].shape[1], given["target_lengths"]),
        ]
    ]
    terms = optax.losses.ctc_loss(logits, padding[0], given["targets"], padding[1])
    normaliser = jnp.where(padding[0] == 0, jax.nn.logsumexp(logits, axis=-1), 0)
    return reduced(terms - normaliser.sum(axis=-1), reduction)


# ---- metric learning


def cosine_distance(given, params, reduction):
    function = optax.losses.cosine_similarity if params["form"] == "similarity" else optax.losses.cosine_distance
    return reduced(function(given["first"], given["second"], epsilon=params["norm_floor"]), reduction)


def triplet_margin(given, params, reduction):
    points = given["anchor"], given["positive"], given["negative"]
    return reduced(optax.losses.triplet_margin_loss(*points, margin=params["margin"], eps=0.0), reduction)


def nt_xent(given, params, reduction):
    items = jnp.arange(given["first"].shape[0])
    views = jnp.concatenate([given["first"], given["second"]])
    return optax.losses.ntxent(views, jnp.concatenate([items, items]), params["temperature"])


# ---- segmentation


def dice(given, params, reduction):
    """Optax adds its smooth to the intersection before that is doubled."""
    return soft_dice(given, params, reduction, smooth=params["smooth"] / 2)


def tversky(given, params, reduction):
    return soft_dice(given, params, reduction, smooth=params["smooth"], alpha=params["alpha"], beta=params["beta"])


def soft_dice(given, params, reduction, **options):
    """Probabilities must add up to 1 over the classes: the mask is one class, what it leaves is the background."""
    classes = [jnp.stack([1 - each, each], axis=-1) for each in [given["probability"], given["target"]]]
    axis = tuple(range(1 if params["over"] == "item" else 0, classes[0].ndim - 1))
    terms = optax.losses.dice_loss(*classes, apply_softmax=False, ignore_background=True, axis=axis, **options)
    return reduced(terms, reduction)


def binary_dice(given, params, reduction):
    terms = optax.losses.binary_dice_loss(
        given["probability"], given["target"], smooth=params["smooth"] / 2, apply_sigmoid=False
    )
    return reduced(terms, reduction)


# ---- numerics


def softmax(given, params, reduction):
    return jax.nn.softmax(given["logits"], axis=-1)


def log_softmax(given, params, reduction):
    return jax.nn.log_softmax(given["logits"], axis=-1)


def log_sum_exp(given, params, reduction):
    return jax.nn.logsumexp(given["logits"], axis=-1)


def clip_grad_norm(given, params, reduction):
    return clipped(optax.clip_by_global_norm(params["max_norm"]), given["gradient"])


def clip_grad_value(given, params, reduction):
    return clipped(optax.clip(params["clip_value"]), given["gradient"])


def clipped(transformation, gradient):
    updates, _ = transformation.update(gradient, transformation.init(gradient))
    return updates
