"""The losses of sklearn.metrics, called with a question; they have values only, and most of them only a mean.

Samples are rows of one number: what has more axes is made flat. The loss of each element is had as that of an output of
a single sample, which `multioutput="raw_values"` gives where there are no weights.
"""

import numpy as np
from sklearn import metrics
from sklearn.metrics.pairwise import paired_cosine_distances

from lossproof_adapter import Unsupported


def regression(name, **options):
    """A loss of numbers by the name of its function; options are which parameters its arguments are."""
    function = getattr(metrics, name)

    def call(question):
        prediction, target = question["prediction"], question["target"]
        given = {argument: question.params[param] for argument, param in options.items()}
        if question.reduction == "mean":
            return function(target.ravel(), prediction.ravel(), sample_weight=flat(question.get("weight")), **given)
        if question.get("weight") is not None:
            raise Unsupported(name + " of each element with weights")
        terms = function(target.reshape(1, -1), prediction.reshape(1, -1), multioutput="raw_values", **given)
        return terms.reshape(prediction.shape)

    return call


def mape(question):
    floor(question, np.float64)
    return regression("mean_absolute_percentage_error")(question)


def bce(question):
    probability, target = question["probability"], question["target"]
    floor(question, probability.dtype)
    if not np.isin(target, [0, 1]).all():
        raise Unsupported("log_loss of labels that are not 0 or 1")
    weight = flat(question.get("weight"))
    normalize = question.reduction == "mean"
    return metrics.log_loss(
        target.ravel(), probability.ravel(), labels=[0, 1], sample_weight=weight, normalize=normalize
    )


def floor(question, dtype):
    """The epsilon of the library is that of a dtype."""
    if question.params["eps"] != np.finfo(dtype).eps:
        raise Unsupported("another epsilon than that of " + np.dtype(dtype).name)


def brier(question):
    target = question["target"]
    rows = classes_last(question["probability"], question.params["class_axis"])
    if rows.shape[-1] < 2:
        raise Unsupported("brier_score_loss of a single class")
    return metrics.brier_score_loss(target.ravel(), rows, labels=np.arange(rows.shape[-1]), scale_by_half=False)


def hinge(question):
    prediction, target = question["prediction"].ravel(), question["target"].ravel()
    return metrics.hinge_loss(target, prediction, labels=[-1, 1], sample_weight=flat(question.get("weight")))


def categorical_hinge(question):
    scores = question["scores"]
    if scores.shape[1] < 3:
        raise Unsupported("hinge_loss of fewer than three classes with scores of each")
    return metrics.hinge_loss(question["target"], scores, labels=np.arange(scores.shape[1]))


def cosine_distance(question):
    return paired_cosine_distances(question["first"], question["second"])


def classes_last(array, axis):
    """Rows of numbers of the classes, as scikit-learn has them."""
    moved = np.moveaxis(array, int(axis), -1)
    return moved.reshape(-1, moved.shape[-1])


def flat(weight):
    return None if weight is None else weight.ravel()
