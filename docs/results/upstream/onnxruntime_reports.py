"""The models of onnxruntime.md: single operators, what ONNX Runtime answers and what is right.

    pip install numpy onnx onnxruntime && python3 onnxruntime_reports.py

Right answers are of float64 by numpy, written so that nothing cancels.
"""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

FLOAT = {np.float16: TensorProto.FLOAT16, np.float32: TensorProto.FLOAT, np.float64: TensorProto.DOUBLE}


def run(operator, x, *others, **attributes):
    """The first output of one operator on the CPU."""
    inputs = [x, *others]
    types = [TensorProto.INT64 if each.dtype == np.int64 else FLOAT[each.dtype.type] for each in inputs]
    names = [f"x{i}" for i in range(len(inputs))]
    node = helper.make_node(operator, names, ["y"], **attributes)
    graph = helper.make_graph(
        [node],
        operator,
        [helper.make_tensor_value_info(name, kind, list(each.shape)) for name, kind, each in zip(names, types, inputs)],
        [helper.make_tensor_value_info("y", FLOAT[x.dtype.type], None)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, dict(zip(names, inputs)))[0]


def show(title, given, got, right):
    print(title)
    for label, what in [("of", given), ("gives", got), ("right", right)]:
        print(f"  {label:6} {np.array2string(what, max_line_width=110) if isinstance(what, np.ndarray) else what}")


def attempt(work):
    try:
        return work()
    except Exception as error:
        return str(error).splitlines()[0].split(" : ")[-1]


print(f"onnxruntime {onnxruntime.__version__}, onnx {onnx.__version__}, CPU")
f16, f32, f64 = np.float16, np.float32, np.float64

x = np.array([-10, -17, -18, -20, -40, -80], f32)
show("1 Sigmoid, float32", x, run("Sigmoid", x), np.exp(x.astype(f64)) / (1 + np.exp(x.astype(f64))))

x = np.array([[0, -80, -87, -88, -92, -100]], f32)
show("2 Softmax, float32", x, run("Softmax", x, axis=-1), np.exp(x.astype(f64)) / np.exp(x.astype(f64)).sum())

x = np.array([-30, -36, -40, -100, 709, 710, 1000], f64)
show("3 Softplus, float64", x, run("Softplus", x), np.logaddexp(0, x))

axes = np.array([-1], np.int64)
for row in [[-np.inf, -143], [-143, -np.inf], [-np.inf, 100]]:
    x = np.array([row], f32)
    right = np.logaddexp.reduce(x.astype(f64), axis=-1)
    show("4 ReduceLogSumExp, float32", x, run("ReduceLogSumExp", x, axes, keepdims=0), right)

x, labels = np.zeros((0, 3), f32), np.zeros(0, np.int64)
for reduction in ["none", "sum", "mean"]:
    right = {"none": "[]", "sum": 0, "mean": "NaN, as of a batch in which all is ignored"}[reduction]
    for operator in ["SoftmaxCrossEntropyLoss", "NegativeLogLikelihoodLoss"]:
        got = attempt(lambda: run(operator, x, labels, reduction=reduction))
        show(f"5 {operator} of an empty batch, {reduction}", "shape [0, 3]", got, right)
x, labels = np.log(np.array([[0.25, 0.75]], f32)), np.array([1], np.int64)
got = attempt(lambda: run("NegativeLogLikelihoodLoss", x, np.array([-1], np.int64), reduction="none"))
show("6 NegativeLogLikelihoodLoss of the label -1", "log [0.25, 0.75]", got, "an error, as for the label 2")
got = attempt(lambda: run("SoftmaxCrossEntropyLoss", x, np.array([-1], np.int64), reduction="none"))
show("6 SoftmaxCrossEntropyLoss of the label -1", "log [0.25, 0.75]", got, "an error, as for the label 2")
got = attempt(lambda: run("NegativeLogLikelihoodLoss", x, np.array([2], np.int64), reduction="none"))
show("6 NegativeLogLikelihoodLoss of the label 2", "log [0.25, 0.75]", got, "an error")

x = np.zeros((0, 2), f32)
got = attempt(lambda: run("Split", x, axis=0, num_outputs=2))
show("7 Split of an axis of length 0", "shape [0, 2], num_outputs 2", got, "two empty tensors")

x = np.array([10, 88, 89, 100, 1000], f16)
show("12 Softplus, float16", x, run("Softplus", x), np.logaddexp(0, x.astype(f64)))
for row in [[1000, 1000], [-1000, -1000]]:
    x = np.array([row], f16)
    right = np.logaddexp.reduce(x.astype(f64), axis=-1)
    show("12 ReduceLogSumExp, float16", x, run("ReduceLogSumExp", x, axes, keepdims=0), right)
