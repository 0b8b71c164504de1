"""The losses as ONNX models of one operator, and their evaluation."""

import functools

import numpy as np
import onnx
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

from lossproof_adapter import Loss, Rejected

OPSET = 18
DTYPES = {"f64": TensorProto.DOUBLE, "f32": TensorProto.FLOAT, "f16": TensorProto.FLOAT16}
ANY = "any"


def declared():
    """The operators keep the classes in axis 1, and losses divide a mean by the weights of the labels."""
    weighed = {"reductions": ["none", "sum", "mean"], "optional": ["class_weight"]}
    plain = {"reductions": ["none"]}
    return {
        "nll": loss_of(
            NLL, ["log_probability", "target", "class_weight"], {"ignore_index": ANY, "denominator": ["weight"]}, **weighed
        ),
        "cross_entropy": loss_of(
            CROSS_ENTROPY,
            ["logits", "target", "class_weight"],
            {"ignore_index": ANY, "denominator": ["target_weight"]},
            **weighed,
        ),
        "softmax": loss_of(SOFTMAX, ["logits"], **plain),
        "log_softmax": loss_of(LOG_SOFTMAX, ["logits"], **plain),
        "log_sum_exp": loss_of(LOG_SUM_EXP, ["logits"], **plain),
        "clip_grad_value": loss_of(CLIP, ["gradient"], {"clip_value": ANY}, **plain),
        # Without weights it does not matter what a weighted mean would divide by.
        "mse": loss_of(MSE, ["prediction", "target"], {"denominator": ANY}, reductions=["mean"], origin="composed"),
    }


def loss_of(nodes, operands, params=None, optional=(), **told):
    def answer(question):
        given = [name for name in operands if question.get(name) is not None]
        params = question.params
        settings = tuple(sorted((name, params[name]) for name in ["ignore_index", "clip_value"] if name in params))
        session = evaluator(nodes, tuple(given), question.dtype, question.reduction, settings)
        try:
            # Copies, which an operator may write into.
            (value,) = session.run(None, {name: np.array(question[name]) for name in given})
        except (RuntimeError, ValueError, IndexError, TypeError) as error:
            raise Rejected(type(error).__name__, str(error).splitlines()[0])
        return {"value": value}

    return Loss(answer, dtypes=list(DTYPES), wants=["value"], params=params, optional=list(optional), **told)


@functools.lru_cache(maxsize=None)
def evaluator(nodes, given, dtype, reduction, settings):
    labels = ["target"] if nodes in [NLL, CROSS_ENTROPY] else []
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64 if name in labels else DTYPES[dtype], None) for name in given
    ]
    output = helper.make_tensor_value_info("value", DTYPES[dtype], None)
    made, constants = nodes(given, dtype, reduction, dict(settings))
    graph = helper.make_graph(made, "loss", inputs, [output], constants)
    return ReferenceEvaluator(helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)]))


def loss_operator(operator):
    def nodes(given, dtype, reduction, settings):
        ignored = settings["ignore_index"]
        # Without the attribute no label is ignored.
        more = {} if ignored is None else {"ignore_index": int(ignored)}
        return [helper.make_node(operator, given, ["value"], reduction=reduction, **more)], []

    return nodes


def operator_of_rows(operator):
    return lambda given, dtype, reduction, settings: ([helper.make_node(operator, given, ["value"], axis=-1)], [])


def log_sum_exp(given, dtype, reduction, settings):
    axes = helper.make_tensor("axes", TensorProto.INT64, [1], [-1])
    return [helper.make_node("ReduceLogSumExp", [*given, "axes"], ["value"], keepdims=0)], [axes]


def clip(given, dtype, reduction, settings):
    value = settings["clip_value"]
    bounds = [constant(name, bound, dtype) for name, bound in [("low", -value), ("high", value)]]
    return [helper.make_node("Clip", [*given, "low", "high"], ["value"])], bounds


def mse(given, dtype, reduction, settings):
    return [
        helper.make_node("Sub", given, ["difference"]),
        helper.make_node("Mul", ["difference", "difference"], ["square"]),
        helper.make_node("ReduceMean", ["square"], ["value"], keepdims=0),
    ], []


def constant(name, number, dtype):
    return onnx.numpy_helper.from_array(np.array(number, helper.tensor_dtype_to_np_dtype(DTYPES[dtype])), name)


NLL = loss_operator("NegativeLogLikelihoodLoss")
CROSS_ENTROPY = loss_operator("SoftmaxCrossEntropyLoss")
SOFTMAX = operator_of_rows("Softmax")
LOG_SOFTMAX = operator_of_rows("LogSoftmax")
LOG_SUM_EXP = log_sum_exp
CLIP = clip
MSE = mse
