"""Lesson 5 against live Keras: the same weights and batches, the same outputs, losses and weights."""
import functools
import json
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT, check_table

SCRIPT = ROOT / "Tests/Conformance/keras_cases.py"
FIXTURES = ROOT / "Tests/LessonTests/Fixtures/keras"
WRITTEN = ["layers", "losses", "optimizers", "schedules", "trainings"]
# The originals at their own size: too long for `swift test`.
FAMILIES = [*WRITTEN, "originals"]


@functools.cache
def live(family):
    """The family's cases as Keras answers them now."""
    done = subprocess.run([sys.executable, SCRIPT, "--print", family], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="session")
def tool(request):
    return (ROOT / request.config.getoption("--lessons")).with_name("keras-cases")


def is_close(found, expected, relative, floor):
    found, expected = np.array(found), np.array(expected)
    return found.shape == expected.shape and np.all(
        np.abs(found - expected) <= relative * np.maximum(np.abs(expected), floor)
    )


@pytest.mark.parametrize("family", WRITTEN)
def test_fixtures_are_what_live_keras_answers(family):
    """A newer Keras, or an edited fixture, shows here: run keras_cases.py and look at the difference."""
    written = json.loads((FIXTURES / f"{family}.json").read_text())["cases"]
    now = {case["id"]: case for case in json.loads(live(family))["cases"]}
    assert [case["id"] for case in written] == list(now)
    for case in written:
        assert case | {"expected": None} == now[case["id"]] | {"expected": None}
        for name, relative in case["relative"].items():
            expected = case["expected"][name]
            floor = 0 if name == "losses" else np.mean(np.abs(expected))
            assert is_close(now[case["id"]]["expected"][name], expected, relative, floor), (case["id"], name)


@pytest.mark.parametrize("family", FAMILIES)
def test_our_answers_are_those_of_live_keras(family, tool, tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(live(family))
    done = subprocess.run([tool, path], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == [case["id"] for case in json.loads(live(family))["cases"]]
    wrong = [f"{line['id']}: {line['difference']}" for line in lines if line["difference"]]
    assert not wrong, "\n".join(wrong)


# The table of them in Lessons/conformance.md.

WORDS = {
    "layers": "layers and activations: the output of a batch",
    "losses": "losses: each example's, and the gradient of their mean",
    "schedules": "learning rates: each of 65 steps",
    "optimizers": "optimizers, schedules, clipping: the losses of 100 steps, predictions and weights after them",
    "trainings": "layers and losses together: the same",
    "originals": "the original's two models, large batches, long sequences: losses, then predictions",
}


def scoreboard(tool, tmp_path):
    lines = ["| what is compared | cases | agree | tolerance |", "|---|---:|---:|---:|"]
    for family in FAMILIES:
        path = tmp_path / f"{family}.json"
        path.write_text(live(family))
        done = subprocess.run([tool, path], capture_output=True, text=True, check=True)
        agreeing = sum(json.loads(line)["difference"] is None for line in done.stdout.splitlines())
        cases = json.loads(live(family))["cases"]
        tolerances = sorted({number for case in cases for number in case["relative"].values()})
        tolerance = " to ".join(f"{number:g}" for number in tolerances)
        lines.append(f"| {WORDS[family]} | {len(cases)} | {agreeing} | {tolerance} |")
    return "\n".join(lines) + "\n"


def test_the_table_in_the_page_is_what_was_measured(tool, tmp_path):
    check_table("keras", scoreboard(tool, tmp_path))


# First weights: the same distribution, not the same random numbers.


def ours(tool, name, rows, columns, seed=1):
    done = subprocess.run([tool, "initial", name, str(rows), str(columns), str(seed)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return np.array(done.stdout.split(), np.float32).reshape(rows, columns)


def keras_initializer(name):
    import keras

    stem, _, number = name.rstrip(")").partition("(")
    if stem == "constant":
        return keras.initializers.Constant(float(number))
    if stem == "random_uniform":
        return keras.initializers.RandomUniform(-float(number), float(number), seed=1)
    if stem == "random_normal":
        return keras.initializers.RandomNormal(0.0, float(number), seed=1)
    return keras.initializers.get(stem)


def distance(a, b):
    """The largest difference between two samples' distribution functions (Kolmogorov and Smirnov)."""
    a, b = np.sort(a.ravel()), np.sort(b.ravel())
    both = np.concatenate([a, b])
    return np.max(np.abs(np.searchsorted(a, both, "right") / len(a) - np.searchsorted(b, both, "right") / len(b)))


def is_one_distribution(a, b):
    """Of two samples of 60,000 numbers: chance would tell one distribution for two once in a million pairs."""
    return distance(a, b) < 2.7 * np.sqrt(2 / a.size) and abs(a.std() / b.std() - 1) < 0.02


@pytest.mark.parametrize("name", ["zeros", "ones", "constant(2.5)"])
def test_first_weights_that_are_not_random_are_keras(name, tool):
    assert np.array_equal(ours(tool, name, 3, 4), np.array(keras_initializer(name)((3, 4))))


RANDOM = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "random_uniform(0.05)", "random_normal(0.05)"]


@pytest.mark.parametrize("name", [*RANDOM, "orthogonal"])
@pytest.mark.parametrize("shape", [(200, 300), (300, 200)])
def test_first_weights_are_distributed_as_keras(name, shape, tool):
    found, expected = ours(tool, name, *shape), np.array(keras_initializer(name)(shape))
    assert is_one_distribution(found, expected)
    if "normal" not in name and name != "orthogonal":
        np.testing.assert_allclose(np.abs(found).max(), np.abs(expected).max(), rtol=1e-3)
    if name == "orthogonal":
        for weights in (found, expected):
            small = weights if shape[0] < shape[1] else weights.T
            np.testing.assert_allclose(small @ small.T, np.eye(200), atol=1e-5)


def test_other_distributions_are_told_apart(tool):
    """A normal distribution that is cut, a deviation that is 3 % larger, and a mean that is a twentieth of it off."""
    normal, cut = ours(tool, "random_normal(0.05)", 200, 300), ours(tool, "glorot_normal", 200, 300)
    assert not is_one_distribution(normal / normal.std(), cut / cut.std())
    assert not is_one_distribution(normal, normal * np.float32(1.03))
    assert not is_one_distribution(normal, normal + np.float32(0.0025))


def test_an_lstm_begins_with_open_forget_gates(tool):
    import keras

    layer = keras.layers.LSTM(5)
    layer.build((None, 2, 3))
    assert np.array_equal(ours(tool, "open_forget_gates", 1, 20)[0], keras.ops.convert_to_numpy(layer.cell.bias))


def test_keras_squares_a_row_s_gradients_before_it_adds_them_up():
    """Why embeddings' gradients are made dense for Keras: when this fails, Keras is mended, and that can go."""
    import keras
    import tensorflow as tf

    table = keras.Variable(np.zeros((2, 1), np.float32))
    velocities = []
    for convert in (lambda gradient: gradient, tf.convert_to_tensor):
        adam = keras.optimizers.Adam()
        adam.build([table])
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.gather(table.value, [0, 0, 0, 1]) * [[1.0], [2.0], [3.0], [1.0]])
        adam.apply([convert(tape.gradient(loss, table.value))], [table])
        velocities.append(keras.ops.convert_to_numpy(adam._velocities[0])[:, 0])
    np.testing.assert_allclose(velocities[0], [0.014, 0.001], rtol=1e-4)  # 1 + 4 + 9
    np.testing.assert_allclose(velocities[1], [0.036, 0.001], rtol=1e-4)  # (1 + 2 + 3) squared
