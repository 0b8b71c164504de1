"""Operands of a case as the images of (batch, channel, places ...) that libraries of segmentation take."""

from lossproof_adapter import Unsupported


def with_places(array, places=1):
    """An image with this many axes of places at least: those that are not there have extent 1."""
    return array.reshape(*array.shape, *[1] * (2 + places - array.dim()))


def hard(target, what):
    """Labels of 0 and 1 only: what becomes of others is another continuation than the spec's."""
    if not ((target == 0) | (target == 1)).all():
        raise Unsupported(f"{what} of soft labels")
    return target
