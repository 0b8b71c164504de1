"""Losses that PyTorch does not have as functions, composed from its operations; numeric parameters are tensors.

log_cosh is computed as Keras does it; binary_focal is written as torchvision has it.
"""

import math

import torch
import torch.nn.functional as F

def log_cosh(given, params, reduction):
    e = silenced(given, "prediction") - silenced(given, "target")
    return reduce(e + F.softplus(-2.0 * e) - math.log(2.0), reduction, given.get("weight"), params["denominator"])


def binary_focal(given, params, reduction):
    logits, target = silenced(given, "logits"), silenced(given, "target")
    probability = torch.sigmoid(logits)
    entropy = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    right = probability * target + (1 - probability) * (1 - target)
    terms = entropy * (1 - right) ** params["gamma"]
    if params["balanced"]:
        terms = (params["alpha"] * target + (1 - params["alpha"]) * (1 - target)) * terms
    return reduce(terms, reduction, given.get("weight"), params["denominator"])


def nt_xent(given, params, reduction):
    n = given["first"].shape[0]
    if n == 0:
        return reduce(torch.cat([given["first"], given["second"]]).sum(-1), reduction)
    views = torch.cat([given["first"], given["second"]])
    views = views / torch.linalg.vector_norm(views, dim=-1, keepdim=True)
    similarity = (views @ views.T / params["temperature"]).masked_fill(torch.eye(2 * n, dtype=torch.bool), -math.inf)
    partner = torch.arange(2 * n).roll(n)
    return reduce(F.cross_entropy(similarity, partner, reduction="none"), reduction)


def dice(given, params, reduction):
    probability, target = given["probability"], given["target"]
    inner = list(range(0 if params["over"] == "batch" else 1, probability.dim()))
    total = (lambda t: t.sum(dim=inner)) if inner else (lambda t: t)
    overlap = total(probability * target)
    sizes = total(probability**2) + total(target**2) if params["squared"] else total(probability) + total(target)
    ratio = (2 * overlap + params["smooth"]) / (sizes + params["smooth"] + params["denominator_eps"])
    return reduce(1 - ratio, reduction)


def giou(given, params, reduction):
    a, b = given["prediction"].unbind(-1), given["target"].unbind(-1)
    width = (torch.min(a[2], b[2]) - torch.max(a[0], b[0])).clamp(min=0)
    height = (torch.min(a[3], b[3]) - torch.max(a[1], b[1])).clamp(min=0)
    intersection = width * height
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - intersection
    hull = (torch.max(a[2], b[2]) - torch.min(a[0], b[0])) * (torch.max(a[3], b[3]) - torch.min(a[1], b[1]))
    return reduce(1 - (intersection / (union + params["eps"]) - (hull - union) / (hull + params["eps"])), reduction)


def gaussian_kl(given, params, reduction):
    log_variance = given["log_variance"]
    # At infinity the exponential wins: from it no infinity is subtracted.
    finite = log_variance.clamp(max=torch.finfo(log_variance.dtype).max)
    terms = 0.5 * (given["mean"] ** 2 + torch.expm1(log_variance) - finite)
    return reduce(terms.mean(-1) if params["latent"] == "mean" else terms.sum(-1), reduction)


def silenced(given, name):
    """An operand with 0 for what is not finite under a weight of 0, so that it reaches neither value nor gradient."""
    if "weight" not in given:
        return given[name]
    return given[name].masked_fill((given["weight"] == 0) & ~torch.isfinite(given[name]), 0.0)


def reduce(terms, reduction, weight=None, denominator="count"):
    if weight is not None:
        terms = weight * terms
    if reduction == "none":
        return terms
    if reduction == "sum":
        return terms.sum()
    if weight is None or denominator == "count":
        return terms.mean()
    total = weight.sum()
    # A mean over no weight at all is not a number, and has no gradient.
    return terms.sum() / total if total != 0 else torch.full_like(total, math.nan, requires_grad=False)
