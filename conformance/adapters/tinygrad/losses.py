"""The losses of tinygrad's Tensor, and those of its ONNX operators that compute otherwise than these.

Each is called with the operands, the parameters and the reduction of a case.
"""

from tinygrad.nn.onnx import onnx_ops

# ---- classification


def cross_entropy(given, params, reduction):
    smoothing = params["label_smoothing"]
    return given["logits"].cross_entropy(given["target"], reduction=reduction, label_smoothing=smoothing)


def sparse_categorical_crossentropy(given, params, reduction):
    return given["logits"].sparse_categorical_crossentropy(
        given["target"], label_smoothing=params["label_smoothing"], reduction=reduction, **ignoring(params)
    )


def softmax_cross_entropy_loss(given, params, reduction):
    loss, _ = onnx_ops["SoftmaxCrossEntropyLoss"](
        given["logits"], given["target"], given.get("class_weight"), reduction=reduction, **ignoring(params)
    )
    return loss


def nll(given, params, reduction):
    return given["log_probability"].nll_loss(
        given["target"], weight=given.get("class_weight"), reduction=reduction, **ignoring(params)
    )


def ignoring(params):
    """Nothing is ignored by default."""
    return {} if params["ignore_index"] is None else {"ignore_index": int(params["ignore_index"])}


def bce(given, params, reduction):
    return given["probability"].binary_crossentropy(given["target"], reduction=reduction)


def bce_with_logits(given, params, reduction):
    pos_weight = given.get("pos_weight")
    return given["logits"].binary_crossentropy_logits(given["target"], reduction=reduction, pos_weight=pos_weight)


# ---- numerics


def softmax(given, params, reduction):
    return given["logits"].softmax(axis=-1)


def log_softmax(given, params, reduction):
    return given["logits"].log_softmax(axis=-1)


def log_sum_exp(given, params, reduction):
    return given["logits"].logsumexp(axis=-1)


def reduce_log_sum_exp(given, params, reduction):
    return onnx_ops["ReduceLogSumExp"](given["logits"], axes=[-1], keepdims=0)


def clip_grad_value(given, params, reduction):
    return given["gradient"].clip(-params["clip_value"], params["clip_value"])
