"""The losses of RLax, called with the operands, the parameters and the reduction of a case.

Where RLax leaves the mean to the caller, sum and mean are those of jax.numpy.
"""

import jax
import jax.numpy as jnp
import rlax

from bridge import reduced

# ---- policies


def clipped_surrogate_ratio(given, params, reduction):
    ratio, advantage = given["ratio"].reshape(-1), given["advantage"].reshape(-1)
    return rlax.clipped_surrogate_pg_loss(ratio, advantage, params["epsilon"], use_stop_gradient=False)


def cross_entropy(given, params, reduction):
    """The policy gradient loss of actions that are all worth 1."""
    logits, action = given["logits"], given["target"].reshape(-1)
    ones = jnp.ones(action.shape, logits.dtype)
    return rlax.policy_gradient_loss(logits.reshape(-1, logits.shape[-1]), action, ones, ones)


# ---- classification


def bce(given, params, reduction):
    return reduced(rlax.log_loss(given["probability"], given["target"]), reduction)


# ---- regression


def huber(given, params, reduction):
    return reduced(rlax.huber_loss(given["prediction"] - given["target"], params["delta"]), reduction)


def expectile(given, params, reduction):
    return reduced(rlax.expectile_loss(given["prediction"], given["target"], params["tau"]), reduction)


def pinball(given, params, reduction):
    """Every element is a distribution of one quantile, and its target one of one sample."""
    prediction, target = given["prediction"], given["target"]
    tau = jnp.full((1,), params["tau"], prediction.dtype)

    def of_one(quantile, sample):
        return rlax.quantile_regression_loss(quantile[None], tau, sample[None], stop_target_gradients=False)

    terms = jax.vmap(of_one)(prediction.reshape(-1), target.reshape(-1))
    return reduced(terms.reshape(prediction.shape), reduction)
