"""The losses of paddle.nn.functional against labels, called with the operands and parameters of a case."""

import paddle
import paddle.nn.functional as F

from lossproof_adapter import Unsupported

# ---- one label an element


def bce(given, params, reduction):
    return F.binary_cross_entropy(
        given["probability"], given["target"], weight=given.get("weight"), reduction=reduction
    )


def log_loss(given, params, reduction):
    """It takes a column; elements are put into one."""
    column = [given[name].reshape([given[name].size, 1]) for name in ["probability", "target"]]
    return F.log_loss(*column, epsilon=params["eps"]).reshape(given["probability"].shape)


def bce_with_logits(given, params, reduction):
    return F.binary_cross_entropy_with_logits(
        given["logits"],
        given["target"],
        weight=given.get("weight"),
        reduction=reduction,
        pos_weight=given.get("pos_weight"),
    )


def binary_focal(given, params, reduction):
    """It refuses one axis, of which it makes an array of -1 elements: a single number or a row becomes a column."""
    shape = given["logits"].shape
    columns = [given[name] if len(shape) > 1 else given[name].reshape([-1, 1]) for name in ["logits", "target"]]
    value = F.sigmoid_focal_loss(*columns, alpha=params["alpha"], gamma=params["gamma"], reduction=reduction)
    return value.reshape(shape) if reduction == "none" else value


def soft_margin(given, params, reduction):
    return F.soft_margin_loss(given["prediction"], given["target"], reduction=reduction)


# ---- one label a row


def cross_entropy(given, params, reduction):
    """With smoothed labels the axis of the classes stays, with extent 1."""
    value = F.cross_entropy(
        given["logits"],
        given["target"],
        weight=given.get("class_weight"),
        ignore_index=counted(params),
        reduction=reduction,
        axis=int(params["class_axis"]),
        label_smoothing=params["label_smoothing"],
    )
    return value.reshape(given["target"].shape) if reduction == "none" else value


def counted(params):
    """A label that is ignored. "A negative value means that no label value needs to be ignored", as the default is."""
    if ignored(params) < 0 and params["ignore_index"] is not None:
        raise Unsupported("a negative ignore_index, which stands for none")
    return ignored(params)


def ignored(params):
    return -100 if params["ignore_index"] is None else int(params["ignore_index"])


def softmax_with_cross_entropy(given, params, reduction):
    axis = int(params["class_axis"])
    return F.softmax_with_cross_entropy(
        given["logits"], given["target"].unsqueeze(axis), ignore_index=counted(params), axis=axis
    ).squeeze(axis)


def cross_entropy_probabilities(given, params, reduction):
    """With soft labels the axis of the classes stays, with extent 1."""
    axis = int(params["class_axis"])
    required_of(given["target"], axis)
    value = F.cross_entropy(
        given["logits"],
        given["target"],
        reduction=reduction,
        soft_label=True,
        axis=axis,
        label_smoothing=params["label_smoothing"],
    )
    return value.squeeze(axis) if reduction == "none" else value


def softmax_with_cross_entropy_probabilities(given, params, reduction):
    axis = int(params["class_axis"])
    required_of(given["target"], axis)
    return F.softmax_with_cross_entropy(given["logits"], given["target"], soft_label=True, axis=axis).squeeze(axis)


def required_of(target, axis):
    """ "The sum of the labels for each sample should be 1" is required, and not checked."""
    off = (target.detach().sum(axis=axis) - 1).abs()
    if target.size and float(off.max()) > 1e-6:
        raise Unsupported("soft labels that do not add up to 1")


def nll(given, params, reduction):
    if reduction != "none" and bool((given["target"].flatten()[1:] == ignored(params)).any()):
        # The kernel writes 0 at the place of each ignored label into a result that has one place, and past its end.
        raise Unsupported("a reduction over an ignored label, which writes outside of Paddle's memory")
    return F.nll_loss(
        given["log_probability"],
        given["target"],
        weight=given.get("class_weight"),
        ignore_index=ignored(params),
        reduction=reduction,
    )


def multi_margin(given, params, reduction):
    return F.multi_margin_loss(
        given["scores"],
        given["target"],
        p=2 if params["power"] == "squared" else 1,
        margin=params["margin"],
        weight=given.get("class_weight"),
        reduction=reduction,
    )


# ---- a distribution or several labels a row


def kl_div(given, params, reduction):
    return F.kl_div(given["log_probability"], given["target"], reduction=reduction)


def kl_div_batchmean(given, params, reduction):
    return F.kl_div(given["log_probability"], given["target"], reduction="batchmean")


def kl_div_log_target(given, params, reduction):
    return F.kl_div(given["log_probability"], given["log_target"], reduction=reduction, log_target=True)


def multilabel_margin(given, params, reduction):
    """Paddle takes the right classes as a list of indices that -1 ends."""
    labels = paddle.full(given["target"].shape, -1, dtype="int64")
    for row, right in enumerate(given["target"].numpy()):
        classes = right.nonzero()[0]
        labels[row, : len(classes)] = paddle.to_tensor(classes, dtype="int64")
    return F.multi_label_margin_loss(given["scores"], labels, reduction=reduction)


def multilabel_soft_margin(given, params, reduction):
    return F.multi_label_soft_margin_loss(
        given["logits"], given["target"], weight=given.get("class_weight"), reduction=reduction
    )


def ctc(given, params, reduction):
    """Paddle normalises what it is given: what that takes off is put back, so that this is composed.

    A mean is over losses that are divided by their numbers of labels; sum and none are of plain losses.
    """
    if params["per_label"] != (reduction == "mean"):
        raise Unsupported(f"ctc with per_label = {params['per_label']} and reduction {reduction}")
    logits, steps, labels = given["log_probs"], given["input_lengths"], given["target_lengths"]
    outside = (given["targets"] < 0) | (given["targets"] >= logits.shape[2])
    if labels.size and (int(labels.max()) == 0 or int(steps.max()) > logits.shape[0] or bool(outside.any())):
        # A division by 0 without any label, a write outside of its memory, and a loop that does not end.
        raise Unsupported("ctc without any label, or with labels or lengths out of range, which ends the process")
    terms = F.ctc_loss(
        logits, given["targets"].astype("int32"), steps, labels, reduction="none", zero_infinity=params["zero_infinity"]
    )
    inside = (paddle.arange(logits.shape[0]).unsqueeze(1) < steps).astype(logits.dtype)
    terms = terms - (paddle.logsumexp(logits, axis=-1) * inside).sum(axis=0)
    if reduction == "none":
        return terms
    return terms.sum() if reduction == "sum" else (terms / labels.clip(min=1).astype(terms.dtype)).mean()
