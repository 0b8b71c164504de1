"""The losses of Lightly, called with the operands and the parameters of a case. Each has one reduction."""

from lightly import loss


def barlow_twins(given, params, _):
    return loss.BarlowTwinsLoss(lambda_param=params["redundancy_weight"])(given["first"], given["second"])


def nt_xent(given, params, _):
    return loss.NTXentLoss(temperature=params["temperature"])(given["first"], given["second"])


def cosine_distance(given, params, _):
    return loss.NegativeCosineSimilarity(eps=params["norm_floor"])(given["first"], given["second"])
