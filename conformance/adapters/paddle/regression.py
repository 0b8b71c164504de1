"""The losses of paddle.nn.functional between numbers and numbers, called with the operands and parameters of a case."""

import paddle.nn.functional as F


def mse(given, params, reduction):
    return F.mse_loss(given["prediction"], given["target"], reduction=reduction)


def square_error_cost(given, params, reduction):
    return F.square_error_cost(given["prediction"], given["target"])


def mae(given, params, reduction):
    return F.l1_loss(given["prediction"], given["target"], reduction=reduction)


def huber(given, params, reduction):
    return F.smooth_l1_loss(given["prediction"], given["target"], reduction=reduction, delta=params["delta"])


def smooth_l1(given, params, reduction):
    return F.smooth_l1_loss(
        given["prediction"], given["target"], reduction=reduction, delta=params["beta"], is_huber=False
    )


def poisson_nll(given, params, reduction):
    return F.poisson_nll_loss(given["log_rate"], given["target"], full=params["full"], reduction=reduction)


def poisson_nll_rate(given, params, reduction):
    return F.poisson_nll_loss(
        given["rate"],
        given["target"],
        log_input=False,
        full=params["full"],
        epsilon=params["eps"],
        reduction=reduction,
    )


def gaussian_nll(given, params, reduction):
    return F.gaussian_nll_loss(
        given["mean"],
        given["target"],
        given["variance"],
        full=params["full"],
        epsilon=params["eps"],
        reduction=reduction,
    )
