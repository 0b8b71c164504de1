"""Exports a loss of PyTorch as ONNX, with a JSON beside it that says what it is: `python3 export.py FOLDER`.

Then `lossproof run FOLDER --select cross_entropy` asks it everything that the spec says of cross-entropy.
"""

import json
import pathlib
import sys

import torch


class CrossEntropy(torch.nn.Module):
    """Cross-entropy with label smoothing, averaged over the batch."""

    def forward(self, scores, labels):
        log_probs = torch.log_softmax(scores, dim=1)
        own = -log_probs.gather(1, labels.unsqueeze(1)).squeeze(1)
        return (0.875 * own - 0.125 * log_probs.mean(dim=1)).mean()


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
torch.onnx.export(
    CrossEntropy(),
    (torch.zeros(2, 3), torch.tensor([0, 2])),
    str(folder / "smoothed.onnx"),
    input_names=["scores", "labels"],
    output_names=["loss"],
    dynamic_axes={"scores": {0: "N", 1: "C"}, "labels": {0: "N"}},
    opset_version=14,
)
(folder / "smoothed.json").write_text(
    json.dumps(
        {
            "loss": "cross_entropy",
            "reduction": "mean",
            "params": {"label_smoothing": 0.125},
            "inputs": {"scores": "logits", "labels": "target"},
            "outputs": {"loss": "value"},
        }
    )
)
