"""The losses of kornia.losses, called with the operands, the parameters and the reduction of a case."""

from kornia import losses

from images import hard, with_places
from lossproof_adapter import Unsupported

# ---- a number for each element


def cauchy(given, params, reduction):
    return losses.cauchy_loss(given["prediction"], given["target"], reduction=reduction)


def pseudo_huber(given, params, reduction):
    """Charbonnier's loss here is less 1, and has an eps of 1: Huber's smooth one at delta 1."""
    return losses.charbonnier_loss(given["prediction"], given["target"], reduction=reduction)


def jensen_shannon(given, params, reduction):
    """A row is a heatmap of one image, in which it is a line."""
    shape = given["probability"].shape
    rows = (1, given["probability"][..., 0].numel(), 1, shape[-1])
    value = losses.js_div_loss_2d(given["probability"].reshape(rows), given["target"].reshape(rows), reduction)
    return value.reshape(shape[:-1]) if reduction == "none" else value


# ---- focal losses


def binary_focal(given, params, reduction):
    hard(given["target"], "binary_focal_loss_with_logits")
    options = {"alpha": params["alpha"] if params["balanced"] else None, "gamma": params["gamma"]}
    return one_image(given, options, reduction)


def bce_with_logits(given, params, reduction):
    """Without a focus it is binary cross-entropy, of soft labels too."""
    options = {"alpha": None, "gamma": 0.0}
    if "pos_weight" in given:
        options["pos_weight"] = given["pos_weight"].expand(given["logits"].shape).reshape(-1)
    return one_image(given, options, reduction)


def one_image(given, options, reduction):
    """The elements of a case are the channels of one image, which have weights of their own."""
    shape = given["logits"].shape
    if "weight" in given:
        options["weight"] = given["weight"].reshape(-1)
    logits, target = (given[name].reshape(1, -1) for name in ["logits", "target"])
    value = losses.binary_focal_loss_with_logits(logits, target, reduction=reduction, ignore_index=None, **options)
    return value.reshape(shape) if reduction == "none" else value


def focal(given, params, reduction):
    """An alpha of 1/2 is that of class 0 and of every other class; 1 is no alpha."""
    value = losses.focal_loss(
        given["logits"],
        given["target"],
        alpha=None if params["alpha"] == 1 else params["alpha"],
        gamma=params["gamma"],
        reduction=reduction,
        weight=given.get("class_alpha"),
        ignore_index=None if params["ignore_index"] is None else int(params["ignore_index"]),
    )
    # Of the classes of a place all are 0 but that of the label.
    return value.sum(1) if reduction == "none" else value


# ---- overlap of masks


def multiclass_dice(given, params, reduction):
    logits, target = images(given, params)
    return losses.dice_loss(logits, target, average="macro", eps=params["denominator_eps"], ignore_index=None)


def multiclass_dice_of_tversky(given, params, reduction):
    """Its ratio is of the overlap, not of twice the overlap, and so is its eps."""
    logits, target = images(given, params)
    eps = params["denominator_eps"] / 2
    return losses.tversky_loss(logits, target, alpha=0.5, beta=0.5, eps=eps, ignore_index=None)


def lovasz_hinge(given, params, reduction):
    """The places of an item are an image of one row."""
    logits, target = given["logits"], given["target"]
    return losses.lovasz_hinge_loss(logits[:, None, None], target[:, None])


def lovasz_softmax(given, params, reduction):
    """The places of an item are an image of one row."""
    logits, target = given["logits"], given["target"]
    return losses.lovasz_softmax_loss(logits[:, :, None], target[:, None], given.get("class_weight"))


def images(given, params):
    """Images of one column. Over a batch its images are one, and every image has every class: others are left out."""
    logits = with_places(given["logits"]).flatten(2)
    target = given["target"].reshape(logits.shape[0], logits.shape[2])
    if params["over"] == "batch":
        logits, target = logits.movedim(1, 0).flatten(1)[None], target.reshape(1, -1)
    if any(len(labels.unique()) < logits.shape[1] for labels in target):
        raise Unsupported("a class that nobody has, which is left out of the mean")
    return logits[..., None], target[..., None]
