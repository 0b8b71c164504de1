"""The losses of SpeechBrain that know lengths, called with the operands, the parameters and the reduction of a case.

They take (batch, time, ...), so that one axis becomes a batch of utterances of one frame, and the places of a table of
labels the frames of each row. A length is a share of the longest one.
"""

import torch
from speechbrain.nnet import losses
from speechbrain.nnet.activations import Softmax

from lossproof_adapter import Unsupported

# No label.
NONE = -100


def mse(given, params, reduction):
    return of_frames(losses.mse_loss, given, reduction)


def mae(given, params, reduction):
    return of_frames(losses.l1_loss, given, reduction)


def of_frames(loss, given, reduction):
    prediction, target = (framed(given[name]) for name in ["prediction", "target"])
    return shaped(loss(prediction, target, reduction=reduction), given["prediction"], reduction)


def bce_with_logits(given, params, reduction):
    """One axis is the labels of one utterance: pos_weight is of the last axis."""
    logits = given["logits"]
    shape = (1, *logits.shape) if logits.dim() < 2 else logits.shape
    value = losses.bce_loss(
        logits.reshape(shape),
        given["target"].reshape(shape),
        weight=given["weight"].reshape(shape) if "weight" in given else None,
        pos_weight=given.get("pos_weight"),
        reduction=reduction,
    )
    return shaped(value, logits, reduction)


def nll(given, params, reduction):
    log_probability, target = table(given)
    value = losses.nll_loss(log_probability, target, weight=given.get("class_weight"), reduction=reduction)
    return shaped(value, given["target"], reduction)


def cross_entropy(given, params, reduction):
    """Smoothing is an option of the negative log-likelihood; the log-softmax in front of it is put there."""
    logits = given["logits"]
    told = {"log_probability": Softmax(apply_log=True, dtype=logits.dtype)(logits), "target": given["target"]}
    log_probability, target = table(told)
    value = losses.nll_loss(log_probability, target, label_smoothing=params["label_smoothing"], reduction=reduction)
    return shaped(value, given["target"], reduction)


def nll_length(given, params, reduction):
    """What is ignored is the padding of one utterance, behind the frames that count."""
    target = given["target"].flatten()
    log_probability = given["log_probability"].reshape(target.numel(), given["log_probability"].shape[-1])
    counts = target != (NONE if params["ignore_index"] is None else int(params["ignore_index"]))
    order = torch.argsort(~counts, stable=True)
    # Padding is a label, too.
    labels = torch.where(counts, target, 0)[order]
    value = losses.nll_loss(
        log_probability[order].unsqueeze(0),
        labels.unsqueeze(0),
        length=torch.tensor([int(counts.sum()) / max(len(target), 1)]),
        weight=given.get("class_weight"),
        reduction=reduction,
    )
    if reduction == "none":
        value = value.reshape(len(target))[torch.argsort(order)]
    return shaped(value, given["target"], reduction)


def nll_kldiv_loss(given, params, reduction):
    """Without smoothing it is the negative log-likelihood, and pad_idx is the label of padding."""
    log_probability, target = table(given)
    padding = NONE if params["ignore_index"] is None else int(params["ignore_index"])
    value = losses.kldiv_loss(log_probability, target, pad_idx=padding, reduction=reduction)
    return shaped(value, given["target"], reduction)


def ctc(given, params, reduction):
    # The mean is over losses that are divided by their numbers of labels; sum and none are of plain losses.
    if params["per_label"] != (reduction == "mean"):
        raise Unsupported(f"ctc with per_label = {params['per_label']} and reduction {reduction}")
    return ctc_loss(given, reduction)


def ctc_batch(given, params, reduction):
    return ctc_loss(given, "batch")


def ctc_batchmean(given, params, reduction):
    return ctc_loss(given, "batchmean")


def ctc_loss(given, reduction):
    log_probs, targets = given["log_probs"], given["targets"]
    return losses.ctc_loss(
        log_probs.transpose(0, 1),
        targets,
        given["input_lengths"] / log_probs.shape[0],
        given["target_lengths"] / max(targets.shape[1], 1),
        blank_index=0,
        reduction=reduction,
    )


def table(given):
    """Rows and classes as they are, or with places as frames."""
    log_probability, target = given["log_probability"], given["target"]
    if target.dim() < 2:
        return log_probability, target
    shape = (target.shape[0], target[0].numel() if len(target) else 1)
    return log_probability.reshape(*shape, log_probability.shape[-1]), target.reshape(shape)


def framed(tensor):
    return tensor.reshape(-1, 1) if tensor.dim() < 2 else tensor


def shaped(value, like, reduction):
    return value.reshape(like.shape) if reduction == "none" else value
