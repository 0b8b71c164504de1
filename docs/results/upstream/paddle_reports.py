"""What lossproof found in PaddlePaddle, each with a few lines of its own: python3 paddle_reports.py

Needs paddlepaddle. The right answers are the formulas of Paddle's documentation in float64, in numpy or by hand.
"""

import os
import subprocess
import sys
import warnings

os.environ.setdefault("GLOG_minloglevel", "2")
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402
import paddle  # noqa: E402
import paddle.nn.functional as F  # noqa: E402

paddle.set_device("cpu")


def tensor(numbers, gradient=False, dtype="float32"):
    return paddle.to_tensor(numbers, dtype=dtype, stop_gradient=not gradient)


def show(title, **lines):
    print(title)
    for name, value in lines.items():
        print(f"  {name:<7}{written(value)}")


def written(value):
    if isinstance(value, (list, tuple)) and not isinstance(value[0], list):
        return ", ".join(written(each) for each in value)
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def log_softmax(x):
    x = np.asarray(x, dtype=np.float64)
    return x - x.max(-1, keepdims=True) - np.log(np.exp(x - x.max(-1, keepdims=True)).sum(-1, keepdims=True))


def capped():
    for wrong in [63.0, 65.0, 100.0, 1000.0]:
        logits = [[0.0, wrong]]
        given = F.cross_entropy(tensor(logits), paddle.to_tensor([0])).item()
        show("1 cross_entropy, label 0", of=logits, gives=given, right=-log_softmax(logits)[0, 0])
    masked = [[100.0, 0.0, -np.inf]]
    show("1 log_softmax", of=masked, gives=F.log_softmax(tensor(masked)).numpy(), right=log_softmax(masked))


def at_zero():
    for label in [0.0, 1.0]:
        for logit in [-1e-3, 0.0, 1e-3]:
            x = tensor([logit], gradient=True)
            loss = F.binary_cross_entropy_with_logits(x, tensor([label]), reduction="none")
            (slope,) = paddle.grad(loss, [x])
            right = 1 / (1 + np.exp(-logit)) - label
            title = f"2 gradient of binary_cross_entropy_with_logits, label {label:g}"
            show(title, of=logit, gives=slope.item(), right=right)


def no_variance():
    mean, variance = tensor([0.0], gradient=True), tensor([1.0], gradient=True)
    loss = F.gaussian_nll_loss(mean, tensor([2.0]), variance)
    gradients = paddle.grad(loss, [mean, variance], allow_unused=True)
    given = [None if each is None else each.item() for each in gradients]
    # (log v + d^2 / v) / 2 of d = 2 and v = 1: -d / v, and (1 / v - d^2 / v^2) / 2.
    title = "3 gradients of gaussian_nll_loss by mean and variance"
    show(title, of="mean 0, label 2, variance 1", gives=given, right=[-2.0, -1.5])


def smoothed():
    logits = [[0.0, 0.0]]
    for ignored in [-100, 255]:
        given = F.cross_entropy(tensor(logits), paddle.to_tensor([0]), ignore_index=ignored, label_smoothing=0.1).item()
        title = f"4 mean of cross_entropy, label_smoothing 0.1, ignore_index {ignored}"
        show(title, of=logits, gives=given, right=np.log(2))
    image = [[[1.0, 0.0], [0.0, 0.0]]]
    given = F.cross_entropy(tensor(image), paddle.to_tensor([[0, 0]]), axis=1, label_smoothing=0.1, reduction="none")
    log = log_softmax(np.moveaxis(np.array(image), 1, -1))
    right = -(0.95 * log[..., 0] + 0.05 * log[..., 1])
    title = "4 cross_entropy, axis 1, label_smoothing 0.1, labels 0"
    show(title, of=image, gives=given.numpy().reshape(-1), right=right.reshape(-1))


def overflowing():
    for score in [-80.0, -100.0]:
        x = tensor([score], gradient=True)
        loss = F.soft_margin_loss(x, tensor([1.0]), reduction="none")
        (slope,) = paddle.grad(loss, [x])
        right = [np.logaddexp(0, -score), -1 / (1 + np.exp(score))]
        show("5 soft_margin_loss and its gradient, label 1", of=score, gives=[loss.item(), slope.item()], right=right)
    first, second = tensor([[100.0]]), tensor([[1e18]])
    given = F.cosine_embedding_loss(first, second, paddle.to_tensor([1]), reduction="none").item()
    show("5 cosine_embedding_loss, label 1", of="[100] and [1e18]", gives=given, right=0.0)


def of_labels():
    logit, label = tensor([1.0]), tensor([0.0], gradient=True)
    loss = F.sigmoid_focal_loss(logit.reshape([1, 1]), label.reshape([1, 1]), reduction="none")
    (slope,) = paddle.grad(loss, [label])

    def value(y, z=1.0, alpha=0.25, gamma=2.0):
        p = 1 / (1 + np.exp(-z))
        cross_entropy = -y * np.log(p) - (1 - y) * np.log(1 - p)
        p_t, alpha_t = p * y + (1 - p) * (1 - y), alpha * y + (1 - alpha) * (1 - y)
        return alpha_t * (1 - p_t) ** gamma * cross_entropy

    right = (value(1e-6) - value(-1e-6)) / 2e-6
    title = "6 gradient of sigmoid_focal_loss by its label"
    show(title, of="logit 1, label 0", gives=slope.item(), right=round(right, 6))
    rate, target = tensor([0.0]), tensor([0.0], gradient=True)
    (slope,) = paddle.grad(F.poisson_nll_loss(rate, target, full=True), [target])
    title = "6 gradient of poisson_nll_loss(full=True) by its label"
    show(title, of="log-rate 0, label 0", gives=slope.item(), right=0.0)


def in_float32():
    prediction, label = tensor([0.0], dtype="float64"), tensor([1.0], dtype="float64")
    given = F.smooth_l1_loss(prediction, label, delta=0.1).item()
    show("7 smooth_l1_loss(delta=0.1), float64", of="0 and 1", gives=given, right=0.095)
    scores = tensor([[0.0, 0.0, 0.0]], dtype="float64")
    given = F.multi_margin_loss(scores, paddle.to_tensor([0])).item()
    show("7 multi_margin_loss, float64", of="[0 0 0], label 0", gives=given, right=2 / 3)


ENDS = {
    "8 nll_loss, mean, (2, 3, 30), some labels ignored": """
x = F.log_softmax(paddle.rand([2, 3, 30]), axis=1)
for _ in range(200): F.nll_loss(x, paddle.randint(0, 3, [2, 30]), ignore_index=0, reduction='mean').item()
""",
    "8 the same, nothing ignored": """
x = F.log_softmax(paddle.rand([2, 3, 30]), axis=1)
for _ in range(200): F.nll_loss(x, paddle.randint(0, 3, [2, 30]), reduction='mean').item()
""",
    "8 ctc_loss, a batch without labels": """
lengths = paddle.to_tensor([2]), paddle.to_tensor([0])
F.ctc_loss(paddle.zeros([2, 1, 3]), paddle.zeros([1, 1], 'int32'), *lengths, reduction='none')
""",
}


def ended():
    head = "import paddle, paddle.nn.functional as F\npaddle.set_device('cpu'); paddle.seed(0)\n"
    for title, code in ENDS.items():
        try:
            code = subprocess.run([sys.executable, "-c", head + code], capture_output=True, timeout=60).returncode
            how = "fine" if code == 0 else f"the process ends by signal {-code}" if code < 0 else f"exit code {code}"
        except subprocess.TimeoutExpired:
            how = "no end within a minute"
        show(title, gives=how)


if __name__ == "__main__":
    print(f"PaddlePaddle {paddle.__version__}, CPU")
    for report in [capped, at_zero, no_variance, smoothed, overflowing, of_labels, in_float32, ended]:
        report()
