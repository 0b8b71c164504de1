"""Which losses SpeechBrain has, with which operands and parameter values: one row a loss, tried on an example."""

import losses
import sequences
from bridge import supported

ANY = "any"
MEAN = {"reductions": ["mean"]}
# A sum is documented, and is asked apart.
PARTLY = {"reductions": ["none", "mean"]}
SUM = {"reductions": ["sum"]}
# Some of what these compute is float32 whatever they are given.
SINGLE = ["bce_with_logits", "bce_with_logits@sum", "angular_margin", "angular_margin@AngularMargin", "info_nce"]


def rows():
    return {**of_numbers(), **of_classes(), **of_sequences(), **of_margins(), **generative()}


def of_numbers():
    pair = {"example": {"prediction": [[0.5, -2.0]], "target": [[0.25, 1.0]]}, "params": {"denominator": ANY}}
    logits = {
        "example": {
            "logits": [[0.5, -2.0]],
            "target": [[0.25, 1.0]],
            "weight": [[1.0, 2.0]],
            "pos_weight": [1.0, 3.0],
        },
        "params": {"denominator": ["count"]},
        "optional": ["weight", "pos_weight"],
    }
    return {
        "mse": dict(call=sequences.mse, **pair, **PARTLY),
        "mse@sum": dict(call=sequences.mse, **pair, **SUM),
        "mae": dict(call=sequences.mae, **pair, **PARTLY),
        "mae@sum": dict(call=sequences.mae, **pair, **SUM),
        "bce_with_logits": dict(call=sequences.bce_with_logits, **logits, **PARTLY),
        "bce_with_logits@sum": dict(call=sequences.bce_with_logits, **logits, **SUM),
    }


def of_classes():
    example = {"log_probability": [[-1.0, -0.5, -2.0]], "target": [1]}
    weighted = {"example": {**example, "class_weight": [1.0, 2.0, 0.5]}, "optional": ["class_weight"]}
    last = {"class_axis": [-1], "denominator": ["count"]}
    padded = {"params": {**last, "ignore_index": ANY}, "values": {"ignore_index": None}}
    logits = {"example": {"logits": [[1.0, 0.5, -0.25]]}, "reductions": ["none"]}
    return {
        "nll": dict(call=sequences.nll, params=last, **weighted, **PARTLY),
        "nll@sum": dict(call=sequences.nll, params=last, **weighted, **SUM),
        "nll@length": dict(call=sequences.nll_length, **weighted, **padded, **PARTLY),
        "nll@kldiv_loss": dict(call=sequences.nll_kldiv_loss, example=example, **padded, **PARTLY),
        "cross_entropy": dict(
            call=losses.cross_entropy,
            example={"logits": [[1.0, 0.5, -0.25]], "target": [1]},
            params={"class_axis": [-1], "denominator": ANY},
            **MEAN,
        ),
        "cross_entropy@nll_loss": dict(
            call=sequences.cross_entropy,
            example={"logits": [[1.0, 0.5, -0.25]], "target": [1]},
            params={**last, "denominator": ANY, "label_smoothing": ANY, "smoothing_form": ["uniform"]},
            values={"label_smoothing": 0.25},
            origin="composed",
            **PARTLY,
        ),
        "softmax": dict(call=losses.softmax, **logits),
        "log_softmax": dict(call=losses.log_softmax, **logits),
    }


def of_sequences():
    told = {
        "example": {
            "log_probs": [[[-0.5, -1.0, -2.0]], [[-1.0, -0.5, -2.0]]],
            "targets": [[1]],
            "input_lengths": [2],
            "target_lengths": [1],
        },
        "values": {"per_label": False},
    }
    fitting = {"zero_infinity": [True]}
    return {
        "ctc": dict(call=sequences.ctc, params={**fitting, "per_label": ANY}, tried=["none", "sum"], **told),
        "ctc@batch": dict(
            call=sequences.ctc_batch, params={**fitting, "per_label": [True]}, reductions=["none"], **told
        ),
        "ctc@batchmean": dict(
            call=sequences.ctc_batchmean, params={**fitting, "per_label": [False]}, **told, **MEAN
        ),
    }


def of_margins():
    cosines = {"example": {"cosine": [[0.5, -0.25, 0.125]], "target": [1]}}
    none = {"half_margin_tangent": [0], "cosine_margin": [0]}
    return {
        "angular_margin": dict(
            call=losses.angular_margin,
            params={**none, "scale": ANY, "half_margin_tangent": ANY, "fallback": ["sine", "easy"]},
            values={"scale": 16.0, "half_margin_tangent": 0.125, "fallback": "sine"},
            **cosines,
            **MEAN,
        ),
        "angular_margin@AngularMargin": dict(
            call=losses.cosine_margin,
            params={**none, "scale": ANY, "cosine_margin": ANY, "fallback": ANY},
            values={"scale": 16.0, "cosine_margin": 0.25},
            **cosines,
            **MEAN,
        ),
        "info_nce": dict(
            call=losses.info_nce,
            example={"query": [[0.5, -1.0], [0.25, 2.0]], "key": [[1.0, -1.0], [0.5, 0.75]]},
            params={"temperature": ANY, "similarity": ["cosine"]},
            values={"temperature": 0.5},
            **SUM,
        ),
    }


def generative():
    latents = {"mean": [[0.5, -1.0]], "log_variance": [[0.25, -0.5]]}
    scores = {"real": [0.5, -2.0], "fake": [0.25, 1.0]}
    fake = {"example": {"fake": [0.25, 1.0]}, **MEAN}
    return {
        "vae": dict(
            call=losses.vae,
            example={"prediction": [[0.5, -2.0]], "target": [[0.25, 1.0]], **latents},
            params={"beta": ANY, "reconstruction": ["mse"]},
            values={"beta": 0.5},
            **MEAN,
        ),
        "gaussian_kl": dict(
            call=losses.gaussian_kl, example=latents, params={"latent": ANY}, values={"latent": "sum"}, **MEAN
        ),
        "lsgan_generator": dict(
            call=losses.lsgan_generator, params={"target": [1], "halved": [False], "denominator": ANY}, **fake
        ),
        "lsgan_generator@d1_loss": dict(
            call=losses.lsgan_generator_d1_loss, params={"target": [1], "halved": [True], "denominator": ANY}, **fake
        ),
        "lsgan_generator@d2_loss": dict(
            call=losses.lsgan_generator_d2_loss, params={"target": [0], "halved": [True], "denominator": ANY}, **fake
        ),
        "lsgan_discriminator": dict(
            call=losses.lsgan_discriminator,
            example=scores,
            params={"real_target": [1], "fake_target": [0], "halved": [False]},
            **MEAN,
        ),
        "hinge_gan_discriminator": dict(
            call=losses.hinge_gan_discriminator, example=scores, params={"averaged": [False]}, **MEAN
        ),
    }


def declared():
    table = {name: supported(**row) for name, row in rows().items()}
    for name in SINGLE:
        table[name].dtypes = [dtype for dtype in table[name].dtypes if dtype != "f64"]
    return table
