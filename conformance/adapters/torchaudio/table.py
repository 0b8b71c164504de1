"""What the loss of torchaudio has, with which parameter values, tried on an example."""

import losses
from bridge import supported

ANY = "any"
EXAMPLE = {
    "logits": [[[[0.5, -1.0, 0.0], [0.0, 1.0, -0.5]], [[1.0, 0.25, -2.0], [0.75, 0.0, 0.5]]]],
    "targets": [[1, 1]],
    "logit_lengths": [2],
    "target_lengths": [1],
}


def row(call):
    return supported(
        call=call,
        example=EXAMPLE,
        params={"fused_log_softmax": ANY if losses.TAKES_LOG_PROBABILITIES else [True], "empty": ["throw"]},
        values={"fused_log_softmax": True},
        widest="f32",
    )


def declared():
    return {
        "rnn_transducer": row(losses.rnn_transducer),
        "rnn_transducer@blank_last": row(losses.rnn_transducer_blank_last),
    }
