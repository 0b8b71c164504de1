"""Which losses Liger Kernel has, with which parameter values: one row a loss, tried on an example."""

import numpy as np

import composed
import losses
from bridge import supported
from interpreter import affordable

ANY = "any"
CLASSES = {"logits": [[0.5, -2.0, 1.0]], "target": [1]}
WEIGHED = {**CLASSES, "class_weight": [1.0, 2.0, 0.5]}
LABELS = {"ignore_index": ANY, "class_axis": ANY, "denominator": ["target_weight"], "empty": ["zero"]}
NOTHING_IGNORED = {"ignore_index": None, "class_axis": -1}
SOFT = {"log_probability": [[-0.5, -2.0]], "target": [[0.25, 0.75]]}
LOGS = {"log_probability": [[-0.5, -2.0]], "log_target": [[-1.0, -0.25]]}
PAIRS = {"positive": [0.5, 2.0], "negative": [1.0, -0.25]}
ANSWERS = {
    "policy_chosen": [-1.0, -2.0],
    "policy_rejected": [-3.0, -1.5],
    "reference_chosen": [-1.5, -2.0],
    "reference_rejected": [-2.5, -1.0],
}
MEAN = {"reductions": ["mean"]}
# Vectors are normalised twice, with a floor of 1e-12 and then of 1e-8: in float32, 16 bits have neither.
NORM_FLOOR = float(np.float32(1e-20))
# These are calls of torch.
WITHOUT_KERNEL = [losses.dpo, losses.bpr, losses.cpo, composed.cosine_distance]
# The kernels of the others make float32 of float64.
DOUBLE = ["softmax", "bpr", "dpo"]


def rows():
    return {**cross_entropies(), **divergences(), **others()}


def cross_entropies():
    ignoring = {"params": LABELS, "values": NOTHING_IGNORED}
    smoothed = {
        "params": {**LABELS, "label_smoothing": ANY},
        "values": {**NOTHING_IGNORED, "label_smoothing": 0.25},
        "optional": ["class_weight"],
        "labels": ["class_weight"],
    }
    return {
        "cross_entropy": dict(call=losses.cross_entropy, example=WEIGHED, **smoothed),
        "cross_entropy@LigerVocabParallelCrossEntropy": dict(
            call=losses.vocab_parallel,
            example=CLASSES,
            # A smoothing of 1 is refused.
            params={**LABELS, "label_smoothing": {"min": 0, "max": 0.99}, "smoothing_form": ANY},
            values={**smoothed["values"], "smoothing_form": "uniform"},
            reductions=["none"],
        ),
        "cross_entropy@LigerFusedCETVDLoss": dict(
            call=losses.fused_tvd, example=CLASSES, reductions=["none"], **ignoring
        ),
        "cross_entropy@LigerFusedLinearCrossEntropyLoss": dict(
            call=composed.fused_linear_cross_entropy, example=WEIGHED, origin="composed", **smoothed
        ),
    }


def divergences():
    elements, of_rows = {"params": {"per": ["element"]}}, {"params": {"per": ["row"]}, "reductions": ["sum", "mean"]}
    # Only what is predicted has a gradient.
    soft, logs = {"example": SOFT, "labels": ["target"]}, {"example": LOGS, "labels": ["log_target"]}
    one = {"params": {"per": ["row"], "empty": ["zero"]}, **MEAN}
    return {
        "kl_div": dict(call=losses.kl_div, **soft, **elements),
        "kl_div@batchmean": dict(call=losses.kl_div_of_rows, **soft, **of_rows),
        "kl_div_log_target": dict(call=losses.kl_div_log_target, **logs, **elements),
        "kl_div_log_target@batchmean": dict(call=losses.kl_div_log_target_of_rows, **logs, **of_rows),
        "kl_div_log_target@LigerJSD_beta_0": dict(call=losses.forward_kl, **logs, **one),
        "kl_div_log_target@LigerJSD_beta_1": dict(
            call=losses.reverse_kl, example=LOGS, labels=["log_probability"], **one
        ),
    }


def others():
    return {
        "softmax": dict(call=losses.softmax, example={"logits": [[0.5, -2.0]]}, reductions=["none"]),
        "dpo": dict(
            call=losses.dpo,
            example=ANSWERS,
            params={"beta": ANY},
            values={"beta": 0.1},
            optional=["reference_chosen", "reference_rejected"],
            **MEAN,
        ),
        "bpr": dict(call=losses.bpr, example=PAIRS, params={"denominator": ANY}, **MEAN),
        "bpr@LigerFusedLinearCPOFunction": dict(call=losses.cpo, example=PAIRS, params={"denominator": ANY}, **MEAN),
        "cosine_distance": dict(
            call=composed.cosine_distance,
            example={"first": [[0.5, -2.0]], "second": [[1.0, 0.25]]},
            params={"norm_floor": [NORM_FLOOR], "empty": ["zero"]},
            labels=["second"],
            origin="composed",
            **MEAN,
        ),
    }


def declared(interpreted):
    table = {}
    for name, row in rows().items():
        kernels = row["call"] not in WITHOUT_KERNEL
        if kernels and interpreted:
            row = {**row, "call": affordable(row["call"])}
        table[name] = supported(**row)
        table[name].dtypes = [each for each in table[name].dtypes if each in dtypes(name, kernels and interpreted)]
    return table


def dtypes(name, interpreted):
    if name == "cosine_distance":
        return ["f32"]
    # The interpreter multiplies the bits of bfloat16.
    half = ["f16"] if interpreted else ["f16", "bf16"]
    return ["f32", *half, *(["f64"] if name.split("@")[0] in DOUBLE else [])]
