"""The SavedModels that ours writes of fitted transforms, run by TensorFlow and compared with what ours computes itself."""
import json
import subprocess

import numpy as np
import tensorflow as tf

DTYPES = {"float32": np.float32, "int64": np.int64, "string": object}


def export(tool, fixture, directory):
    """Lets ours export the cases of a fixture; a dict for each: number, and answer or reason."""
    done = subprocess.run([tool, "export", fixture, directory], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def elements(type, values):
    if type == "string":
        return np.array([value.encode() for value in values], object)
    return np.array([DTYPES[type](value) for value in values], DTYPES[type])


def tensor(column):
    """A column of a fixture as TFT feeds it: a matrix, or a sparse tensor where rows differ in length."""
    type, rows, width = column["type"], column["rows"], column["width"]
    flat = elements(type, [value for row in rows for value in row])
    if width is not None:
        return tf.constant(flat.reshape(len(rows), width), getattr(tf, type))
    indices = [[row, place] for row, values in enumerate(rows) for place in range(len(values))]
    longest = max((len(row) for row in rows), default=0)
    return tf.SparseTensor(
        np.array(indices, np.int64).reshape(-1, 2), tf.constant(flat, getattr(tf, type)), (len(rows), longest)
    )


def rows_of(value):
    """The rows of a dense or a sparse result, each as an array."""
    if isinstance(value, tf.SparseTensor):
        rows = [[] for _ in range(int(value.dense_shape[0]))]
        for (row, place), element in zip(value.indices.numpy(), value.values.numpy()):
            assert place == len(rows[row]), "the values of a row are not in their order"
            rows[row].append(element)
        assert value.dense_shape[1] == max((len(row) for row in rows), default=0)
        return rows
    return list(value.numpy())


def distance(found, expected, type):
    """0 for equal bits, where any NaN is as good as another; units in the last place for floats, infinite for others."""
    found, expected = list(found), list(expected)
    if len(found) != len(expected):
        return np.inf
    if type != "float32":
        return 0 if [str(x) if type == "int64" else x for x in found] == expected else np.inf
    worst = 0
    for one, text in zip(found, expected):
        other = np.float32(text)
        if np.isnan(one) and np.isnan(other):
            continue
        bits = [int(np.array(x, np.float32).view(np.int32)) for x in (one, other)]
        ordered = [x if x >= 0 else -(x & 0x7FFFFFFF) for x in bits]
        if bits[0] != bits[1]:
            worst = max(worst, abs(ordered[0] - ordered[1]) or 0.5)
    return worst


def difference(found, answer):
    """The largest distance between TensorFlow's results and ours, and where it is."""
    if found.keys() != answer.keys():
        return np.inf, f"outputs {sorted(found)} and {sorted(answer)}"
    worst, place = 0, ""
    for name, column in answer.items():
        type = column["type"]
        rows = rows_of(found[name])
        if len(rows) != len(column["rows"]):
            return np.inf, f"{name}: {len(rows)} rows and {len(column['rows'])}"
        for row, (one, other) in enumerate(zip(rows, column["rows"])):
            wanted = [value.encode() for value in other] if type == "string" else other
            far = distance(one, wanted, type) if type else (0 if len(one) == 0 else np.inf)
            if far > worst:
                worst, place = far, f"{name} row {row}: TensorFlow {list(one)}, ours {other}"
    return worst, place
