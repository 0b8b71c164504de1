"""The losses of Liger Kernel, called with the operands, the parameters and the reduction of a case.

Its kernels take tables of rows and classes: the axes of a case in front of the classes become one of rows.
"""

from functools import wraps

import torch
from liger_kernel.chunked_loss.cpo_loss import LigerFusedLinearCPOFunction
from liger_kernel.chunked_loss.dpo_loss import LigerFusedLinearDPOFunction
from liger_kernel.transformers import (
    LigerCrossEntropyLoss,
    LigerFusedCETVDLoss,
    LigerJSD,
    LigerKLDIVLoss,
    LigerSoftmax,
)
from liger_kernel.transformers.vocab_parallel_cross_entropy import LigerVocabParallelCrossEntropy

from lossproof_adapter import Rejected, Unsupported

FORMULAS = {"uniform": "pytorch", "off_class": "megatron"}


def refused(call):
    """Liger Kernel refuses by assertions, and what has no rows where it divides by their number."""

    @wraps(call)
    def refusing(given, params, reduction):
        try:
            return call(given, params, reduction)
        except (AssertionError, ZeroDivisionError) as refusal:
            raise Rejected(type(refusal).__name__, str(refusal))

    return refusing


# ---- cross-entropy: the gradient is written over the logits, which are a copy


@refused
def cross_entropy(given, params, reduction):
    loss = LigerCrossEntropyLoss(
        weight=given.get("class_weight"),
        ignore_index=ignored(params),
        label_smoothing=params["label_smoothing"],
        reduction=reduction,
    )
    logits, target = table(given, params)
    return shaped(loss(logits.clone(), target), given, reduction)


@refused
def vocab_parallel(given, params, reduction):
    loss = LigerVocabParallelCrossEntropy(
        ignore_index=ignored(params),
        label_smoothing=params["label_smoothing"],
        label_smoothing_formula=FORMULAS[params["smoothing_form"]],
    )
    logits, target = table(given, params)
    return shaped(loss(logits[:, None], target[:, None]), given, reduction)


def fused_tvd(given, params, reduction):
    """The first of two losses; the other is the distance from a teacher, here one who knows nothing."""
    logits, target = table_of_classes(given, params)
    loss, _ = LigerFusedCETVDLoss(ignore_index=ignored(params))(logits, torch.zeros_like(logits), target)
    return shaped(loss, given, reduction)


def ignored(params):
    """Some label is always ignored: where none is to be, one that does not occur."""
    return -(2**31) if params["ignore_index"] is None else int(params["ignore_index"])


def table(given, params):
    logits, target = given["logits"], given["target"]
    if params["class_axis"] == 1:
        logits = logits.movedim(1, -1)
    return logits.reshape(target.numel(), logits.shape[-1]), target.reshape(-1)


def table_of_classes(given, params):
    """For what never looks whether a label is one, and reads or writes outside of its operands."""
    logits, target = table(given, params)
    counted = target[target != ignored(params)]
    if ((counted < 0) | (counted >= logits.shape[1])).any():
        raise Unsupported("a label that is no class, with which it leaves its memory")
    return logits, target


def shaped(value, given, reduction):
    return value.reshape(given["target"].shape) if reduction == "none" else value


# ---- divergences


def kl_div(given, params, reduction):
    return divergence(given["log_probability"], given["target"], reduction)


def kl_div_of_rows(given, params, reduction):
    return divergence(given["log_probability"], given["target"], of_rows(reduction))


def kl_div_log_target(given, params, reduction):
    return divergence(given["log_probability"], given["log_target"], reduction, log_target=True)


def kl_div_log_target_of_rows(given, params, reduction):
    return divergence(given["log_probability"], given["log_target"], of_rows(reduction), log_target=True)


def of_rows(reduction):
    return "batchmean" if reduction == "mean" else reduction


def divergence(prediction, target, reduction, **options):
    # Without rows there is no extent to infer, and elements are those of a table, whatever its shape.
    rows = (-1, prediction.shape[-1]) if prediction.dim() and prediction.numel() else (0, 1)
    shape = prediction.shape if prediction.dim() == 2 else rows if prediction.dim() else (1, 1)
    value = LigerKLDIVLoss(reduction=reduction, **options)(prediction.reshape(shape), target.reshape(shape))
    return value.reshape(prediction.shape) if reduction == "none" else value


def forward_kl(given, params, reduction):
    return LigerJSD(beta=0.0)(given["log_probability"], given["log_target"])


def reverse_kl(given, params, reduction):
    return LigerJSD(beta=1.0)(given["log_target"], given["log_probability"])


# ---- others


def softmax(given, params, reduction):
    return LigerSoftmax()(given["logits"])


def dpo(given, params, reduction):
    policy, reference = (
        [given[name].reshape(-1) if name in given else None for name in [f"{model}_chosen", f"{model}_rejected"]]
        for model in ["policy", "reference"]
    )
    # Only how many rows it has is asked of it: those of both halves.
    both = torch.cat(policy)
    return LigerFusedLinearDPOFunction.preference_loss_fn(*policy, both, *reference, beta=params["beta"])[0]


def bpr(given, params, reduction):
    """DPO of log-probabilities of sequences against a reference that is indifferent."""
    return preference(LigerFusedLinearDPOFunction, given, loss_type="sigmoid")


def cpo(given, params, reduction):
    return preference(LigerFusedLinearCPOFunction, given)


def preference(function, given, **options):
    chosen, rejected = given["positive"].reshape(-1), given["negative"].reshape(-1)
    # Only how many rows it has is asked of it: those of both halves.
    both = torch.cat([chosen, rejected])
    return function.preference_loss_fn(chosen, rejected, both, beta=1.0, **options)[0]
