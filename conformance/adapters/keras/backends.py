"""The backends of Keras that have gradients: what is between each of them and the protocol."""

import pathlib
import sys

adapters = pathlib.Path(__file__).resolve().parent.parent
# But on TensorFlow Keras makes float64 float32 inside, whatever its losses are told (keras.backend.result_type).
SINGLE = ["f32"]


def chosen(arguments):
    """The backend that `--backend NAME` names, JAX without it. Its bridge can be imported from then on."""
    name = arguments[arguments.index("--backend") + 1] if "--backend" in arguments[:-1] else "jax"
    if name not in BACKENDS:
        sys.exit(f"Keras has no backend {name} that has gradients: {', '.join(BACKENDS)}")
    backend = BACKENDS[name]
    sys.path.insert(1, str(adapters / backend.folder))
    return backend


class Backend:
    """One that computes at once, with gradients from what was computed."""

    def loss_of(self, call, gradients=(), tensors=(), fixed=(), optional=(), **told):
        """A loss of the table. Nothing is compiled, so that no parameter has to be fixed."""
        from bridge import REDUCTIONS
        from lossproof_adapter import Loss

        return Loss(
            self.answering(call, tensors),
            dtypes=self.dtypes,
            reductions=REDUCTIONS,
            optional=list(optional),
            wants=["value", *("gradient." + each for each in [*gradients, *tensors])],
            **told,
        )


class Torch(Backend):
    name = "torch"
    folder = "pytorch"
    dtypes = SINGLE

    def answering(self, call, tensors):
        from bridge import on_torch

        return on_torch(call, tensors)

    def serve(self, library, version, losses):
        import torch
        from bridge import serve_on_device

        serve_on_device(library, f"{version}+torch{torch.__version__}", losses, dtypes=self.dtypes)


class TensorFlow(Backend):
    name = "tensorflow"
    folder = "tensorflow"
    dtypes = ["f64", "f32"]

    def answering(self, call, tensors):
        from bridge import on_tensorflow

        return on_tensorflow(lambda given, params, reduction, wanted: call(given, params, reduction), tensors)

    def serve(self, library, version, losses):
        import tensorflow as tf
        from bridge import serve_on_device

        serve_on_device(library, f"{version}+tensorflow{tf.__version__}", losses, dtypes=self.dtypes)


class Jax:
    name = "jax"
    folder = "jax"

    def loss_of(self, **row):
        from bridge import loss_of

        return loss_of(dtypes=SINGLE, **row)

    def serve(self, library, version, losses):
        from bridge import serve_on_device

        serve_on_device(library, version, losses)


BACKENDS = {each.name: each for each in [Jax(), Torch(), TensorFlow()]}
