"""TensorFlow serves our models: raw features in, our own predictions out. test_agreement.py has the rows that they are compared on."""
import csv
import json
import pathlib
import subprocess
import sys

import numpy as np
import pytest
import tensorflow as tf

from conftest import ROOT
from test_saved_transform import adversarial_rides, read_rides

MODELS = ["non_embedding", "embedding", "fare"]
# TensorFlow adds products in another order than we do.
RELATIVE = 1e-5


def built(request, name):
    return (ROOT / request.config.getoption("--lessons")).with_name(name)


@pytest.fixture(scope="module", params=MODELS)
def served(request, workdir, tmp_path_factory):
    """A model's directory, and its SavedModel."""
    model, path = workdir / "models" / request.param, tmp_path_factory.mktemp("serving") / request.param
    subprocess.run([built(request, "tft-cases"), "serving", model, path], check=True)
    return model, path


def assert_close(found, expected):
    found, expected = np.asarray(found, float), np.asarray(expected, float)
    assert found.shape == expected.shape
    limit = RELATIVE * np.maximum(np.abs(expected), np.nanmean(np.abs(expected)))
    close = (np.abs(found - expected) <= limit) | (np.isnan(found) & np.isnan(expected))
    assert close.all(), f"{(~close).sum()} rows differ; first {found[~close][:3]}, ours {expected[~close][:3]}"


def ours(lessons, model, rows, tmp_path):
    """What the tool predicts for a file of raw rows."""
    output = tmp_path / "predictions.csv"
    lessons("predict", "--model", model, "--input", rows, "--output", output)
    with open(output, newline="") as file:
        return [float(row["prediction"]) for row in csv.DictReader(file)]


def write_examples(rides, path):
    with tf.io.TFRecordWriter(str(path)) as writer:
        for row in range(len(next(iter(rides.values())))):
            features = {
                name: tf.train.Feature(bytes_list=tf.train.BytesList(value=[column[row]]))
                if isinstance(column[row], bytes)
                else tf.train.Feature(float_list=tf.train.FloatList(value=[column[row]]))
                for name, column in rides.items()
            }
            writer.write(tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString())


def test_serialised_examples_give_the_same_as_their_features(served, lessons, tmp_path):
    model, saved = served
    rides = adversarial_rides()
    signatures = tf.saved_model.load(str(saved)).signatures
    names = signatures["serving_default"].structured_input_signature[1]
    write_examples(rides, tmp_path / "rides.tfrecord")
    messages = list(tf.data.TFRecordDataset(str(tmp_path / "rides.tfrecord")).as_numpy_iterator())
    found = signatures["serving_examples"](examples=tf.constant(messages))["prediction"].numpy()
    by_feature = signatures["serving_default"](**{name: tf.constant(rides[name]) for name in names})["prediction"].numpy()
    np.testing.assert_array_equal(found, by_feature)
    assert_close(found[:, 0], ours(lessons, model, tmp_path / "rides.tfrecord", tmp_path))


def test_the_command_line_of_tensorflow_shows_and_runs_it(served, valid_csv, tmp_path):
    _, saved = served
    rides = read_rides(valid_csv)
    cli = pathlib.Path(sys.executable).with_name("saved_model_cli")
    shown = subprocess.run([cli, "show", "--dir", saved, "--all"], capture_output=True, text=True, check=True).stdout
    assert "signature_def['serving_default']" in shown and "signature_def['serving_examples']" in shown
    names = tf.saved_model.load(str(saved)).signatures["serving_default"].structured_input_signature[1]
    words = ";".join(
        f"{name}={[rides[name][0].decode()] if rides[name].dtype == object else [float(rides[name][0])]}" for name in names
    )
    command = [cli, "run", "--dir", saved, "--tag_set", "serve", "--signature_def", "serving_default"]
    ran = subprocess.run(
        [*command, "--input_exprs", words, "--outdir", tmp_path], capture_output=True, text=True, check=True
    )
    assert "Result for output key prediction" in ran.stdout
    assert np.load(tmp_path / "prediction.npy").shape == (1, 1)


@pytest.fixture(scope="module")
def layer_models(request, tmp_path_factory):
    """For the model of each training case: the case, what TensorFlow predicts with it, and what it is fed with."""
    fixture = ROOT / "Tests/LessonTests/Fixtures/keras/trainings.json"
    tool, directory = built(request, "keras-cases"), tmp_path_factory.mktemp("layers")
    done = subprocess.run([tool, "saved-model", fixture, directory], capture_output=True, text=True, check=True)
    models = []
    for line in map(json.loads, done.stdout.splitlines()):
        predict = tf.saved_model.load(str(directory / str(line["number"]))).signatures["serving_default"]
        spec, feed = predict.structured_input_signature[1], {}
        for one in line["inputs"]:
            values = np.array(one["rows"], object).astype(one["type"])
            feed[one["name"]] = values.reshape([-1, *spec[one["name"]].shape[1:]])
        models.append((line, predict, feed))
    return models


def predicted(predict, feed):
    return predict(**{name: tf.constant(values) for name, values in feed.items()})["prediction"].numpy()[:, 0]


def test_every_kind_of_layer_predicts_the_same(layer_models):
    assert len(layer_models) > 15
    for line, predict, feed in layer_models:
        assert_close(predicted(predict, feed), line["output"])


def test_scores_that_are_nan_are_no_class(layer_models):
    models = [model for model in layer_models if "three classes" in model[0]["id"]]
    assert len(models) == 2
    for line, predict, feed in models:
        feed = {name: values.copy() for name, values in feed.items()}
        next(values for values in feed.values() if values.dtype == np.float32)[0] = np.nan
        found = predicted(predict, feed)
        assert np.isnan(found[0]) and (found[1:] == line["output"][1:]).all(), line["id"]
