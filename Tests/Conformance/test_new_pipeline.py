"""A pipeline of one's own, from `lessons new` to predictions: other data than the taxis', built and run for real.

The packages share one build directory, so that the library is built once.
"""
import csv
import json
import os
import subprocess

import made_customers
import numpy
import pytest
from conftest import ROOT

TASKS = [
    "clean_directory", "write_raw_tfrecords", "transform_tfrecords", "view_original_sample_data",
    "view_transformed_sample_data", "train_non_embedding_model", "train_embedding_model",
    "train_and_predict_non_embedding_model", "train_and_predict_embedding_model",
]
# What is predicted, and the rows' maker.
CASES = {
    "Customers": ("churned", made_customers.customers),
    "Segments": ("segment", made_customers.with_segments),
    "Scores": ("lifetime value", made_customers.with_scores),
}


def run(*words, cwd):
    """Standard output and standard error; a failure shows both."""
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, f"{words}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="module", params=CASES)
def package(request, tmp_path_factory, scratch):
    """A package made of 600 rows, built without warnings: its name, its directory and its program."""
    name = request.param
    label, rows = CASES[name]
    place = tmp_path_factory.mktemp(name)
    made_customers.write(place / "rows.csv", rows(1, 600))
    tool = ROOT / request.config.getoption("--lessons")
    out, err = run(tool, "new", name, "--data", "rows.csv", "--label", label, "--package", ROOT, cwd=place)
    assert err == "" and f"cd {name}\n" in out and f"swift run -c release {name} predict " in out
    assert sorted(os.listdir(place)) == sorted([name, "rows.csv"])
    build = ["swift", "build", "--build-tests", "-j", "2", "--scratch-path", scratch, "-Xswiftc", "-warnings-as-errors"]
    run(*build, cwd=place / name)
    return name, place / name, scratch / "debug" / name


@pytest.fixture(scope="module")
def trained(package):
    """The same after its main job; and what that printed."""
    name, place, program = package
    return name, place, program, run(program, cwd=place)


def held_out(name, place):
    """300 rows that nobody has seen, in a file without label and key; and their labels."""
    rows = CASES[name][1](2, 300)
    made_customers.write(place / "new.csv", [row[1:-1] for row in rows])
    return [row[-1] for row in rows[1:]]


def predicted(place, program, model, output="predictions.csv"):
    words = ["predict", "--model", f"working_area/models/{model}", "--input", "new.csv", "--output", output]
    assert run(program, *words, cwd=place) == ("", "")
    with open(place / output, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def majority(labels):
    return max(labels.count(label) for label in set(labels)) / len(labels)


def test_main_job_runs_every_task_and_shows_their_times(trained):
    _, place, program, (out, _) = trained
    titles = [line[3:-3] for line in out.splitlines() if line.startswith("== ")]
    assert titles == TASKS[1:]
    assert "elapsed_time" in out and (place / "working_area/graphs/run.svg").exists()
    # Nothing is left to do.
    out, _ = run(program, "task", *TASKS[1:3], *TASKS[5:7], "--dry-run", cwd=place)
    assert [line.split(": ")[1] for line in out.splitlines()] == ["up to date"] * 4


@pytest.mark.parametrize("task", TASKS)
def test_task_runs_by_its_name(package, trained, task):
    _, place, program = package
    out, _ = run(program, "task", task, "--workdir", "of_tasks", cwd=place)
    assert out.startswith(f"\n== {task} ==\n")


@pytest.mark.parametrize("model", ["non_embedding", "embedding"])
def test_predicts_unseen_rows_better_than_a_guess(trained, model):
    name, place, program, _ = trained
    truth, rows = held_out(name, place), predicted(place, program, model)
    history = json.loads((place / f"working_area/models/{model}/history.json").read_text())
    kept = history["epochs"][history["kept_epoch"] - 1]
    assert [row["error"] for row in rows] == [""] * len(truth)
    if name == "Scores":
        errors = numpy.array([float(row["prediction"]) for row in rows]) - numpy.array(truth)
        assert numpy.sqrt((errors**2).mean()) < 0.4 * numpy.std(truth)
        assert kept["validation_rmse"] < 0.4 * history["mean_predictor"]["validation_rmse"]
        assert "class" not in rows[0]
        return
    # Predictions are in the label's own words, commas and umlauts included.
    accuracy = sum(row["class"] == label for row, label in zip(rows, truth)) / len(truth)
    assert accuracy > majority(truth) + 0.08, accuracy
    assert kept["validation_accuracy"] > history["majority_class"]["validation_accuracy"] + 0.08
    if name == "Customers":
        assert all((float(row["prediction"]) > 0.5) == (row["class"] == "yes") for row in rows)


def test_explain_skew_export_and_graph_work(trained):
    name, place, program, _ = trained
    held_out(name, place)
    model = ["--model", "working_area/models/embedding"]
    out, _ = run(program, "explain", *model, "--input", "new.csv", "--row", 7, cwd=place)
    row = predicted(place, program, "embedding")[7]
    said = f"prediction: {CASES[name][0]} = "
    assert said in out and out.splitlines()[-1].endswith(f", class {row['class']}" if "class" in row else "")
    words = ["skew", *model, "--input", "../rows.csv", "--records", "working_area/transformed_tfrecords"]
    out, _ = run(program, *words, cwd=place)
    assert "600 rows" in out
    for graph in (["tasks"], ["preprocessing"], ["model", *model]):
        run(program, "graph", *graph, "--output", "graph.svg", cwd=place)
    run(program, "export", *model, "--format", "onnx", "--output", "model.onnx", cwd=place)


def test_onnxruntime_predicts_the_same(trained):
    import onnxruntime

    name, place, program, _ = trained
    held_out(name, place)
    ours = [float(row["prediction"]) for row in predicted(place, program, "embedding")]
    run(program, "export", "--model", "working_area/models/embedding", "--format", "onnx", "--output", "m.onnx", cwd=place)
    session = onnxruntime.InferenceSession(place / "m.onnx")
    with open(place / "new.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    feeds = {}
    for wanted in session.get_inputs():
        column = wanted.name.removesuffix("_is_present")
        cells = [row[column] for row in rows]
        values = {
            "tensor(float)": lambda: numpy.array([float(cell or "nan") for cell in cells], numpy.float32),
            "tensor(int64)": lambda: numpy.array([int(cell or 0) for cell in cells], numpy.int64),
            "tensor(string)": lambda: numpy.array(cells, object),
            "tensor(bool)": lambda: numpy.array([cell != "" for cell in cells]),
        }[wanted.type]()
        feeds[wanted.name] = values[:, None]
    theirs = session.run(["prediction"], feeds)[0].ravel()
    numpy.testing.assert_allclose(theirs, ours, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("package", ["Customers", "Segments"], indirect=True)
def test_tensorflow_serves_the_same(package, trained):
    """Not Scores: a signature of TensorFlow cannot have an input with a blank in its name, and the training says so."""
    import tensorflow as tf

    name, place, program = package
    held_out(name, place)
    ours = [float(row["prediction"]) for row in predicted(place, program, "embedding")]
    model = tf.saved_model.load(place / "working_area/models/embedding/serving")
    with open(place / "new.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kinds = {"age": int, "support_calls": int, "monthly_fee": float}
    theirs = [float(model.signatures["serving_examples"](**example(model, row, kinds))["prediction"][0, 0]) for row in rows]
    numpy.testing.assert_allclose(theirs, ours, rtol=1e-4, atol=1e-5)


def example(model, row, kinds):
    """One serialised tf.train.Example, as the signature takes it; an empty cell is no feature."""
    import tensorflow as tf

    features = {}
    for name, cell in row.items():
        kind = kinds.get(name, str)
        if cell and kind is int:
            features[name] = tf.train.Feature(int64_list=tf.train.Int64List(value=[int(cell)]))
        elif cell and kind is float:
            features[name] = tf.train.Feature(float_list=tf.train.FloatList(value=[float(cell)]))
        elif cell:
            features[name] = tf.train.Feature(bytes_list=tf.train.BytesList(value=[cell.encode()]))
    message = tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()
    [argument] = model.signatures["serving_examples"].structured_input_signature[1]
    return {argument: tf.constant([message])}


def test_its_own_test_passes(package, scratch):
    _, place, _ = package
    out, err = run("swift", "test", "--skip-build", "--scratch-path", scratch, cwd=place)
    assert "Test run with 1 test" in out + err


@pytest.mark.parametrize("package", ["Scores"], indirect=True)
def test_its_own_test_fails_when_the_label_is_a_feature(package, scratch):
    name, place, _ = package
    path = place / f"Sources/{name}/Preprocessing.swift"
    text = path.read_text()
    try:
        path.write_text(text.replace('inputs.int64("support calls")', "Column<Int64>(inputs.float(label))"))
        assert path.read_text() != text
        words = ["swift", "test", "-j", "2", "--scratch-path", scratch]
        done = subprocess.run(words, cwd=place, capture_output=True, text=True)
        assert done.returncode != 0 and "the model reads what it is to predict" in done.stdout + done.stderr
    finally:
        path.write_text(text)
