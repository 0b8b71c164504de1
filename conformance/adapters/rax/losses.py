"""The losses of Rax, called with the operands, the parameters and the reduction of a case.

A list is the last axis, and a mask says which of its places are items. What a list costs alone is had as the
documentation says: by jax.vmap.
"""

import functools

import jax
import jax.numpy as jnp
import rax

REDUCE = {"none": None, "sum": jnp.sum, "mean": jnp.mean}

# ---- lists


def pairwise_logistic(given, params, reduction):
    return of_pairs(rax.pairwise_logistic_loss, given, reduction)


def pairwise_hinge_ranking(given, params, reduction):
    return of_pairs(rax.pairwise_hinge_loss, given, reduction)


def of_pairs(loss, given, reduction):
    """Without a reduction Rax gives every pair: the sum of those of each list is asked for list by list."""
    each = [given["scores"], given["relevance"], mask(given)]
    if reduction == "none":
        one = functools.partial(masked, loss, jnp.sum)
        return jax.vmap(one, in_axes=(0, 0, None if each[2] is None else 0))(*each)
    return masked(loss, REDUCE[reduction], *each)


def masked(loss, reduce_fn, scores, labels, where):
    return loss(scores, labels, where=where, reduce_fn=reduce_fn)


def list_mle(given, params, reduction):
    return rax.listmle_loss(given["scores"], given["relevance"], where=mask(given), reduce_fn=REDUCE[reduction])


def list_net(given, params, reduction):
    """The softmax of the judges is JAX's, as a label function."""
    return rax.softmax_loss(
        given["scores"],
        given["relevance"],
        where=mask(given),
        label_fn=lambda labels, where: jax.nn.softmax(labels, axis=-1, where=where),
        reduce_fn=REDUCE[reduction],
    )


def mask(given):
    return None if given.get("valid") is None else given["valid"] == 1


# ---- softmax of classes, which are the items of a list


def cross_entropy_probabilities(given, params, reduction):
    weights = given.get("class_weight")
    return rax.softmax_loss(
        given["logits"],
        given["target"],
        weights=None if weights is None else jnp.broadcast_to(weights, given["logits"].shape),
        reduce_fn=REDUCE[reduction],
    )


def poly_cross_entropy(given, params, reduction):
    logits = given["logits"]
    labels = jax.nn.one_hot(given["target"], logits.shape[-1], dtype=logits.dtype)
    return rax.poly1_softmax_loss(logits, labels, epsilon=params["epsilon"], reduce_fn=REDUCE[reduction])


# ---- items one by one


def mse(given, params, reduction):
    return rax.pointwise_mse_loss(
        given["prediction"], given["target"], weights=given.get("weight"), reduce_fn=REDUCE[reduction]
    )


def bce_with_logits(given, params, reduction):
    return rax.pointwise_sigmoid_loss(
        given["logits"], given["target"], weights=given.get("weight"), reduce_fn=REDUCE[reduction]
    )
