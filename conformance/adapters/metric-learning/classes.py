"""The losses of classes with a margin, from their cosines on.

The library has the cosines from embeddings, and from weights that the loss owns.
"""

import math

from pytorch_metric_learning import losses

from losses import of_each, reducer


class ArcFaceOfCosines(losses.ArcFaceLoss):
    def get_cosine(self, embeddings):
        return embeddings


class CosFaceOfCosines(losses.CosFaceLoss):
    def get_cosine(self, embeddings):
        return embeddings


def arc_face(given, params, reduction):
    # The margin is in degrees.
    margin = math.degrees(2 * math.atan(params["half_margin_tangent"]))
    return of_cosines(ArcFaceOfCosines, margin, given, params, reduction)


def cos_face(given, params, reduction):
    return of_cosines(CosFaceOfCosines, params["cosine_margin"], given, params, reduction)


def of_cosines(kind, margin, given, params, reduction):
    """The library's loss from the cosines on, which it computes from embeddings and weights of its own."""
    classes = given["cosine"].shape[-1] if given["cosine"].dim() > 1 else 0
    loss = kind(classes, 1, margin=margin, scale=params["scale"], reducer=reducer(reduction))
    told = loss(given["cosine"], given["target"])
    return of_each(told, len(given["target"])) if reduction == "none" else told
