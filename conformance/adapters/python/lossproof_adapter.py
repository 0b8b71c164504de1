"""An implementation in Python, judged by lossproof: protocol 1 in one file, with numpy or with nothing.

An adapter is a table of functions:

    from lossproof_adapter import Loss, serve

    def mse(question):
        p, t = question["prediction"], question["target"]
        value = ((p - t) ** 2).mean(dtype=p.dtype)
        return {"value": value, "gradient.prediction": question.cotangent * 2 * (p - t) / p.size}

    serve(
        name="mine",
        version="1.0",
        arithmetic={"f64": "f64", "f32": "f32"},
        losses={
            "mse": Loss(
                mse,
                reductions=["mean"],
                dtypes=["f64", "f32"],
                wants=["value", "gradient.prediction"],
                optional=[],
            )
        },
    )

Run it with `lossproof run -- python3 adapter.py`. Each function gets one Question and returns a dictionary from what
is wanted to arrays (what is not wanted may be there too). Arrays come and go in the dtype of the case: float64,
float32 and float16 as numpy's own, bfloat16 as float32 arrays whose numbers bfloat16 holds (what comes back is rounded
to bfloat16, to nearest, ties to even). Labels are int64 arrays. A gradient is the vector-Jacobian product with the
cotangent: shaped as its operand, or of rank 0 for a parameter.

With `serve(..., numpy=False)` nothing beyond the standard library is needed: every operand and the cotangent is a list
of Python's own numbers in C order, with a `shape`, and a list of numbers in C order, or a number, is what comes back.

Raise Rejected where the implementation refuses the input, and Unsupported where it lacks something; any other
exception is reported as a fault of the adapter. Whatever the code prints goes to stderr.
"""

import base64
import json
import math
import os
import platform
import struct
import sys
import time
import traceback

try:
    import numpy as np
except ImportError:
    np = None

__all__ = ["Loss", "Question", "Rejected", "Unsupported", "declaration", "decode", "encode", "serve"]

PROTOCOL = 1
FLUSH_SECONDS = 0.02
NUMPY = np and {
    "f64": np.dtype("<f8"),
    "f32": np.dtype("<f4"),
    "f16": np.dtype("<f2"),
    "bf16": np.dtype("<u2"),
    "i64": np.dtype("<i8"),
}


class Rejected(Exception):
    """The implementation refuses the input: `kind` is a word for the reason, such as the exception's class."""

    def __init__(self, kind, message=""):
        super().__init__(message)
        self.kind = kind


class Unsupported(Exception):
    """The implementation does not have this loss, option or output."""


class Loss:
    """A function and what it supports of one loss.

    origin: "library" where the function calls the library's own loss, "composed" where it is put together here.
    params: which values of each parameter are supported: "any", a list, or {"min": a, "max": b}; a parameter that is
        not named is supported at its default only.
    optional: the optional operands that may be given; all where None.
    """

    def __init__(self, function, reductions, dtypes, wants, params=None, optional=None, origin="library"):
        self.function = function
        self.origin = origin
        self.params = dict(params or {})
        self.optional = optional
        self.reductions = list(reductions)
        self.dtypes = list(dtypes)
        self.wants = list(wants)

    def support(self, name):
        """What the suite is told; the name may be "loss@form"."""
        loss, _, form = name.partition("@")
        told = {
            "loss": loss,
            "origin": self.origin,
            "params": self.params,
            "reductions": self.reductions,
            "dtypes": self.dtypes,
            "wants": self.wants,
        }
        if form:
            told["form"] = form
        if self.optional is not None:
            told["optional"] = list(self.optional)
        return told


class Question:
    """One case. `question["target"]` is an operand, `question.get("weight")` one that may not be there."""

    __slots__ = ("loss", "form", "dtype", "reduction", "params", "operands", "cotangent", "wants")

    def __init__(self, item, numpy=True):
        read = decode if numpy else _NumberList
        self.loss = item["loss"]
        self.form = item.get("form")
        self.dtype = item["dtype"]
        self.reduction = item["reduction"]
        # Numbers as int or float, and strings, booleans and None as they are.
        self.params = {name: _param_value(value) for name, value in item["params"].items()}
        self.operands = {name: read(tensor) for name, tensor in item["operands"].items()}
        self.cotangent = read(item["cotangent"])
        self.wants = item["wants"]

    def __getitem__(self, name):
        return self.operands[name]

    def get(self, name):
        return self.operands.get(name)


def _param_value(value):
    """A number from its bits, which say more than its text; all else as it is."""
    if not isinstance(value, dict):
        return value
    return _unpack(bytes.fromhex(value["bits"])[::-1], value["dtype"])[0]


def declaration(arithmetic, storage=None, accumulator=None, subnormals="kept"):
    """How a dtype is computed: what each operation is rounded to, what outputs are stored in, what sums are kept in."""
    return {
        "storage": storage or arithmetic,
        "arithmetic": arithmetic,
        "accumulator": accumulator or arithmetic,
        "subnormals": subnormals,
    }


def serve(
    name,
    version,
    losses,
    arithmetic,
    device="cpu",
    deterministic=True,
    validates=False,
    language=None,
    numpy=True,
):
    """Speaks protocol 1 on stdin and stdout until it is told to stop.

    losses: from "loss", or "loss@form" where there are several ways to compute one, to a Loss.
    arithmetic: from each dtype to a declaration(), or to the one dtype that everything is rounded to.
    deterministic: whether the same case always gives the same bits.
    validates: whether it promises to refuse input outside the domain.
    numpy: whether tensors come and go as arrays of numpy; as lists of Python's own numbers where False.
    """
    if "LOSSPROOF_NONCE" not in os.environ:
        sys.exit("this is an adapter: run it with `lossproof run -- " + " ".join(["python3"] + sys.argv) + "`")
    if numpy and np is None:
        sys.exit("numpy is not installed: pip install numpy, or serve(..., numpy=False), which gives lists")
    declared = {d: declaration(a) if isinstance(a, str) else a for d, a in arithmetic.items()}
    ready = {
        "op": "ready",
        "protocol": PROTOCOL,
        "implementation": {
            "name": name,
            "version": version,
            "language": language or "Python " + platform.python_version(),
            "device": device,
            "deterministic": deterministic,
            "validates": validates,
        },
        "arithmetic": declared,
        "supports": [loss.support(key) for key, loss in losses.items()],
    }
    _Server(ready, losses, numpy).run()


# Tensors as arrays of numpy.


def decode(tensor):
    """A tensor of the protocol as a numpy array; bfloat16 becomes float32, which holds it exactly."""
    array = np.frombuffer(base64.b64decode(tensor["data"]), NUMPY[tensor["dtype"]])
    if tensor["dtype"] == "bf16":
        array = (array.astype(np.uint32) << np.uint32(16)).view(np.float32)
    return array.reshape(tensor["shape"])


def encode(array, dtype):
    """A numpy array, or a number, as a tensor of the protocol. Rounds once where it holds more than the dtype does."""
    array = np.asarray(array)
    if dtype == "bf16":
        stored = _bfloat16_rounded(array.reshape(-1))
    elif array.dtype == NUMPY[dtype]:
        stored = array
    else:
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            stored = array.astype(NUMPY[dtype])
    return {
        "dtype": dtype,
        "shape": list(array.shape),
        "data": base64.b64encode(stored.tobytes()).decode("ascii"),
    }


def _bfloat16_rounded(numbers):
    """The 16 bits of each number of a vector, rounded to nearest, ties to even."""
    if numbers.dtype == np.float32:
        bits = np.ascontiguousarray(numbers).view(np.uint32)
    else:
        # Rounding twice is rounding once where the first time is to odd: truncate, and mark what was cut off.
        wide = numbers.astype(np.float64)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            single = wide.astype(np.float32)
            single = np.where(np.abs(single) > np.abs(wide), np.nextafter(single, np.float32(0)), single)
        inexact = (single != wide) & ~np.isnan(wide)
        bits = single.view(np.uint32) | inexact.astype(np.uint32)
    one = np.uint32(1)
    rounded = (bits + (np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & one))) >> np.uint32(16)
    quiet = (bits >> np.uint32(16)) | np.uint32(0x40)
    return np.where((bits & np.uint32(0x7FFFFFFF)) > 0x7F800000, quiet, rounded).astype(NUMPY["bf16"])


# Tensors as lists of numbers, where numpy is not wanted.


class _NumberList(list):
    """A tensor of the protocol where there is no numpy: its numbers in C order, with their shape."""

    def __init__(self, tensor):
        super().__init__(_unpack(base64.b64decode(tensor["data"]), tensor["dtype"]))
        self.shape = tuple(tensor["shape"])


def _encode_list(numbers, dtype, shape):
    """A number, or numbers in C order, as a tensor of the protocol with this shape. Rounds once."""
    numbers = [numbers] if isinstance(numbers, (int, float)) else list(numbers)
    if len(numbers) != math.prod(shape):
        raise ValueError("%d numbers do not fill the shape %s" % (len(numbers), list(shape)))
    data = base64.b64encode(_pack(numbers, dtype)).decode("ascii")
    return {"dtype": dtype, "shape": list(shape), "data": data}


def _unpack(data, dtype):
    """The numbers that little-endian bits stand for."""
    if dtype == "bf16":
        # The upper half of a float32.
        data, dtype = b"".join(b"\0\0" + data[i : i + 2] for i in range(0, len(data), 2)), "f32"
    letter, width = {"f64": ("d", 8), "f32": ("f", 4), "f16": ("H", 2), "i64": ("q", 8)}[dtype]
    numbers = struct.unpack("<%d%s" % (len(data) // width, letter), data)
    return [_unpack_float16(bits) for bits in numbers] if dtype == "f16" else list(numbers)


def _pack(numbers, dtype):
    """Numbers as little-endian bits, each rounded once: to nearest, ties to even."""
    if dtype in ("f64", "i64"):
        return struct.pack("<%d%s" % (len(numbers), "d" if dtype == "f64" else "q"), *numbers)
    stored = {"f32": _pack_float, "f16": _pack_float16, "bf16": _pack_bfloat16}[dtype]
    return b"".join(stored(float(x)) for x in numbers)


def _pack_float(x, letter="f"):
    """As float32 ("f") or float16 ("e"); what is too large is infinite, where struct would raise."""
    try:
        return struct.pack("<" + letter, x)
    except OverflowError:
        return struct.pack("<" + letter, math.copysign(math.inf, x))


def _pack_float16(x):
    # struct keeps the sign of a NaN only; the rest of it is copied.
    return _pack_float(x, "e") if x == x else struct.pack("<H", _nan_bits(x, 10, 0x7E00))


def _unpack_float16(bits):
    """A number from its 16 bits, with all that a NaN carries."""
    if bits & 0x7FFF <= 0x7C00:
        return struct.unpack("<e", struct.pack("<H", bits))[0]
    wide = (bits & 0x8000) << 48 | 0x7FF << 52 | (bits & 0x3FF) << 42
    return struct.unpack("<d", struct.pack("<Q", wide))[0]


def _pack_bfloat16(x):
    """struct does not know it: the upper half of a float32 that holds the rounded number."""
    if x != x:
        return struct.pack("<H", _nan_bits(x, 7, 0x7FC0))
    if math.isinf(x):
        return _pack_float(x)[2:]
    # In units of the last place, which is that of 2^-126 below it.
    unit = max(math.frexp(x)[1], -125) - 8
    rounded = math.ldexp(round(math.ldexp(abs(x), -unit)), unit)
    return _pack_float(math.copysign(rounded, x))[2:]


def _nan_bits(x, digits, quiet):
    """The 16 bits of a NaN: its sign, that it is quiet, and the first digits of what it carries."""
    (wide,) = struct.unpack("<Q", struct.pack("<d", x))
    return (wide >> 48 & 0x8000) | quiet | (wide >> (52 - digits) & ((1 << digits) - 1))


# The protocol: a line of JSON for each message.


class _Server:
    """Answers each message on stdin on stdout, which nobody else then reads or writes."""

    def __init__(self, ready, losses, numpy):
        self.ready = ready
        self.losses = losses
        self.numpy = numpy
        self.prefix = ("@@" + os.environ.get("LOSSPROOF_NONCE", "") + " ").encode("ascii")
        # The protocol keeps the pipes for itself: what else is printed goes to stderr, and nothing else reads stdin.
        sys.stdout.flush()
        self.output = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
        self.input = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
        os.dup2(2, 1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        self.flushed = time.perf_counter()

    def run(self):
        while True:
            line = self.input.readline()
            if not line:
                return
            message = json.loads(line)
            op = message["op"]
            if op == "bye":
                return
            if op == "hello":
                self.say(self.ready)
            elif op == "echo":
                self.say({"id": message["id"], "tensors": [self.echo(tensor) for tensor in message["tensors"]]})
            elif op == "evaluate":
                self.say(self.answer(message))
            elif op == "batch":
                for item in message["items"]:
                    self.say(self.answer(item))
                    if time.perf_counter() - self.flushed > FLUSH_SECONDS:
                        self.flush()
            else:
                self.say({"id": str(message.get("id")), "error": {"trace": "unknown op " + repr(op)}})
            self.flush()

    def say(self, message):
        # NaN and Infinity would not be JSON: a mistake here must be loud.
        text = json.dumps(message, separators=(",", ":"), allow_nan=False)
        self.output.write(self.prefix + text.encode("utf-8") + b"\n")

    def flush(self):
        self.output.flush()
        self.flushed = time.perf_counter()

    def answer(self, item):
        reply = {"id": item["id"]}
        try:
            question = Question(item, self.numpy)
            form = question.form
            loss = self.losses.get(question.loss + "@" + form if form else question.loss)
            if loss is None:
                raise Unsupported(question.loss)
            start = time.perf_counter()
            outputs = loss.function(question)
            reply["elapsed_ms"] = (time.perf_counter() - start) * 1000
            missing = [want for want in question.wants if want not in outputs]
            if missing:
                raise Unsupported(", ".join(missing) + " of " + question.loss)
            reply["ok"] = {"outputs": {want: self.encode(outputs[want], want, question) for want in question.wants}}
        except Rejected as refusal:
            reply["rejected"] = {"kind": str(refusal.kind), "message": str(refusal)}
        except Unsupported as lack:
            reply["unsupported"] = {"what": str(lack)}
        except Exception:
            reply["error"] = {"trace": traceback.format_exc()}
        return reply

    def echo(self, tensor):
        if self.numpy:
            return encode(decode(tensor), tensor["dtype"])
        return _encode_list(_NumberList(tensor), tensor["dtype"], tensor["shape"])

    def encode(self, output, want, question):
        storage = self.ready["arithmetic"][question.dtype]["storage"]
        if self.numpy:
            return encode(output, storage)
        operand = question.get(want.partition(".")[2])
        like = question.cotangent if want == "value" else operand
        return _encode_list(output, storage, () if like is None else like.shape)
