"""The losses of cross-encoders, called with the operands, the parameters and the reduction of a case.

A cross-encoder scores a query and a document. The scores of a case are rows, and each loss flattens what it is given.
"""

import torch
from sentence_transformers.cross_encoder import losses

import models


def mse(given, params, reduction):
    return of_rows(losses.MSELoss, given["prediction"], given["target"].reshape(-1), reduction)


def bce_with_logits(given, params, reduction):
    options = {
        name: given[name].expand_as(given["logits"]).reshape(-1) for name in ["weight", "pos_weight"] if name in given
    }
    return of_rows(losses.BinaryCrossEntropyLoss, given["logits"], given["target"].reshape(-1), reduction, **options)


def of_rows(loss, scores, labels, reduction, **options):
    module = loss(models.Scores(scores.reshape(-1, 1)), reduction=reduction, **options)
    value = module(pairs_of(scores.numel()), labels)
    return value.reshape(scores.shape) if reduction == "none" else value


def cross_entropy(given, params, reduction):
    ignored = {} if params["ignore_index"] is None else {"ignore_index": int(params["ignore_index"])}
    return of_classes(given, given["target"].reshape(-1), params, reduction, **ignored)


def cross_entropy_probabilities(given, params, reduction):
    return of_classes(given, classes_last(given["target"]), params, reduction)


def of_classes(given, labels, params, reduction, **options):
    logits = classes_last(given["logits"])
    loss = losses.CrossEntropyLoss(
        models.Scores(logits),
        weight=given.get("class_weight"),
        label_smoothing=params["label_smoothing"],
        reduction=reduction,
        **options,
    )
    value = loss(pairs_of(len(logits)), labels)
    return value.reshape(given["logits"].select(1, 0).shape) if reduction == "none" else value


def classes_last(tensor):
    """A row for each item, with its classes."""
    classes = tensor.shape[1]
    return tensor.movedim(1, -1).reshape(-1 if classes else len(tensor), classes)


def pairs_of(count):
    """Two columns: the queries, and the documents, which are rows of the scores."""
    return [[0] * count, list(range(count))]


# ---- two documents a query, of which the first is the better one


def rank_net(given, params, reduction):
    loss = losses.RankNetLoss(couples(given), reduction_log="natural")
    return of_couples(loss, given)


def list_mle(given, params, reduction):
    return of_couples(losses.ListMLELoss(couples(given)), given)


def couples(given):
    return models.Scores(torch.cat([given["positive"].reshape(-1, 1), given["negative"].reshape(-1, 1)]))


def of_couples(loss, given):
    count = given["positive"].numel()
    documents = [[row, count + row] for row in range(count)]
    return loss([[0] * count, documents], [torch.tensor([1.0, 0.0])] * count)
