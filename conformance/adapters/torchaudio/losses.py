"""The RNN transducer loss of torchaudio, called with the operands, the parameters and the reduction of a case."""

import inspect

import torch
from torchaudio import functional

# torchaudio 0.13 takes logits only.
TAKES_LOG_PROBABILITIES = "fused_log_softmax" in inspect.signature(functional.rnnt_loss).parameters


def rnn_transducer(given, params, reduction):
    return rnnt_loss(given["logits"], given["targets"], given, params, reduction, blank=0)


def rnn_transducer_blank_last(given, params, reduction):
    """The blank is the last class, as it is by default, and the other classes move up."""
    return rnnt_loss(given["logits"].roll(-1, dims=-1), given["targets"] - 1, given, params, reduction)


def rnnt_loss(logits, targets, given, params, reduction, **options):
    steps, labels = given["logit_lengths"], given["target_lengths"]
    if len(steps) > 0:
        # The longest sequence must fill the batch: what is padding in all of them is refused, and left out here.
        logits = logits[:, : max(steps), : max(labels) + 1]
        targets = targets[:, : max(labels)]
    if TAKES_LOG_PROBABILITIES:
        options["fused_log_softmax"] = params["fused_log_softmax"]
    return functional.rnnt_loss(
        logits.contiguous(),
        targets.to(torch.int32).contiguous(),
        steps.to(torch.int32),
        labels.to(torch.int32),
        reduction=reduction,
        **options,
    )
