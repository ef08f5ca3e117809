"""Scalings: scale_to_0_1, scale_by_min_max, scale_to_z_score, scale_to_gaussian and their per-key forms."""
import dataclasses
import math

import tensorflow as tf
import tensorflow_transform as tft
from exact_numbers import column, gaussian, moments
from tft_cases import Case, Dataset, floats, int64s, ragged, strings, vectors

INFINITY, NAN = float("inf"), float("nan")

# Long tails on both sides, the right one longer.
TAILS = [-9.5, -2.5, -1.25, -0.75, -0.5, -0.25, -0.125, 0, 0.1, 0.25, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 4.5, 12, 55]
# Distances from the middle like those of a uniform distribution: shorter tails than a normal one.
EVEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

DATASETS = {
    "typical": Dataset({"x": floats(1, 2, 5, -3.5, 0.1)}),
    "integers": Dataset({"x": int64s(1, 2, 5, -3, 100)}),
    "outside": Dataset({"x": floats(0, 10, 4)}, {"x": floats(-5, 20, 10, 0, NAN, INFINITY, -INFINITY)}),
    "one row": Dataset({"x": floats(7)}),
    "constant": Dataset({"x": floats(4, 4, 4)}, {"x": floats(4, 0, -2.5, 90, -90)}),
    "constant integers": Dataset({"x": int64s(4, 4)}),
    "empty": Dataset({"x": floats()}, {"x": floats(1, -1)}),
    "empty integers": Dataset({"x": int64s()}, {"x": int64s(1, -1)}),
    "NaN": Dataset({"x": floats(1, NAN, 3)}),
    "only NaN": Dataset({"x": floats(NAN, NAN)}, {"x": floats(1, NAN, -3)}),
    "infinity": Dataset({"x": floats(1, INFINITY, 3)}),
    "both infinities": Dataset({"x": floats(1, INFINITY, -INFINITY, 4)}),
    "huge": Dataset({"x": floats(3e37, -3e37, 1e37)}),
    "tiny": Dataset({"x": floats(3e-30, -3e-30, 1e-30)}),
    "far from 0": Dataset({"x": floats(16777216, 16777214, 16777212, 16777216)}),
    "huge integers": Dataset({"x": int64s(9007199254740993, -9007199254740993, 5)}),
    "missing": Dataset({"x": ragged("float32", [1], [], [3, 5], [-1])}),
    "all missing": Dataset({"x": ragged("float32", [], [])}, {"x": ragged("float32", [2], [], [-1, 3])}),
    "vectors": Dataset({"x": vectors("float32", [1, 10], [2, 10], [5, 30], [3, 20])}),
    "integer vectors": Dataset({"x": vectors("int64", [1, 10], [2, 10], [5, 30])}),
    "vectors with a constant": Dataset({"x": vectors("float32", [1, 4, NAN], [2, 4, 1], [5, 4, 3])}),
    "empty vectors": Dataset({"x": vectors("float32", [0, 0])}, {"x": vectors("float32", [1, -2], [3, 5])}),
    "long tails": Dataset({"x": floats(*TAILS)}),
    "long left tail": Dataset({"x": floats(*(-value for value in TAILS))}),
    "short tails": Dataset({"x": floats(*EVEN)}),
    "long integer tails": Dataset({"x": int64s(-30, -3, -2, -1, -1, 0, 0, 1, 1, 2, 3, 50)}),
    "tails of vectors": Dataset(
        {"x": vectors("float32", *zip(TAILS, [100 + 3 * i for i in range(len(TAILS))]))}
    ),
    "tails of NaN": Dataset({"x": floats(*TAILS, NAN, INFINITY)}),
    "keys": Dataset(
        {
            "x": floats(1, 0, 3, 5, 5, -2, 8),
            "k": strings("a", "b", "a", "", "", "é", "é"),
            "n": int64s(10, 9, 10, -1, -1, 2, 2),
        },
        {
            "x": floats(2, 1, 5, 0, 3, 4, -1),
            "k": strings("a", "b", "", "é", "unseen", "A", "a"),
            "n": int64s(10, 9, -1, 2, 77, 1, 10),
        },
    ),
    "keys of integers": Dataset({"x": int64s(1, 0, 3, 7), "k": strings("a", "b", "a", "b")}),
    "keys of NaN": Dataset(
        {"x": floats(1, NAN, 3, 5, INFINITY, 2, NAN), "k": strings("a", "a", "a", "b", "b", "b", "c")}
    ),
    "keys of nothing": Dataset(
        {"x": floats(), "k": strings(), "n": int64s()}, {"x": floats(1, -1), "k": strings("a", ""), "n": int64s(0, 1)}
    ),
    "keys far from 0": Dataset(
        {"x": floats(1e6 + 1, 1e6 + 2, 1e6 + 3, 10), "k": strings("a", "a", "a", "b")},
    ),
    "keys of missing": Dataset(
        {
            "x": ragged("float32", [1, 2], [], [4], [5, 7]),
            "k": strings("a", "a", "b", "b"),
            "kk": ragged("string", ["a", "b"], [], ["b"], ["a", "c"]),
        }
    ),
    "keys of vectors": Dataset(
        {
            "x": vectors("float32", [1, 10], [2, 20], [4, 20], [5, 60]),
            "k": strings("a", "b", "a", "b"),
        },
        {"x": vectors("float32", [3, 12], [5, 30], [0, 1]), "k": strings("a", "b", "z")},
    ),
}


# One batch of all rows: TFT's fits of tails depend on how the rows are split, ours do not.
DATASETS = {name: dataclasses.replace(dataset, batch_size=1000) for name, dataset in DATASETS.items()}


def with_key(function):
    """TFT wants a string key of one dimension for dense numbers."""

    def call(x, key, **parameters):
        if not isinstance(key, tf.SparseTensor):
            key = tf.reshape(key, [-1])
            key = tf.strings.as_string(key) if key.dtype != tf.string else key
        return function(x, key, **parameters)

    return call


ONE_COLUMN = [name for name, dataset in DATASETS.items() if list(dataset.columns) == ["x"]]
TAILED = [name for name in ONE_COLUMN if "tails" in name or "tail" in name]
PLAIN = [name for name in ONE_COLUMN if name not in TAILED]
VECTORS = [name for name in ONE_COLUMN if (DATASETS[name].columns["x"].width or 1) > 1]
KEYED = [name for name in DATASETS if name.startswith("keys")]

RANGE = {"output_min": -10.0, "output_max": 5.5}
ELEMENTWISE = {"elementwise": True}
# Relative errors of TFT's float32: of its sigmoid once stretched, its means, its fits of tails, its E[x²] - E[x]² of keys.
STRETCHED, CENTERED, FITTED, PER_KEY = 1e-6, 2e-7, 4e-5, 2e-6


def all_values(columns):
    return [value for row in columns["x"].rows for value in row]


def z_scores(name):
    """In float64 and over finite values."""
    mean, deviation = moments(all_values(DATASETS[name].columns))
    return {"y": column(*[[(x - mean) / deviation for x in row] for row in DATASETS[name].probed["x"].rows])}


def gaussians(name, elementwise=False):
    dataset = DATASETS[name]
    if not elementwise:
        scaled = iter(gaussian(all_values(dataset.columns), all_values(dataset.probed)))
        return {"y": column(*[[next(scaled) for _ in row] for row in dataset.probed["x"].rows])}
    columns = zip(zip(*dataset.columns["x"].rows), zip(*dataset.probed["x"].rows))
    return {"y": column(*zip(*[gaussian(values, probe) for values, probe in columns]))}


OVERFLOW = "float32 cannot hold the variance; ours keeps the standard deviation, which it can"
NOT_FINITE = "one NaN or infinity spoils TFT's fit; ours leaves them out, and an infinity stays one"
CANCELLED = "TFT's float32 E[x²] - E[x]² cancels, ours is exact"
INEXACT = "TFT's float32 variance is 3, ours is exact: 2.75; the mean is a float32 with both"
NO_KEYS = "TFT cannot look anything up among no keys; ours treats every key as one that was not analyzed"

DEVIATIONS = {
    ("scale_to_z_score", "huge"): (OVERFLOW, z_scores("huge")),
    ("scale_to_z_score", "tiny"): (OVERFLOW, z_scores("tiny")),
    ("scale_to_gaussian", "huge"): (OVERFLOW, gaussians("huge")),
    ("scale_to_gaussian", "tiny"): (OVERFLOW, gaussians("tiny")),
}
for name in ["outside", "NaN", "infinity", "both infinities", "vectors with a constant", "tails of NaN"]:
    DEVIATIONS["scale_to_gaussian", name] = (NOT_FINITE, gaussians(name))
DEVIATIONS["scale_to_gaussian", "vectors with a constant", True] = (
    NOT_FINITE,
    gaussians("vectors with a constant", elementwise=True),
)
# The float32 next to the mean is 16777214.
far = {"y": column(*[[distance / math.sqrt(2.75)] for distance in (2, 0, -2, 2)])}
for function in ["scale_to_z_score", "scale_to_gaussian"]:
    DEVIATIONS[function, "far from 0"] = (INEXACT, far)
sigmoids = [1 / (1 + math.exp(-1)), 1 / (1 + math.exp(1))]
for function, rows in [
    ("scale_to_0_1_per_key", sigmoids),
    ("scale_by_min_max_per_key", [15.5 * value - 10 for value in sigmoids]),
    ("scale_to_z_score_per_key", [1, -1]),
]:
    DEVIATIONS[function, "keys of nothing"] = (NO_KEYS, {"y": column(*[[value] for value in rows])})
deviation = math.sqrt(2 / 3)
DEVIATIONS["scale_to_z_score_per_key", "keys far from 0"] = (
    CANCELLED,
    {"y": column([-1 / deviation], [0], [1 / deviation], [0])},
)

CASES = []


def add(function, name, inputs, tft_function, parameters={}, **tolerance):
    elementwise = (True,) if "elementwise" in parameters else ()
    reason, ours = DEVIATIONS.get((function, name, *elementwise), (None, None))
    CASES.append(
        Case(function, name, inputs, tft_function, parameters, deviation=reason, ours=ours, **tolerance)
    )


for name in PLAIN:
    add("scale_to_0_1", name, ["x"], tft.scale_to_0_1, ulps=1)
    add("scale_by_min_max", name, ["x"], tft.scale_by_min_max, RANGE, relative=STRETCHED)
    add("scale_to_z_score", name, ["x"], tft.scale_to_z_score, ulps=4, relative=CENTERED)
for name in ONE_COLUMN:
    add("scale_to_gaussian", name, ["x"], tft.scale_to_gaussian, relative=FITTED)
for name in VECTORS:
    add("scale_to_0_1", name, ["x"], tft.scale_to_0_1, ELEMENTWISE, ulps=1)
    add("scale_by_min_max", name, ["x"], tft.scale_by_min_max, RANGE | ELEMENTWISE, relative=STRETCHED)
    add("scale_to_z_score", name, ["x"], tft.scale_to_z_score, ELEMENTWISE, ulps=4, relative=CENTERED)
    add("scale_to_gaussian", name, ["x"], tft.scale_to_gaussian, ELEMENTWISE, relative=FITTED)
for name in KEYED:
    for key in [name for name in DATASETS[name].columns if name != "x"]:
        add("scale_to_0_1_per_key", name, ["x", key], with_key(tft.scale_to_0_1_per_key), ulps=1)
        add(
            "scale_by_min_max_per_key", name, ["x", key], with_key(tft.scale_by_min_max_per_key), RANGE,
            relative=STRETCHED,
        )
        add("scale_to_z_score_per_key", name, ["x", key], with_key(tft.scale_to_z_score_per_key), relative=PER_KEY)
for function, tft_function, parameters in [
    ("scale_to_0_1_per_key", tft.scale_to_0_1_per_key, ELEMENTWISE),
    ("scale_by_min_max_per_key", tft.scale_by_min_max_per_key, RANGE | ELEMENTWISE),
    ("scale_to_z_score_per_key", tft.scale_to_z_score_per_key, ELEMENTWISE),
]:
    add(function, "keys of vectors", ["x", "k"], with_key(tft_function), parameters, relative=PER_KEY)
    add(function, "keys of missing", ["x", "k"], with_key(tft_function), parameters)
for low, high in [(1.0, 1.0), (2.0, -2.0)]:
    wrong = {"output_min": low, "output_max": high}
    add("scale_by_min_max", "typical", ["x"], tft.scale_by_min_max, wrong)
    add("scale_by_min_max_per_key", "keys", ["x", "k"], with_key(tft.scale_by_min_max_per_key), wrong)
