"""Triton's interpreter, which runs a kernel as Python on numpy, one program of the grid after the other."""

import os
from functools import wraps

import numpy as np

from lossproof_adapter import Unsupported

# A row is a program, which takes the interpreter a millisecond or two.
MOST_ROWS = 256


def affordable(call):
    """The call, of as many rows as the interpreter gets through while an answer is waited for."""

    @wraps(call)
    def limited(given, params, reduction):
        for operand in given.values():
            # A label has a row of its own.
            width = operand.shape[-1] if operand.dim() and operand.is_floating_point() else 1
            if operand.numel() > MOST_ROWS * width:
                raise Unsupported(f"more than {MOST_ROWS} rows in Triton's interpreter")
        return call(given, params, reduction)

    return limited


def interpret():
    """Makes every kernel that is imported from now on an interpreted one.

    The interpreter hands a Python float over as it is, where a compiled kernel gets a scalar in float32 (`eps.to(...)`
    of a kernel then fails, and arithmetic of scalars would be in float64): it is made that scalar here.
    """
    os.environ["TRITON_INTERPRET"] = "1"
    import triton.language as tl
    from triton.runtime import interpreter

    convert = interpreter._implicit_cvt

    def convert_floats(argument):
        if isinstance(argument, float):
            with np.errstate(over="ignore", under="ignore"):
                number = np.array([argument], np.float32)
            return tl.tensor(interpreter.TensorHandle(number, tl.float32), tl.float32)
        return convert(argument)

    interpreter._implicit_cvt = convert_floats
