"""Your losses on PyTorch, for lossproof to judge: one loss is filled in, put yours beside it.

lossproof_torch.py, beside this file, makes tensors of what is asked and asks autograd for the gradients;
lossproof_adapter.py speaks the protocol.
"""

import torch

from lossproof_torch import loss_of, reduced, serve_on_device


def huber(given, params, reduction):
    """Half the squared difference up to delta, a straight line of slope delta beyond. Here your library is called."""
    delta = params["delta"]
    if not delta > 0:
        # A ValueError, IndexError, RuntimeError or AssertionError arrives as a refusal, any other as a fault.
        raise ValueError("delta must be positive, not %r" % delta)
    e = (given["prediction"] - given["target"]).abs()
    return reduced(torch.where(e <= delta, e * e / 2, delta * (e - delta / 2)), reduction)


# `lossproof list` names the losses, `lossproof explain huber` shows the operands and parameters of one.
LOSSES = {
    "huber": loss_of(
        huber,
        # "library" where the function that is tested is your library's own, "composed" where it is put together here.
        origin="composed",
        # Which values each parameter may have. One that is not named is supported at its default only.
        params={"delta": "any"},
        # The optional operands that may be given, such as "weight".
        optional=[],
        # The operands that have gradients; parameters that have them would be named in `tensors`.
        gradients=["prediction", "target"],
        reductions=["none", "sum", "mean"],
        dtypes=["f64", "f32"],
    ),
    # "mse": loss_of(mse, ...),
}

if __name__ == "__main__":
    serve_on_device("my losses", "0", LOSSES)
