"""Functions of TFT on small data: what real TFT answers, and whether our answers are the same.

Each module `cases_*.py` beside this file is a family: data sets and cases. A case is a function on columns of a data
set; TFT analyzes the data set's rows and transforms its probe (the same rows, unless the data set has others).

    python tft_cases.py [FAMILY ...]      runs live TFT and writes Tests/LessonTests/Fixtures/tft/cases/FAMILY.json
    python tft_cases.py --print FAMILY    writes to standard output instead
"""
import dataclasses
import importlib
import json
import logging
import os
import pathlib
import sys
import tempfile
import typing

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
import tensorflow_transform.beam as tft_beam
from tensorflow_transform.tf_metadata import dataset_metadata, schema_utils

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "LessonTests/Fixtures/tft/cases"
DTYPES = {"float32": tf.float32, "int64": tf.int64, "string": tf.string}


@dataclasses.dataclass(frozen=True)
class Column:
    """Values in rows: `width` in each, or any number of them when it is None."""

    type: str
    rows: list
    width: int | None = 1

    @property
    def spec(self):
        dtype = DTYPES[self.type]
        return tf.io.VarLenFeature(dtype) if self.width is None else tf.io.FixedLenFeature([self.width], dtype)

    def json(self):
        return {"type": self.type, "width": self.width, "rows": [[to_json(value) for value in row] for row in self.rows]}


def floats(*values):
    """A column of one float32 in each row."""
    return Column("float32", [[float(np.float32(value))] for value in values])


def int64s(*values):
    """A column of one int64 in each row."""
    return Column("int64", [[value] for value in values])


def strings(*values):
    """A column of one string in each row."""
    return Column("string", [[value] for value in values])


def vectors(type, *rows):
    """A column of as many values in each row as the first one has."""
    return Column(type, [list(row) for row in rows], len(rows[0]))


def ragged(type, *rows):
    """A column of any number of values in each row."""
    return Column(type, [list(row) for row in rows], None)


@dataclasses.dataclass(frozen=True)
class Dataset:
    """Columns by name: those that are analyzed, and those that are transformed, if they are others."""

    columns: dict
    probe: dict | None = None
    # How many rows TFT analyzes at once, for functions of TFT whose results depend on it.
    batch_size: int | None = None

    @property
    def probed(self):
        return self.probe if self.probe is not None else self.columns


@dataclasses.dataclass(frozen=True)
class Case:
    """A function on some columns of a data set.

    `tft(*tensors, **parameters)` gives TFT's answer: a tensor with a row for each row of the probe, `constant(tensor)`
    for one that is the same for every row, or a dict of several. `parameters` are what our side is told; where TFT's
    are others, `tft` turns one into the other.
    """

    function: str
    dataset: str
    inputs: list
    tft: typing.Callable
    parameters: dict = dataclasses.field(default_factory=dict)
    # Floats may differ by so many units in the last place, or by this much relative to the larger of 1 and the value.
    ulps: int = 0
    relative: float = 0
    # Why ours deliberately differs, and what ours is: {"output": Column} or "error".
    deviation: str | None = None
    ours: typing.Any = None

    @property
    def id(self):
        words = [self.function, self.dataset, *self.inputs, *(f"{k}={v}" for k, v in self.parameters.items())]
        return " ".join(words)


@dataclasses.dataclass(frozen=True)
class Constant:
    tensor: typing.Any


def constant(tensor):
    """A result that is the same for every row: all its elements as the values of each row."""
    return Constant(tensor)


def to_json(value):
    """A value as the fixtures have it: float32 as its shortest decimal, NaN and infinities as text."""
    if isinstance(value, (bytes, np.bytes_)):
        return bytes(value).decode("utf-8")
    if isinstance(value, (float, np.floating)):
        text = str(np.float32(value))
        return float(text) if np.isfinite(value) else text
    return int(value) if isinstance(value, (int, np.integer)) else value


def instances(columns):
    """Rows as TFT takes them: a dict each."""
    count = max((len(column.rows) for column in columns.values()), default=0)

    def value(column, row):
        values = [v.encode() if isinstance(v, str) and column.type == "string" else v for v in column.rows[row]]
        return [float(v) for v in values] if column.type == "float32" else values

    return [{name: value(column, row) for name, column in columns.items()} for row in range(count)]


def outputs_of(case, tensors):
    """The tensors of a case by output name."""
    result = case.tft(*(tensors[name] for name in case.inputs), **case.parameters)
    named = result if isinstance(result, dict) else {"y": result}
    any_input = next(iter(tensors.values()))
    rows = any_input.dense_shape[0] if isinstance(any_input, tf.SparseTensor) else tf.shape(any_input)[0]
    return {name: as_rows(tensor, rows) for name, tensor in named.items()}


def as_rows(tensor, rows):
    """A tensor as rows of values, as many in each as there are: TFT writes only dense ones of known shape."""
    if isinstance(tensor, Constant):
        tensor = tf.tile(tf.reshape(tensor.tensor, [1, -1]), [tf.cast(rows, tf.int32), 1])
    if isinstance(tensor, tf.SparseTensor):
        return tensor
    if not isinstance(tensor, tf.RaggedTensor):
        tensor = tf.RaggedTensor.from_tensor(tf.reshape(tensor, tf.stack([tf.cast(rows, tf.int32), -1])))
    return tensor.to_sparse()


def run_tft(dataset, cases):
    """TFT's answers to `cases`, all of one data set, in one pipeline: {output name: [rows]} for each."""
    specs = {name: column.spec for name, column in dataset.columns.items()}
    specs["row"] = tf.io.FixedLenFeature([1], tf.int64)
    metadata = dataset_metadata.DatasetMetadata(schema_utils.schema_from_feature_spec(specs))
    names = [set() for _ in cases]

    def preprocessing_fn(inputs):
        answers = {}
        for index, case in enumerate(cases):
            for name, tensor in outputs_of(case, inputs).items():
                # Beam promises no order of the rows: each carries its number.
                names[index].add(name)
                answers[f"{index}/{name}"] = tf.cast(tensor, tf.int64) if tensor.dtype in (tf.int32, tf.bool) else tensor
        answers["row"] = inputs["row"]
        return answers

    def numbered(columns):
        rows = instances(columns)
        return [{**row, "row": [index]} for index, row in enumerate(rows)]

    with tft_beam.Context(temp_dir=tempfile.mkdtemp(), desired_batch_size=dataset.batch_size):
        transform_fn = (numbered(dataset.columns), metadata) | tft_beam.AnalyzeDataset(preprocessing_fn)
        (rows, _) = ((numbered(dataset.probed), metadata), transform_fn) | tft_beam.TransformDataset()
    rows = sorted(rows, key=lambda row: int(np.ravel(row["row"])[0]))
    return [
        {name: [list(np.ravel(row[f"{index}/{name}"])) for row in rows] for name in sorted(names[index])}
        for index in range(len(cases))
    ]


def answer(dataset, cases):
    """TFT's answers, each {output: Column-like json} or {"error": text}; a case that fails does not take others along."""
    try:
        return [to_columns(outputs) for outputs in run_tft(dataset, cases)]
    except Exception as error:  # TFT and TensorFlow fail with many kinds of errors
        if len(cases) == 1:
            return [{"error": f"{type(error).__name__}: {str(error).strip().splitlines()[0][:200] if str(error).strip() else ''}"}]
        half = len(cases) // 2
        return answer(dataset, cases[:half]) + answer(dataset, cases[half:])


def to_columns(outputs):
    def type_of(rows):
        for row in rows:
            for value in row:
                if isinstance(value, (bytes, np.bytes_)):
                    return "string"
                return "float32" if isinstance(value, (float, np.floating)) else "int64"
        return None

    return {
        name: {"type": type_of(rows), "rows": [[to_json(value) for value in row] for row in rows]}
        for name, rows in outputs.items()
    }


def families(names=()):
    """The modules of cases, by family."""
    found = {path.stem.removeprefix("cases_") for path in HERE.glob("cases_*.py")}
    return {name: importlib.import_module(f"cases_{name}") for name in sorted(names or found)}


def live(module):
    """The family's fixture, with live TFT's answers."""
    answers = {}
    for name, dataset in module.DATASETS.items():
        cases = [case for case in module.CASES if case.dataset == name]
        answers.update({case.id: result for case, result in zip(cases, answer(dataset, cases))} if cases else {})
    return {
        "datasets": {
            name: {
                "columns": {column: value.json() for column, value in dataset.columns.items()},
                "probe": {column: value.json() for column, value in dataset.probed.items()},
            }
            for name, dataset in module.DATASETS.items()
        },
        "cases": [case_json(case, answers[case.id]) for case in module.CASES],
    }


def case_json(case, expected):
    result = {"id": case.id, "function": case.function, "dataset": case.dataset, "inputs": case.inputs}
    result |= {"parameters": case.parameters, "ulps": case.ulps, "relative": case.relative, "tft": expected}
    if case.deviation:
        ours = case.ours
        result |= {
            "deviation": case.deviation,
            "ours": {"error": ours} if isinstance(ours, str) else {name: column.json() for name, column in ours.items()},
        }
    return result


def fixture_text(fixture):
    """One case or data set a line, so that a change can be read."""
    datasets = ",\n".join(f"    {json.dumps(n)}: {json.dumps(d, ensure_ascii=False)}" for n, d in fixture["datasets"].items())
    cases = ",\n".join("    " + json.dumps(case, ensure_ascii=False) for case in fixture["cases"])
    return f'{{\n  "datasets": {{\n{datasets}\n  }},\n  "cases": [\n{cases}\n  ]\n}}\n'


def main():
    logging.getLogger().setLevel(logging.ERROR)
    if sys.argv[1:2] == ["--print"]:
        (module,) = families(sys.argv[2:]).values()
        print(fixture_text(live(module)))
        return
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for name, module in families(sys.argv[1:]).items():
        ids = [case.id for case in module.CASES]
        assert len(set(ids)) == len(ids), f"{name}: {[i for i in ids if ids.count(i) > 1]} come twice"
        fixture = live(module)
        (FIXTURES / f"{name}.json").write_text(fixture_text(fixture))
        print(f"{name}: {len(ids)} cases, {sum('error' in case['tft'] for case in fixture['cases'])} of them errors in TFT")


if __name__ == "__main__":
    # The families import this file as a module; run as a script, its classes would be others than theirs.
    import tft_cases

    tft_cases.main()
