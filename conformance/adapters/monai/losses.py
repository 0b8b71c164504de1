"""The loss classes of MONAI, called with the operands, the parameters and the reduction of a case.

MONAI has images of (batch, channel, places ...). A mask becomes an image of one channel, in which its places are a row;
operands with fewer axes get places of extent 1.
"""

from monai import losses

from images import hard, with_places
from lossproof_adapter import Unsupported

# ---- overlap of masks


def dice(given, params, reduction):
    return overlap(losses.DiceLoss, given, params, reduction, squared_pred=params["squared"])


def soft_jaccard(given, params, reduction):
    # Its ratio is of twice the overlap, and so is what smooths it.
    twice = {**params, "smooth": 2 * params["smooth"], "denominator_eps": 2 * params["denominator_eps"]}
    return overlap(losses.DiceLoss, given, twice, reduction, squared_pred=params["squared"], jaccard=True)


def tversky(given, params, reduction):
    return overlap(losses.TverskyLoss, given, params, reduction, alpha=params["alpha"], beta=params["beta"])


def overlap(loss, given, params, reduction, **options):
    whole = params["over"] == "batch"
    shape = given["probability"].shape
    rows = (1 if whole else shape[0], 1, -1 if given["probability"].numel() else 0)
    value = loss(reduction=reduction, batch=whole, **smoothing(params), **options)(
        given["probability"].reshape(rows), given["target"].reshape(rows)
    )
    return value.reshape(() if whole or reduction != "none" else shape[:1])


def generalised_dice(given, params, reduction):
    whole = params["over"] == "batch"
    probability, target = (with_places(given[name]).flatten(2) for name in ["probability", "target"])
    value = losses.GeneralizedDiceLoss(reduction=reduction, batch=whole, **smoothing(params))(probability, target)
    return value.reshape(() if whole or reduction != "none" else given["probability"].shape[:1])


def multiclass_dice(given, params, reduction):
    whole = params["over"] == "batch"
    logits, target = classes(given), labels(given)
    loss = losses.DiceLoss(
        softmax=True,
        to_onehot_y=True,
        reduction=reduction,
        batch=whole,
        squared_pred=params["squared"],
        **smoothing(params),
    )
    value = loss(logits, target)
    return value.reshape(logits.shape[1:2] if whole else logits.shape[:2]) if reduction == "none" else value


def ce_dice(given, params, reduction):
    loss = losses.DiceCELoss(
        softmax=True,
        to_onehot_y=True,
        reduction=reduction,
        batch=params["over"] == "batch",
        squared_pred=params["squared"],
        lambda_ce=params["w_ce"],
        lambda_dice=params["w_dice"],
        **smoothing(params),
    )
    return loss(classes(given), labels(given))


def smoothing(params):
    return {"smooth_nr": params["smooth"], "smooth_dr": params["smooth"] + params["denominator_eps"]}


# ---- the others


def binary_focal(given, params, reduction):
    shape = given["logits"].shape
    # The paper has hard labels only.
    target = hard(given["target"], "FocalLoss")
    alpha = params["alpha"] if params["balanced"] else None
    loss = losses.FocalLoss(gamma=params["gamma"], alpha=alpha, reduction=reduction)
    value = loss(with_places(given["logits"]), with_places(target))
    return value.reshape(shape) if reduction == "none" else value


def focal(given, params, reduction):
    loss = losses.FocalLoss(gamma=params["gamma"], use_softmax=True, to_onehot_y=True, reduction=reduction)
    return loss(classes(given), labels(given))


def nt_xent(given, params, reduction):
    return losses.ContrastiveLoss(temperature=params["temperature"])(given["first"], given["second"])


def giou(given, params, reduction):
    return losses.BoxGIoULoss(reduction=reduction)(given["prediction"], given["target"])


def gan_generator(given, params, reduction):
    return losses.PatchAdversarialLoss(criterion="bce")(batch(given["fake"]), True, False)


def lsgan_generator(given, params, reduction):
    return least_squares()(batch(given["fake"]), True, False)


def lsgan_discriminator(given, params, reduction):
    loss = least_squares()
    return loss(batch(given["real"]), True, True) + loss(batch(given["fake"]), False, True)


def least_squares():
    """Without the leaky ReLU that stands in front of it otherwise."""
    return losses.PatchAdversarialLoss(criterion="least_squares", no_activation_leastsq=True)


def batch(scores):
    return scores if scores.dim() else scores[None]


def classes(given):
    """Logits of more than one class: without another MONAI takes them for probabilities of a mask."""
    if given["logits"].shape[1] < 2:
        raise Unsupported("a softmax of a single class")
    return with_places(given["logits"])


def labels(given):
    """Class indices with an axis of one channel, which MONAI makes one-hot."""
    target, logits = given["target"], given["logits"]
    return target.reshape(logits.shape[0], 1, *with_places(logits).shape[2:])
