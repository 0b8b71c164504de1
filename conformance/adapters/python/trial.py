"""Tries a loss on an example, by which an adapter finds out what its library has: dtypes, reductions and gradients."""

import numpy as np

from lossproof_adapter import Question, Rejected, Unsupported, encode


class Trial:
    """An example of a loss, the values of its parameters, and the function that answers questions about it."""

    def __init__(self, answer, example, values=None):
        self.answer = answer
        self.example = example
        self.values = values or {}

    def works(self, dtype, wants, reductions):
        """Whether there are answers under all of these reductions."""
        try:
            for reduction in reductions:
                self.answer(self.question(dtype, wants, reduction))
            return True
        except (Unsupported, Rejected):
            return False

    def question(self, dtype, wants, reduction):
        """Its cotangent is ones, in the shape that the value has."""
        operands = {
            name: encode(np.array(numbers), "i64" if is_whole(numbers) else dtype)
            for name, numbers in self.example.items()
        }
        item = {"loss": "", "dtype": dtype, "reduction": reduction, "params": self.values, "operands": operands}
        shape = np.shape(self.answer(Question({**item, "cotangent": encode(1.0, dtype), "wants": ["value"]}))["value"])
        return Question({**item, "cotangent": encode(np.ones(shape), dtype), "wants": wants})

    def numbers(self, labels=()):
        """The operands that may have a gradient: neither labels nor indices."""
        return [name for name, told in self.example.items() if name not in labels and not is_whole(told)]


def is_whole(numbers):
    return np.array(numbers).dtype.kind == "i"
