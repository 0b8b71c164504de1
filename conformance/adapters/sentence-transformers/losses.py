"""The losses of embeddings, called with the operands, the parameters and the reduction of a case.

What has `compute_loss_from_embeddings` is given embeddings and no model.
"""

import torch
from sentence_transformers import util
from sentence_transformers.multi_vector_encoder.losses import MultiVectorMultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer import losses

import models
from lossproof_adapter import Unsupported

# GISTEmbedLoss holds every pair of rows at full length: beyond this they fill the memory.
LARGEST_BATCH = 1024

# ---- one embedding against another


def mse(given, params, reduction):
    return losses.MSELoss(None).compute_loss_from_embeddings([given["prediction"]], [given["target"]])


def cosine_distance(given, params, reduction):
    loss = losses.EmbedDistillLoss(None, distance_metric="cosine")
    return loss.compute_loss_from_embeddings([given["first"]], [given["second"]])


def distance_of_triplets(given, params, reduction):
    return losses.TripletDistanceMetric.COSINE(given["first"], given["second"])


def pairwise_cos_sim(given, params, reduction):
    return util.pairwise_cos_sim(given["first"], given["second"])


def contrastive(given, params, reduction):
    loss = losses.ContrastiveLoss(
        None,
        distance_metric=losses.SiameseDistanceMetric.EUCLIDEAN,
        margin=params["margin"],
        size_average=reduction == "mean",
    )
    return loss.compute_loss_from_embeddings([given["first"], given["second"]], given["target"])


def bce_with_logits(given, params, reduction):
    """A logit is the scalar product of two embeddings of one dimension, of which the other is 1."""
    logits = given["logits"].reshape(-1, 1)
    features = [{"embedding": logits}, {"embedding": torch.ones_like(logits)}]
    return losses.ContrastiveTensionLoss(models.Embeddings())(features, given["target"])


# ---- queries and documents


def info_nce(given, params, reduction):
    loss = losses.MultipleNegativesRankingLoss(None, scale=1 / params["temperature"], similarity_fct=similarity(params))
    return loss.compute_loss_from_embeddings([given["query"], given["key"]], None)


def info_nce_cached(given, params, reduction):
    loss = losses.CachedMultipleNegativesRankingLoss(
        models.Pieces(), scale=1 / params["temperature"], similarity_fct=similarity(params), mini_batch_size=2
    )
    # Of nothing it is the number 0.
    return torch.as_tensor(loss.calculate_loss([[given["query"]], [given["key"]]]))


def info_nce_guided(given, params, reduction):
    """By a guide to which all texts are at right angles but for a query and its document: it drops nothing."""
    count = len(given["query"])
    if count > LARGEST_BATCH:
        raise Unsupported(f"every pair of {count} rows")
    loss = losses.GISTEmbedLoss(
        models.Embeddings(),
        models.Embeddings("guide"),
        temperature=params["temperature"],
        contrast_anchors=False,
        contrast_positives=False,
    )
    guide = torch.eye(count)
    return loss([{"embedding": given[name], "guide": guide} for name in ["query", "key"]], None)


def info_nce_of_tokens(given, params, reduction):
    loss = MultiVectorMultipleNegativesRankingLoss(models.Tokens(), scale=1 / params["temperature"])
    return loss([{"embedding": given["query"]}, {"embedding": given["key"]}])


def nt_xent(given, params, reduction):
    """The mean of both views as queries: each searches the other view, and its own for negatives."""
    loss = losses.MultipleNegativesRankingLoss(
        None, scale=1 / params["temperature"], directions=("query_to_doc", "query_to_query")
    )
    first, second = given["first"], given["second"]
    there = loss.compute_loss_from_embeddings([first, second], None)
    return (there + loss.compute_loss_from_embeddings([second, first], None)) / 2


def clip(given, params, reduction):
    loss = losses.MultipleNegativesRankingLoss(
        None,
        scale=params["logit_scale"],
        similarity_fct=similarity(params),
        directions=("query_to_doc", "doc_to_query"),
        partition_mode="per_direction",
    )
    return loss.compute_loss_from_embeddings([given["image"], given["text"]], None)


def clip_of_two_models(given, params, reduction):
    loss = losses.ContrastiveTensionLossInBatchNegatives(
        models.Embeddings("text"), scale=params["logit_scale"], similarity_fct=similarity(params)
    )
    # The copy of the model, which training makes another one.
    loss.model1 = models.Embeddings("image")
    return loss([given], None)


def similarity(params):
    return {"cosine": util.cos_sim, "dot": util.dot_score}[params["similarity"]]


# ---- triplets


def triplet_margin(given, params, reduction):
    loss = losses.TripletLoss(None, triplet_margin=params["margin"])
    return loss.compute_loss_from_embeddings([given["anchor"], given["positive"], given["negative"]], None)


def triplet_batch_all(given, params, reduction):
    return of_batch(losses.BatchAllTripletLoss, given, params)


def triplet_batch_hard(given, params, reduction):
    return of_batch(losses.BatchHardTripletLoss, given, params)


def triplet_semi_hard(given, params, reduction):
    return of_batch(losses.BatchSemiHardTripletLoss, given, params)


def of_batch(loss, given, params):
    squared = params["distance"] == "squared"

    def distance(embeddings):
        return losses.BatchHardTripletLossDistanceFunction.euclidean_distance(embeddings, squared=squared)

    module = loss(None, distance_metric=distance, margin=params["margin"])
    return module.compute_loss_from_embeddings([given["embedding"]], given["label"])
