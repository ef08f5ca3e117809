"""Runs ONNX files in onnxruntime, and compares what it gives with our own answers."""
import json
import subprocess

import numpy as np
import onnx
import onnxruntime

TYPES = {"tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(string)": object, "tensor(bool)": bool}


def session(path):
    """A checked file, ready to run."""
    onnx.checker.check_model(onnx.load(str(path)), full_check=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(session, feeds):
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, feeds)))


def ulps(found, expected):
    """How many float32 lie between two; 0 for two NaN."""
    found, expected = (np.asarray(values, np.float32) for values in (found, expected))

    def key(x):
        bits = x.view(np.int32).astype(np.int64)
        return np.where(bits < 0, -(bits & 0x7FFFFFFF), bits)

    distance = np.abs(key(found) - key(expected))
    distance[np.isnan(found) & np.isnan(expected)] = 0
    distance[np.isnan(found) != np.isnan(expected)] = 1 << 40
    return distance


def lines(tool, *words):
    done = subprocess.run([tool, *map(str, words)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def feedable(dataset):
    """The rows of a data set's probe that can be said: at most one value where their number may differ, and no NaN there,
    which would be taken for a missing value."""
    columns = [c for c in dataset["probe"].values() if c.get("width") is None]
    count = len(next(iter(dataset["probe"].values()))["rows"])
    return [
        row
        for row in range(count)
        if all(len(c["rows"][row]) <= 1 and not (c["type"] == "float32" and "nan" in c["rows"][row]) for c in columns)
    ]


def column(description, rows):
    """A fixture's column as onnxruntime is fed with it, and which rows have a value."""
    type, width = description["type"], description.get("width") or 1
    dtype = {"float32": np.float32, "int64": np.int64, "string": object}[type]
    filler = {"float32": "nan", "int64": "0", "string": ""}[type]
    cells = [description["rows"][row] for row in rows]
    convert = {"float32": float, "int64": int, "string": str}[type]
    values = [[convert(value) for value in cell or [filler] * width] for cell in cells]
    return np.array(values, dtype).reshape(len(rows), width), np.array([[bool(cell)] for cell in cells], bool)


def feeds(session, dataset, rows):
    """What the file asks for of some rows of a data set's probe."""
    result = {}
    for input in session.get_inputs():
        is_presence = input.name.endswith("_is_present") and input.name not in dataset["probe"]
        name = input.name.removesuffix("_is_present") if is_presence else input.name
        values, is_present = column(dataset["probe"][name], rows)
        result[input.name] = is_present if is_presence else values
    return result


def difference(found, is_present, expected, limit, absolute):
    """What differs in one row of one output; None when nothing does."""
    texts = expected["rows"][0]
    if not texts or not is_present:
        is_missing = not is_present or (found.dtype == np.float32 and np.isnan(found).all())
        return None if is_missing and not texts else f"found {found}, {is_present}, expected {texts}"
    if len(found) != len(texts):
        return f"found {found}, expected {texts}"
    if found.dtype == np.float32:
        wanted = np.array(texts, np.float32)
        with np.errstate(invalid="ignore"):
            is_close = (ulps(found, wanted) <= limit) | (np.abs(found - wanted) <= absolute)
        return None if is_close.all() else f"found {found}, expected {wanted}"
    return None if list(map(str, found)) == texts else f"found {found}, expected {texts}"


def row_difference(outputs, row, answer, limit, absolute=0.0):
    """What differs between onnxruntime's outputs for a row and our answer to it; None when nothing does."""
    is_valid = "is_valid" not in outputs or outputs["is_valid"][row, 0]
    if "error" in answer:
        return f"found a result, expected none: {answer['error']}" if is_valid else None
    if not is_valid:
        return f"found no result, expected {answer}"
    for name, expected in answer.items():
        presence = outputs.get(f"transformed/{name}_is_present")
        is_present = presence is None or presence[row, 0]
        found = difference(outputs[f"transformed/{name}"][row], is_present, expected, limit, absolute)
        if found:
            return f"{name}: {found}"
    return None
