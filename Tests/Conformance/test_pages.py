"""The pages against TensorFlow: what is printed there runs, and TFT and TensorFlow open and answer what is printed there."""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf
import tensorflow_transform as tft
import tensorflow_transform.beam as tft_beam
from conftest import ROOT
from tensorflow_transform.tf_metadata import dataset_metadata, schema_utils

PAGES = {"3": ROOT / "Lessons/03-preprocessing-fn.md", "4": ROOT / "Lessons/04-transformed-data.md",
         "6": ROOT / "Lessons/06-end-to-end.md"}


# What page 3 says of each family of functions stands on a page of its own.
FUNCTIONS = ROOT / "Lessons/functions.md"


def block(marker):
    """The fenced block below `<!-- marker -->`, without its fence."""
    text = PAGES[marker.removeprefix("output: ")[0]].read_text() + FUNCTIONS.read_text()
    return re.search(rf"<!-- {re.escape(marker)} -->\n```\w*\n(.*?)\n```", text, re.S)[1]


def run_by_tft(page, train_csv, temporary):
    """The Python function that a page prints, analyzed by live TFT over the rides: its rows, in order, and its output."""
    scope = {"tf": tf, "tft": tft}
    exec(re.search(r"```python\n(.*?)\n```", PAGES[page].read_text(), re.S)[1], scope)
    with open(train_csv, newline="") as file:
        rows = [
            {
                "pickup_datetime": row["pickup_datetime"].encode(),
                "passenger_count": float(row["passenger_count"]),
                "fare_amount": float(row["fare_amount"]),
            }
            for row in csv.DictReader(file)
        ]
    spec = {name: tf.io.FixedLenFeature([], tf.string if name == "pickup_datetime" else tf.float32) for name in rows[0]}
    metadata = dataset_metadata.DatasetMetadata(schema_utils.schema_from_feature_spec(spec))
    with tft_beam.Context(temp_dir=str(temporary)):
        (transformed, _), transform_fn = (rows, metadata) | tft_beam.AnalyzeAndTransformDataset(
            scope["preprocessing_fn"]
        )
        transform_fn | tft_beam.WriteTransformFn(str(temporary / "output"))
    return transformed, tft.TFTransformOutput(str(temporary / "output"))


def shown(marker, feature):
    """The values of a feature in a table of rides."""
    line = next(line for line in block(marker).splitlines() if line.startswith(f"│ {feature} "))
    return [float(cell) for cell in line.split("│")[2:-1]]


@pytest.fixture
def printed(tmp_path):
    """A transform_output of the files that the page prints."""
    asset_map, schema = block("output: 4/metadata").removeprefix("asset_map: ").split("\nschema.pbtxt:\n")
    for name, text in {
        "transform_fn/assets/months": block("output: 4/vocabulary") + "\n",
        "transformed_metadata/asset_map": asset_map,
        "transformed_metadata/schema.pbtxt": schema,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_tft_opens_the_files_that_page_4_prints(printed):
    output = tft.TFTransformOutput(str(printed))
    assert output.vocabulary_by_name("months") == block("output: 4/vocabulary").encode().split(b"\n")
    assert output.num_buckets_for_transformed_feature("month") == 5
    assert output.transformed_feature_spec() == {"month": tf.io.FixedLenFeature([1], tf.int64)}


def test_tft_finds_the_vocabulary_and_the_maximum_of_page_4(train_csv, tmp_path):
    rows, output = run_by_tft("4", train_csv, tmp_path)
    assert output.vocabulary_by_name("months") == block("output: 4/vocabulary").encode().split(b"\n")
    # Six passengers are the maximum there, and 1 on the scale.
    assert '"max": {"float32": 6.0}' in block("output: 4/transform-fn")
    with open(train_csv, newline="") as file:
        passengers = [float(row["passenger_count"]) for row in csv.DictReader(file)]
    assert {row["passengers"] for row, count in zip(rows, passengers) if count == 6} == {1.0}


def test_tft_gives_the_rides_of_page_3_the_same_features(train_csv, tmp_path):
    rows, _ = run_by_tft("3", train_csv, tmp_path)
    rides = [rows[number - 1] for number in (1, 32, 53)]
    np.testing.assert_allclose([ride["score"] for ride in rides], shown("output: 3/scaling", "score"), atol=2e-6)
    assert [ride["quarter"] for ride in rides] == shown("output: 3/buckets", "quarter")
    # TFT's function has no buckets for rare months, so that of ride 1 has the default value.
    assert [ride["month"] for ride in rides] == [-1, *shown("output: 3/vocabularies", "month_id")[1:]]


# ---------- page 6 ----------


@pytest.fixture
def exported(workdir, lessons, tmp_path):
    """A directory in which page 6 has been read as far as its programs: with serving/fare/1 and fare.onnx."""
    model = workdir / "models/embedding"
    lessons("export", "--model", model, "--format", "savedmodel", "--output", tmp_path / "serving/fare/1")
    lessons("export", "--model", model, "--format", "onnx", "--output", tmp_path / "fare.onnx")
    return tmp_path


def test_the_programs_of_page_6_print_the_fare_that_it_shows(exported):
    programs = re.findall(r"```python\n(.*?)\n```", PAGES["6"].read_text(), re.S)
    fare = re.search(r"predicted fare_amount: (.*)", block("output: 6/one-ride"))[1]
    printed = [
        subprocess.run([sys.executable, "-c", program], cwd=exported, capture_output=True, text=True, check=True).stdout
        for program in programs
    ]
    assert printed == [f"{fare}\n", f"{fare} True\n"]


SERVE = """
import json, sys
import cpp_loader
request = json.load(sys.stdin)
assert request["signature_name"] == "serving_default"
# TensorFlow Serving makes a batch of the instances, and a list for each of the output's rows.
names = request["instances"][0]
model = cpp_loader.Model(sys.argv[1])
fares = model.predict({name: [instance[name] for instance in request["instances"]] for name in names})
print(json.dumps({"predictions": [[fare] for fare in fares]}))
"""


def test_the_request_of_page_6_gets_the_answer_that_it_shows(exported):
    done = subprocess.run(
        [sys.executable, "-c", SERVE, exported / "serving/fare/1"], input=block("output: 6/request"),
        capture_output=True, text=True, cwd=pathlib.Path(__file__).parent,
    )
    assert done.returncode == 0, done.stderr[-1000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    np.testing.assert_allclose(answer["predictions"], json.loads(block("output: 6/response"))["predictions"], rtol=1e-5)


def test_the_exports_of_the_readme_work(workdir, request, tmp_path):
    """The commands as they are printed, in a directory with a working area, where `lessons` is the built tool."""
    tool = ROOT / request.config.getoption("--lessons")
    (tmp_path / "working_area").symlink_to(workdir)
    path = os.pathsep.join([str(tool.parent), str(pathlib.Path(sys.executable).parent), os.environ["PATH"]])
    commands = re.findall(r"```sh\n(lessons export .*?)\n```", (ROOT / "README.md").read_text(), re.S)
    shown = [
        subprocess.run(["sh", "-ec", text], cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True,
                       check=True).stdout
        for text in commands
    ]
    assert len(shown) == 2
    for text in shown:
        assert "pickup_datetime" in text and "fare_amount" not in text
