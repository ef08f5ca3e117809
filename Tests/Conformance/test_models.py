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


def one_hot(ids, count):
    return np.eye(count)[ids[:, 0]]


def robust_scaling(x, center, scale):
    return np.clip((x - center) / scale, -5, 5)


def read_input(description, columns):
    """What model.json says of an input: numbers side by side, or one column of ids."""
    kind = int if "ids" in description else np.float32
    # A cell has all numbers of a vector.
    cells = [[cell.split(" ") for cell in columns[name]] for name in description["features"]]
    values = np.concatenate([np.array(column, kind) for column in cells], 1)
    return values if "ids" in description else values.astype(float)


def predict(model, weights, columns):
    """The layers that model.json describes, in float64."""
    values = {input["name"]: read_input(input, columns) for input in model["inputs"]}
    counts = {input["name"]: input.get("ids") for input in model["inputs"]}
    for layer in model["layers"]:
        name, settings = layer["name"], layer["settings"]
        inputs = [values[input] for input in layer["inputs"]]
        own = {key.removeprefix(name + "."): value for key, value in weights.items() if key.startswith(name + ".")}
        if layer["class"] == "RobustScaling":
            values[name] = robust_scaling(inputs[0], own["center"], own["scale"])
        elif layer["class"] == "CategoryEncoding":
            values[name] = one_hot(inputs[0], counts[layer["inputs"][0]])
        elif layer["class"] == "Embedding":
            values[name] = own["embeddings"][inputs[0][:, 0]]
        elif layer["class"] == "Concatenate":
            values[name] = np.concatenate(inputs, 1)
        elif layer["class"] == "Dropout":
            values[name] = inputs[0]
        elif layer["class"] == "Rescaling":
            values[name] = inputs[0] * settings["scale"] + settings["offset"]
        else:
            assert layer["class"] == "Dense", layer
            activation = {"relu": relu, "linear": lambda x: x}[settings["activation"]]
            values[name] = activation(inputs[0] @ own["kernel"] + own["bias"])
    return values[model["layers"][-1]["name"]][:, 0]


def expected_shapes(model):
    """The shape of every tensor that model.json asks for."""
    shapes, widths = {}, {}
    for input in model["inputs"]:
        widths[input["name"]] = input.get("ids") or sum(input["numbers"])
    for layer in model["layers"]:
        name, settings = layer["name"], layer["settings"]
        width = sum(widths[input] for input in layer["inputs"])
        if layer["class"] == "RobustScaling":
            shapes |= {f"{name}.center": (1, width), f"{name}.scale": (1, width)}
        elif layer["class"] == "Embedding":
            shapes[f"{name}.embeddings"] = (width, settings["output_dim"])
            width = settings["output_dim"]
        elif layer["class"] == "Dense":
            shapes |= {f"{name}.kernel": (width, settings["units"]), f"{name}.bias": (1, settings["units"])}
            width = settings["units"]
        widths[name] = width
    return shapes


@pytest.mark.parametrize("name", ["non_embedding", "embedding", "fare"])
def test_numpy_gets_our_predictions_from_the_files(name, lessons, workdir, valid_csv, tmp_path):
    directory = workdir / "models" / name
    # Each model's directory has the transform that makes its features.
    lessons("transform", "--transform-output", directory, "--input", valid_csv, "--output", tmp_path / "t.csv")
    lessons("predict", "--model", directory, "--input", valid_csv, "--output", tmp_path / "p.csv")
    model = json.loads((directory / "model.json").read_text())
    assert (model["format"], model["format_version"]) == ("tftlessons.model", 2)
    weights = {key: value.astype(float) for key, value in load_file(directory / "weights.safetensors").items()}
    assert {key: value.shape for key, value in weights.items()} == expected_shapes(model)
    expected = predict(model, weights, read_columns(tmp_path / "t.csv"))
    found = np.array(read_columns(tmp_path / "p.csv")["prediction"], float)
    assert len(found) == len(read_columns(valid_csv)["key"])
    # float32 sums of about a hundred terms against float64 came within 6e-6.
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=0)
