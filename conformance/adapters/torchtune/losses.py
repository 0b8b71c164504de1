"""The losses of torchtune, called with the operands, the parameters and the reduction of a case."""

import torch
from torchtune.modules.loss import CEWithChunkedOutputLoss
from torchtune.rlhf.loss import DPOLoss, PPOLoss, RSOLoss

from images import hard
from lossproof_adapter import Unsupported

# ---- preferences: the loss of each pair, which the recipes average


def dpo(given, params, reduction):
    """A reference must be given: what is left out of it is indifferent."""
    chosen, rejected = given["policy_chosen"], given["policy_rejected"]
    reference = [
        given[name] if name in given else torch.zeros_like(chosen) for name in ["reference_chosen", "reference_rejected"]
    ]
    loss = DPOLoss(beta=params["beta"], label_smoothing=params["label_smoothing"])
    return reduced(loss(chosen, rejected, *reference)[0], reduction)


def margin_ranking(given, params, reduction):
    """The hinge loss of preferences, of a reference that is indifferent; the label says which answer was chosen."""
    first, second = given["first"], given["second"]
    is_first = given["target"] == 1
    chosen, rejected = torch.where(is_first, first, second), torch.where(is_first, second, first)
    indifferent = torch.zeros_like(chosen)
    return reduced(RSOLoss(gamma=1.0)(chosen, rejected, indifferent, indifferent)[0], reduction)


def reduced(terms, reduction):
    if reduction == "none":
        return terms
    return terms.sum() if reduction == "sum" else terms.mean()


# ---- policies


def clipped_surrogate(given, params, reduction):
    """The total, of which the loss of the value function is none: its predictions are the returns."""
    advantage = given["advantage"]
    mask = padding_mask(given)
    counted = advantage.numel() if mask is None else mask.sum()
    if counted == 0 and params["empty"] != ("nan" if mask is None else "zero"):
        raise Unsupported("a mean over nothing is NaN, and 0 under a mask")
    returns = torch.zeros_like(advantage)
    loss = PPOLoss(epsilon=params["epsilon"], value_coeff=0.0)
    old, new = given["old_log_probability"], given["log_probability"]
    return loss(old, new, advantage, returns, returns, returns, padding_masks=mask, value_padding_masks=mask)[0]


def padding_mask(given):
    if "weight" not in given:
        return None
    return hard(given["weight"], "a padding mask") == 1


# ---- classes


def cross_entropy(given, params, reduction):
    """Chunks along the tokens of one sequence."""
    logits, target = given["logits"], given["target"].reshape(1, -1)
    ignored = -(2**31) if params["ignore_index"] is None else int(params["ignore_index"])
    loss = CEWithChunkedOutputLoss(num_output_chunks=2, ignore_index=ignored)
    return loss(logits.reshape(1, -1, logits.shape[-1]).chunk(2, dim=1), target)
