"""The other losses of SpeechBrain, called with the operands, the parameters and the reduction of a case."""

import math

import torch
from speechbrain.lobes.models import HifiGAN, segan_model
from speechbrain.nnet import losses
from speechbrain.nnet.activations import Softmax
from speechbrain.nnet.autoencoders import VariationalAutoencoderOutput

# ---- classes


def cross_entropy(given, params, reduction):
    """Rows become a batch of one frame each."""
    target = given["target"].reshape(-1, 1)
    logits = given["logits"].reshape(len(target), 1, given["logits"].shape[-1])
    return losses.LogSoftmaxWrapper(torch.nn.Identity())(logits, target)


def angular_margin(given, params, reduction):
    """AAM-softmax; it has no margin that is added to the cosine."""
    margin = losses.AdditiveAngularMargin(
        margin=2 * math.atan(params["half_margin_tangent"]),
        scale=params["scale"],
        easy_margin=params["fallback"] == "easy",
    )
    return of_cosines(margin, given)


def cosine_margin(given, params, reduction):
    """AM-softmax."""
    return of_cosines(losses.AngularMargin(margin=params["cosine_margin"], scale=params["scale"]), given)


def of_cosines(margin, given):
    return losses.LogSoftmaxWrapper(margin)(given["cosine"].unsqueeze(1), given["target"].unsqueeze(1))


def info_nce(given, params, reduction):
    """A query is a frame of one utterance, and the other keys are its negatives."""
    query, key = given["query"], given["key"]
    count = len(key)
    others = (torch.arange(count) + torch.arange(1, max(count, 1)).unsqueeze(1)) % max(count, 1)
    return losses.ContrastiveLoss(params["temperature"])(query[None], key[None], key[others].unsqueeze(1))[0]


def softmax(given, params, reduction):
    return Softmax(dtype=given["logits"].dtype)(given["logits"])


def log_softmax(given, params, reduction):
    return Softmax(apply_log=True, dtype=given["logits"].dtype)(given["logits"])


# ---- autoencoders


def vae(given, params, reduction):
    """A mean over the batch, of sums."""
    loss = losses.VariationalAutoencoderLoss(dist_loss_weight=params["beta"])
    return loss(said(given["prediction"], given), given["target"], reduction="batchmean")


def gaussian_kl(given, params, reduction):
    """The divergence alone: summed over the latents and averaged over the batch, or averaged over all."""
    nothing = torch.zeros(len(given["mean"]), 1, dtype=given["mean"].dtype)
    way = "batchmean" if params["latent"] == "sum" else "mean"
    return losses.VariationalAutoencoderLoss().details(said(nothing, given), nothing, reduction=way).dist_loss


def said(prediction, given):
    """What a variational autoencoder says: no loss looks at the latents themselves."""
    return VariationalAutoencoderOutput(prediction, None, given["mean"], given["log_variance"], None, None)


# ---- adversaries


def lsgan_generator(given, params, reduction):
    return HifiGAN.MSEGLoss()(given["fake"])


def lsgan_generator_d1_loss(given, params, reduction):
    return segan_model.d1_loss(given["fake"])


def lsgan_generator_d2_loss(given, params, reduction):
    return segan_model.d2_loss(given["fake"])


def lsgan_discriminator(given, params, reduction):
    return HifiGAN.MSEDLoss()(given["fake"], given["real"])[0]


def hinge_gan_discriminator(given, params, reduction):
    return HifiGAN.HingeDLoss()(given["fake"], given["real"])[0]
