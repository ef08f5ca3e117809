"""numpy computes a model's predictions from its files alone, and gets ours."""
import csv
import json

import numpy as np
import pytest
from safetensors.numpy import load_file


def read_columns(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def relu(x):
    return np.maximum(x, 0)


def predict(model, weights, columns):
    """The network that model.json describes, in float64."""
    numeric = model["numeric"]
    x = np.stack([np.array(columns[name], np.float32) for name in numeric["features"]], 1).astype(float)
    x = np.clip((x - np.array(numeric["center"])) / np.array(numeric["scale"]), -5, 5)
    one_hots = 0
    for feature in model["categorical"]:
        vectors = weights[f"{feature['name']}.table"][np.array(columns[feature["name"]], int)]
        if feature["encoding"] == "embedding":
            x = np.concatenate([x, vectors], 1)
        else:
            one_hots = one_hots + vectors
    for index in range(len(model["hidden"])):
        layer = f"hidden_{index + 1}"
        added = one_hots if index == 0 else 0
        x = relu(x @ weights[f"{layer}.weight"] + weights[f"{layer}.bias"] + added)
    return (x @ weights["output.weight"] + weights["output.bias"])[:, 0]


def expected_shapes(model):
    """The shape of every tensor that model.json asks for."""
    first, shapes, width = model["hidden"][0], {}, len(model["numeric"]["features"])
    for feature in model["categorical"]:
        # One-hot ids go straight to the first hidden layer; embeddings stand beside the numbers.
        size = feature.get("embedding_size", first)
        width += feature.get("embedding_size", 0)
        shapes[f"{feature['name']}.table"] = (feature["vocabulary_size"], size)
    layers = [(f"hidden_{index + 1}", size) for index, size in enumerate(model["hidden"])] + [("output", 1)]
    for layer, size in layers:
        shapes |= {f"{layer}.weight": (width, size), f"{layer}.bias": (1, size)}
        width = size
    return shapes


@pytest.mark.parametrize("name", ["non_embedding", "embedding"])
def test_numpy_gets_our_predictions_from_the_files(name, lessons, workdir, valid_csv, tmp_path):
    directory = workdir / "models" / name
    transform_output = workdir / "transformed_tfrecords" / "transform_output"
    lessons("transform", "--transform-output", transform_output, "--input", valid_csv, "--output", tmp_path / "t.csv")
    lessons("predict", "--model", directory, "--input", valid_csv, "--output", tmp_path / "p.csv")
    model = json.loads((directory / "model.json").read_text())
    weights = {key: value.astype(float) for key, value in load_file(directory / "weights.safetensors").items()}
    assert {key: value.shape for key, value in weights.items()} == expected_shapes(model)
    expected = predict(model, weights, read_columns(tmp_path / "t.csv"))
    found = np.array(read_columns(tmp_path / "p.csv")["prediction"], float)
    assert len(found) == len(read_columns(valid_csv)["key"])
    # float32 sums of about a hundred terms against float64 came within 6e-6.
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=0)
