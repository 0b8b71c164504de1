"""What the adapters of libraries for boosted trees have in common: metrics of raw predictions.

A metric is a mean, and has a value only. Labels and weights are float32 in these libraries, and sums are float64.
"""

import re

import numpy as np

from lossproof_adapter import Loss, Rejected, Unsupported, declaration, serve

ANY = "any"
# An empty batch is refused.
THROWS = {"empty": ["throw"]}


def serve_metrics(name, version, losses):
    serve(name=name, version=version, arithmetic={"f32": declaration("f32", accumulator="f64")}, losses=losses)


def metric(call, errors, params=None, weighted=True):
    """A mean that `call` gives of a question; `errors` are the exceptions by which the library refuses its input."""
    return Loss(
        refusing(call, errors),
        dtypes=["f32"],
        reductions=["mean"],
        wants=["value"],
        params={**THROWS, **(params or {})},
        optional=["weight"] if weighted else [],
    )


def refusing(call, errors):
    def answer(question):
        try:
            return {"value": np.float64(call(question))}
        except errors as error:
            raise Rejected(type(error).__name__, first_line(str(error)))

    return answer


def first_line(message):
    """Without the time of day, which XGBoost writes in front."""
    return re.sub(r"^\[[0-9:]+\] ", "", message.strip()).splitlines()[0]


def by_name(evaluate):
    """Calls of metrics of numbers by their names; options are which parameters those of the booster are."""

    def of_numbers(name, prediction="prediction", objective=None, **options):
        fixed = {"objective": objective} if objective else {}

        def call(question):
            given = {option: question.params[param] for option, param in options.items()}
            return evaluate(name, *samples(question, prediction), **fixed, **given)

        return call

    return of_numbers


def of_hard_labels(name, call):
    """A metric that takes every other label for 0 or 1, as its threshold has it."""

    def answer(question):
        if not np.isin(question["target"], [0, 1]).all():
            raise Unsupported(name + " of labels that are not 0 or 1")
        return call(question)

    return answer


def of_several(name, rows):
    """Of a single class there is nothing."""
    if rows.shape[1] < 2:
        raise Unsupported(name + " of a single class")
    return rows.shape[1]


def samples(question, prediction, target="target"):
    """A prediction and a label of each sample, and its weight where there are weights: each is a row of numbers."""
    weight = question.get("weight")
    return question[prediction].ravel(), question[target].ravel(), None if weight is None else weight.ravel()


def class_rows(question, operand="logits"):
    """A row of the classes' numbers for each sample, and its label."""
    rows = np.moveaxis(question[operand], int(question.params["class_axis"]), -1)
    return np.ascontiguousarray(rows.reshape(-1, rows.shape[-1])), question["target"].ravel()
