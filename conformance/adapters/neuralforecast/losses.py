"""The losses of neuralforecast, called with the operands and the parameters of a case: there is a mean only.

All elements are the horizon of one series, whose timestamps have weights. A mask, of which the losses of a case have no
use, says which of them are there.
"""

from neuralforecast.losses import pytorch as losses


def mae(given, params, reduction):
    return of_horizon(losses.MAE, given)


def mse(given, params, reduction):
    return of_horizon(losses.MSE, given)


def mape(given, params, reduction):
    return of_horizon(losses.MAPE, given)


def huber(given, params, reduction):
    return of_horizon(losses.HuberLoss, given, delta=params["delta"])


def pinball(given, params, reduction):
    return of_horizon(losses.QuantileLoss, given, q=params["tau"])


def pinball_mq(given, params, reduction):
    """With one quantile."""
    return of_horizon(losses.MQLoss, given, quantiles=[params["tau"]])


def of_horizon(loss, given, **options):
    weight = given.get("weight")
    call = loss(**options, horizon_weight=None if weight is None else weight.float())
    return call(y=series(given["target"]), y_hat=series(given["prediction"]))


def tukey_biweight(given, params, reduction):
    """It has no weights, and by default divides differences by the standard deviation of the targets."""
    call = losses.TukeyLoss(c=params["c"], normalize=False)
    return call(y=series(given["target"]), y_hat=series(given["prediction"]))


def series(tensor):
    """(batch, horizon, 1)."""
    return tensor.reshape(1, -1, 1)
