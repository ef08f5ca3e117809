"""Analyzers of numbers: min, max, sum, size, mean, var, covariance, pca and the Tukey HH parameters."""
import dataclasses

import tensorflow as tf
import tensorflow_transform as tft
from cases_scaling import EVEN, INFINITY, NAN, TAILS
from exact_numbers import column, same, tukey
from tft_cases import Case, Column, Dataset, constant, floats, int64s, ragged, strings, vectors

MAX, MIN = 2**63 - 1, -(2**63)

# A probe is one row: an analyzer's result is the same for every row.
DATASETS = {
    "typical": Dataset({"x": floats(1, 2, 5, -3.5, 0.1)}),
    "integers": Dataset({"x": int64s(1, 2, 5, -3, 100)}),
    "one row": Dataset({"x": floats(7)}),
    "two rows": Dataset({"x": floats(7, 9)}),
    "three rows": Dataset({"x": floats(7, 9, 20)}),
    "constant": Dataset({"x": floats(4, 4, 4, 4, 4)}),
    "empty": Dataset({"x": floats()}, {"x": floats(1)}),
    "empty integers": Dataset({"x": int64s()}, {"x": int64s(1)}),
    "NaN": Dataset({"x": floats(1, NAN, 3, 8)}),
    "only NaN": Dataset({"x": floats(NAN, NAN)}),
    "infinity": Dataset({"x": floats(1, INFINITY, 3)}),
    "both infinities": Dataset({"x": floats(1, INFINITY, -INFINITY, 4)}),
    "zeros": Dataset({"x": floats(0.0, -0.0)}),
    "huge": Dataset({"x": floats(3e37, -3e37, 1e37)}),
    "tiny": Dataset({"x": floats(3e-30, -3e-30, 1e-30)}),
    "far from 0": Dataset({"x": floats(16777216, 16777214, 16777212, 16777216)}),
    "cancelling": Dataset({"x": floats(1e20, 1, -1e20)}),
    "huge integers": Dataset({"x": int64s(2**53 + 1, -(2**53) - 1, 5)}),
    "overflowing integers": Dataset({"x": int64s(MAX, 1)}),
    "smallest integer": Dataset({"x": int64s(MIN, 1)}),
    "missing": Dataset({"x": ragged("float32", [1], [], [3, 5], [-1])}),
    "missing integers": Dataset({"x": ragged("int64", [1], [], [3, 5], [-1])}),
    "all missing": Dataset({"x": ragged("float32", [], [])}),
    "strings": Dataset({"x": strings("a", "", "é")}),
    "missing strings": Dataset({"x": ragged("string", ["a", "b"], [], ["c"])}),
    "vectors": Dataset({"x": vectors("float32", [1, 10], [2, 10], [5, 30], [3, 21])}),
    "integer vectors": Dataset({"x": vectors("int64", [1, 10], [2, 10], [5, 30], [3, 21])}),
    "vectors with a constant": Dataset(
        {"x": vectors("float32", [1, 4, NAN], [2, 4, 1], [5, 4, 3], [9, 4, 6])}
    ),
    "three elements": Dataset(
        {"x": vectors("float32", [1, 2, -1], [2, 3.5, 0.5], [4, 9, 0], [-3, -5, 2], [0.5, 1, 1])}
    ),
    "one vector": Dataset({"x": vectors("float32", [1, 10])}),
    "equal vectors": Dataset({"x": vectors("float32", [1, 10], [1, 10])}),
    "no vectors": Dataset({"x": Column("float32", [], 2)}, {"x": vectors("float32", [1, 10])}),
    "vectors far from 0": Dataset(
        {"x": vectors("float32", [1e6 + 1, 2e6], [1e6 + 2, 2e6 + 4], [1e6 + 3, 2e6 + 2])}
    ),
    "infinite vectors": Dataset({"x": vectors("float32", [1, 10], [INFINITY, 10], [3, 12])}),
    "one element": Dataset({"x": vectors("float32", [1], [2], [6])}),
    "long tails": Dataset({"x": floats(*TAILS)}),
    "long left tail": Dataset({"x": floats(*(-value for value in TAILS))}),
    "one very long tail": Dataset({"x": floats(*range(20), 1e4)}),
    "short tails": Dataset({"x": floats(*EVEN)}),
    "equal tails": Dataset({"x": floats(*(sign * 2.0**i for i in range(-3, 9) for sign in (-1, 1)))}),
    "long integer tails": Dataset({"x": int64s(-30, -3, -2, -1, -1, 0, 0, 1, 1, 2, 3, 50)}),
    "tails in small batches": Dataset({"x": floats(*TAILS)}, batch_size=4),
    "tails of vectors": Dataset(
        {"x": vectors("float32", *zip(TAILS, [100 + 3 * i for i in range(len(TAILS))]))}
    ),
}


# One batch of all rows, unless said otherwise: TFT's L-moments depend on how the rows are split, ours do not.
DATASETS = {
    name: dataclasses.replace(dataset, batch_size=dataset.batch_size or 1000) for name, dataset in DATASETS.items()
}


def whole(analyzer):
    """An analyzer with our parameter `elementwise`."""

    def call(x, elementwise=False):
        return constant(analyzer(x, reduce_instance_dims=not elementwise))

    return call


def tails(x, elementwise=False):
    left, right = tft.tukey_h_params(x, reduce_instance_dims=not elementwise)
    return {"left": constant(left), "right": constant(right)}


def covariance(x):
    return constant(tft.covariance(x, tf.float32))


def principal_components(x, output_dim):
    """With our signs: the largest element of each column is positive, the first one of those as large."""
    matrix = tft.pca(x, output_dim, tf.float32)
    sizes = tf.abs(matrix)
    leading = tf.argmax(tf.cast(sizes >= tf.reduce_max(sizes, axis=0) * (1 - 1e-5), tf.int32), axis=0)
    signs = tf.sign(tf.gather(tf.transpose(matrix), leading, axis=1, batch_dims=1))
    return constant(matrix * signs)


FUNCTIONS = {
    "min": whole(tft.min),
    "max": whole(tft.max),
    "sum": whole(tft.sum),
    "size": whole(tft.size),
    "mean": whole(tft.mean),
    "var": whole(tft.var),
    "tukey_location": whole(tft.tukey_location),
    "tukey_scale": whole(tft.tukey_scale),
    "tukey_h_params": tails,
}
TUKEY = {"tukey_location": {"y": 0}, "tukey_scale": {"y": 1}, "tukey_h_params": {"left": 2, "right": 3}}
ELEMENTWISE = {"elementwise": True}
TAILED = [name for name in DATASETS if "tail" in name]
STRINGS = ["strings", "missing strings"]
WIDE = [name for name, dataset in DATASETS.items() if (dataset.columns["x"].width or 1) > 1]
# TFT fits with float32 where the tails are long; near the bound of 1 that is worth a digit more.
FITTED, NEAR_THE_BOUND = 4e-5, 4e-4

NOT_FINITE = "a NaN or an infinity spoils TFT's L-moments; ours leaves them out"
BATCHES = "TFT averages the L-moments of batches; ours are those of all rows"
CANCELLED = "TFT's float32 cancels; ours is exact"
OVERFLOW = "beyond float32 the variance is infinite; TFT has the largest float32 instead"
NO_ELEMENTS = "rows of different lengths have no elements to look at apart"
AXES = "all variances are equal: ours keeps the order of the axes, TFT's is LAPACK's"
NO_DIRECTIONS = "of a NaN LAPACK gives NaN for two elements and fails for three; ours gives NaN, and says so"
TOO_MANY = "there are no more directions than elements; TFT gives fewer than asked for"


def fits(name, function, elementwise=False):
    """The Tukey parameters in float64, of all finite values."""
    rows = DATASETS[name].columns["x"].rows
    groups = list(zip(*rows)) if elementwise else [[value for row in rows for value in row]]
    fitted = [tukey(group) for group in groups]
    count = len(DATASETS[name].probed["x"].rows)
    return {output: same(count, *(fit[index] for fit in fitted)) for output, index in TUKEY[function].items()}


DEVIATIONS = {
    ("var", "huge"): (OVERFLOW, {"y": same(3, INFINITY)}),
    ("var", "cancelling"): (OVERFLOW, {"y": same(3, INFINITY)}),
    # 0.25, 0.25, 6.25 and 2.25 less the square of 14.5's distance: (2.25 + 0.25 + 6.25 + 2.25) / 4.
    ("var", "far from 0"): (CANCELLED, {"y": same(4, 2.75)}),
    ("sum", "cancelling"): (CANCELLED, {"y": same(3, 1)}),
    ("mean", "cancelling"): (CANCELLED, {"y": same(3, 1 / 3)}),
    ("covariance", "vectors far from 0"): (CANCELLED, {"y": same(3, 2 / 3, 2 / 3, 2 / 3, 8 / 3)}),
    # The eigenvector of [[1, 1], [1, 4]] to (5 + √13) / 2 is (1, (3 + √13) / 2).
    ("pca", "vectors far from 0", 1): (CANCELLED, {"y": same(3, 0.28978415, 0.95709203)}),
    ("pca", "vectors with a constant", 1): (NO_DIRECTIONS, {"y": same(4, NAN, NAN, NAN)}),
    ("pca", "one vector", 1): (AXES, {"y": same(1, 1, 0)}),
    ("pca", "equal vectors", 1): (AXES, {"y": same(2, 1, 0)}),
    ("pca", "three elements", 4): (TOO_MANY, "expected 1 ... 3"),
}
for function in TUKEY:
    for name in ["both infinities", "vectors with a constant", "infinite vectors"]:
        DEVIATIONS[function, name] = (NOT_FINITE, fits(name, function))
    DEVIATIONS[function, "tails in small batches"] = (BATCHES, fits("tails in small batches", function))
for function in ["tukey_location", "tukey_scale"]:
    for name in ["NaN", "infinity"]:
        DEVIATIONS[function, name] = (NOT_FINITE, fits(name, function))
    for name in ["vectors with a constant", "infinite vectors"]:
        DEVIATIONS[function, name, True] = (NOT_FINITE, fits(name, function, elementwise=True))
for function, name in [
    ("tukey_location", "cancelling"), ("tukey_location", "huge integers"), ("tukey_scale", "far from 0")
]:
    DEVIATIONS[function, name] = (CANCELLED, fits(name, function))
DEVIATIONS["tukey_scale", "vectors far from 0", True] = (
    CANCELLED,
    fits("vectors far from 0", "tukey_scale", elementwise=True),
)
for function in FUNCTIONS:
    DEVIATIONS[function, "missing", True] = (NO_ELEMENTS, "found a ragged column")

CASES = []


def add(function, name, tft_function, parameters={}, **tolerance):
    key = (function, name, *parameters.values())
    reason, ours = DEVIATIONS.get(key, (None, None))
    CASES.append(Case(function, name, ["x"], tft_function, parameters, deviation=reason, ours=ours, **tolerance))


def add_analyzer(function, name, parameters={}):
    relative = NEAR_THE_BOUND if name == "one very long tail" else FITTED
    tolerance = {"relative": relative} if function in TUKEY else {"ulps": 1}
    add(function, name, FUNCTIONS[function], parameters, **tolerance)


for name in DATASETS:
    for function in ["size"] if name in STRINGS else TUKEY if name in TAILED else FUNCTIONS:
        add_analyzer(function, name)
for name in [*WIDE, "missing"]:
    for function in TUKEY if name in TAILED else FUNCTIONS:
        add_analyzer(function, name, ELEMENTWISE)
for name in [*WIDE, "one element", "missing"]:
    if name not in TAILED:
        # TFT's float32 E[x·y] - E[x]·E[y] loses two digits of 10, 10 and 12.
        tolerance = {"relative": 2e-5} if name == "infinite vectors" else {"ulps": 1}
        add("covariance", name, covariance, **tolerance)
        add("pca", name, principal_components, {"output_dim": 1}, relative=1e-6)
for output_dim in [2, 3, 4]:
    add("pca", "three elements", principal_components, {"output_dim": output_dim}, relative=1e-6)
add("pca", "vectors", principal_components, {"output_dim": 2}, relative=1e-6)
