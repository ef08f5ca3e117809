"""The same rides through every way out of ours: what TensorFlow and onnxruntime make of them, beside what we make.

For each of the three taxi models, over all rows of data/, 20,000 made ones, adversarial ones, and the real ones that
TFT_REAL_ROWS names: features are compared to the bit, predictions to 1e-5 of the prediction itself. Ways that lead to an error
instead are in test_saved_transform.py and test_onnx.py, and so are the operations one by one.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf
import tensorflow_transform as tft

import onnx_cases
from conftest import ROOT, check_table
from test_saved_transform import adversarial_rides, fed, ours, read_rides
from test_serving import write_examples

MODELS = ["non_embedding", "embedding", "fare"]
ROWS = {
    "train": "`data/taxi-train.csv`", "valid": "`data/taxi-valid.csv`", "many": "20,000 made rides, seed 9",
    "adversarial": "adversarial rides", "real": "real rides",
}
WAYS = ["`serving_default`", "`serving_examples`", "C++ loader", "onnxruntime"]
RELATIVE = 1e-5

CPP = """
import json, sys
import cpp_loader
model = cpp_loader.Model(sys.argv[1])
print(json.dumps([model.predict(feed) for feed in json.load(sys.stdin)]))
"""


@pytest.fixture(scope="module")
def rides(lessons, train_csv, valid_csv, tmp_path_factory):
    """The raw columns of each set of rows, and a file that has them."""
    directory = tmp_path_factory.mktemp("rides")
    lessons("make-data", "--rows", 20_000, "--seed", 9, "--output", directory / "many.csv")
    paths = {"train": train_csv, "valid": valid_csv, "many": directory / "many.csv"}
    if os.environ.get("TFT_REAL_ROWS"):
        paths["real"] = pathlib.Path(os.environ["TFT_REAL_ROWS"])
    sets = {name: (read_rides(path), path) for name, path in paths.items()}
    # Texts that are no UTF-8 have no place in ONNX: test_saved_transform.py has them.
    adversarial = adversarial_rides()
    adversarial["key"] = np.array([key.decode(errors="replace").encode() for key in adversarial["key"]], object)
    write_examples(adversarial, directory / "adversarial.tfrecord")
    return sets | {"adversarial": (adversarial, directory / "adversarial.tfrecord")}


def count(columns):
    return len(next(iter(columns.values())))


def onnx_feeds(session, columns):
    def values(column):
        return np.array([x.decode() for x in column], object) if column.dtype == object else column

    return {input.name: values(columns[input.name]).reshape(-1, 1) for input in session.get_inputs()}


# ---------- predictions ----------


def close(found, expected):
    """For each row whether it is within 1e-5 of ours; not a number is the same as not a number, infinite as infinite."""
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    assert found.shape == expected.shape
    with np.errstate(invalid="ignore"):
        near = np.abs(found - expected) <= RELATIVE * np.abs(expected)
    return near | (found == expected) | (np.isnan(found) & np.isnan(expected))


def our_predictions(lessons, model, path, directory):
    lessons("predict", "--model", model, "--input", path, "--output", directory / "predictions.csv")
    with open(directory / "predictions.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not any(row["error"] for row in rows)
    return [float(row["prediction"]) for row in rows]


def by_c_plus_plus(saved, names, rides):
    """What TensorFlow's C++ loader predicts: in a process of its own, which has no Python of TensorFlow."""
    feeds = [
        {name: [x.decode() if isinstance(x, bytes) else float(x) for x in columns[name]] for name in names}
        for columns, _ in rides.values()
    ]
    done = subprocess.run(
        [sys.executable, "-c", CPP, saved], input=json.dumps(feeds), capture_output=True, text=True,
        cwd=pathlib.Path(__file__).parent,
    )
    assert done.returncode == 0, done.stderr[-1000:]
    return dict(zip(rides, json.loads(done.stdout.splitlines()[-1])))


@pytest.fixture(scope="module")
def predicted(lessons, workdir, rides, tmp_path_factory):
    """For each model and set of rows, per way, which rows agree with ours."""
    agreeing = {}
    for name in MODELS:
        directory = tmp_path_factory.mktemp(name)
        model, saved, onnx = workdir / "models" / name, directory / "saved/1", directory / "model.onnx"
        lessons("export", "--model", model, "--format", "savedmodel", "--output", saved)
        lessons("export", "--model", model, "--format", "onnx", "--output", onnx)
        signatures, session = tf.saved_model.load(str(saved)).signatures, onnx_cases.session(onnx)
        names = sorted(signatures["serving_default"].structured_input_signature[1])
        assert "fare_amount" not in names and "key" not in names
        in_c = by_c_plus_plus(saved, names, rides)
        for rows, (columns, path) in rides.items():
            write_examples(columns, directory / "rides.tfrecord")
            messages = list(tf.data.TFRecordDataset(str(directory / "rides.tfrecord")).as_numpy_iterator())
            by_feature = signatures["serving_default"](**{key: tf.constant(columns[key]) for key in names})
            by_example = signatures["serving_examples"](examples=tf.constant(messages))
            by_onnx = onnx_cases.run(session, onnx_feeds(session, columns))
            expected = our_predictions(lessons, model, path, directory)
            found = [by_feature["prediction"].numpy()[:, 0], by_example["prediction"].numpy()[:, 0], in_c[rows],
                     by_onnx["prediction"][:, 0]]
            agreeing[name, rows] = [close(one, expected) for one in found]
    return agreeing


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("name", MODELS)
def test_predictions_are_ours_by_every_way(name, rows, predicted):
    if (name, rows) not in predicted:
        pytest.skip("TFT_REAL_ROWS names no file of real rides: the made ones alone were predicted")
    different = {way: np.flatnonzero(~same)[:5] for way, same in zip(WAYS, predicted[name, rows]) if not same.all()}
    assert not different


# ---------- features ----------


@pytest.fixture(scope="module")
def transformed(lessons, workdir, rides, request, tmp_path_factory):
    """For each transform and set of rows, in TensorFlow and in onnxruntime, which rows have our features to the bit."""
    agreeing, directory = {}, tmp_path_factory.mktemp("transformed")
    tool = (ROOT / request.config.getoption("--lessons")).with_name("tft-cases")
    subprocess.run([tool, "saved-model", workdir / "models/fare", directory / "fare"], check=True)
    outputs = {"taxi": workdir / "transformed_tfrecords/transform_output", "fare": directory / "fare"}
    for name, output in outputs.items():
        lessons("export", "--transform-output", output, "--format", "onnx", "--output", directory / "features.onnx")
        session = onnx_cases.session(directory / "features.onnx")
        layer = tft.TFTransformOutput(str(output)).transform_features_layer()
        for rows, (columns, _) in rides.items():
            expected = {key: value.numpy() for key, value in ours(lessons, output, columns, directory).items()}
            in_tensorflow = {key: value.numpy() for key, value in layer(fed(layer, output, columns)).items()}
            by_onnx = onnx_cases.run(session, onnx_feeds(session, columns))
            assert by_onnx.pop("is_valid").all()
            in_onnx = {key.removeprefix("transformed/"): value for key, value in by_onnx.items()}
            agreeing[name, rows] = [same_rows(found, expected) for found in (in_tensorflow, in_onnx)]
    return agreeing


def same_rows(found, expected):
    """For each row whether it has the same bits in all features, where one NaN is as good as another."""
    assert found.keys() == expected.keys()
    same = np.ones(count(expected), bool)
    for name, wanted in expected.items():
        one = found[name]
        assert one.shape == wanted.shape, name
        if wanted.dtype == np.float32:
            equal = (one.view(np.int32) == wanted.view(np.int32)) | (np.isnan(one) & np.isnan(wanted))
        elif wanted.dtype == object:
            texts = [x.encode() if isinstance(x, str) else x for x in one.ravel()]
            equal = np.array(texts, object).reshape(one.shape) == wanted
        else:
            equal = one == wanted
        same &= equal.all(1)
    return same


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("name", ["taxi", "fare"])
def test_features_are_ours_to_the_bit(name, rows, transformed):
    if (name, rows) not in transformed:
        pytest.skip("TFT_REAL_ROWS names no file of real rides: the made ones alone were transformed")
    different = {way: np.flatnonzero(~same)[:5] for way, same in zip(("TensorFlow", "onnxruntime"), transformed[name, rows])
                 if not same.all()}
    assert not different


# ---------- the table in Lessons/conformance.md ----------


def table(rides, predicted, transformed):
    """How many rows agree in all models; real rows, which are not everybody's, have no line."""
    head = ["rides", "how many", "features in TensorFlow", "in onnxruntime", *WAYS]
    text = f"| {' | '.join(head)} |\n|---|{'---:|' * (len(head) - 1)}\n"
    for rows in [key for key in ROWS if key != "real"]:
        both = [transformed[name, rows] for name in ("taxi", "fare")]
        cells = [ROWS[rows], count(rides[rows][0])]
        cells += [int(np.logical_and.reduce(way).sum()) for way in zip(*both)]
        cells += [int(np.logical_and.reduce(way).sum()) for way in zip(*[predicted[name, rows] for name in MODELS])]
        text += f"| {' | '.join(map(str, cells))} |\n"
    return text


def test_the_table_in_the_page_is_what_was_measured(rides, predicted, transformed):
    check_table("agreement", table(rides, predicted, transformed))
