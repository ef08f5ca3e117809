"""Buckets: quantiles, bucketize (per key), apply_buckets (with interpolation), histogram, count_per_key, density."""
import numpy as np
import tensorflow as tf
import tensorflow_transform as tft
from tft_cases import Case, Column, Dataset, constant, floats, int64s, ragged, strings, vectors

INFINITY, NAN = float("inf"), float("nan")
EPSILON = 0.001  # TFT's sketch keeps all of so few values


def dataset(x, n, s, w, probe=None):
    """Columns of a float, an integer, a key and a weight."""
    columns = {"x": floats(*x), "n": int64s(*n), "s": strings(*s), "w": floats(*w)}
    return Dataset(columns, probe and dataset(*probe).columns)


ANYTHING = (
    [-9, 0, 0.05, 0.1, 0.5, 1, 2.5, 1e30, -INFINITY, INFINITY, NAN],
    [-9, 0, 1, 2, 3, 4, 5, 10**15, 7, 8, 9],
    ["a", "b", "c", "", "ä", "a", "a", "a", "a", "b", "b"],
    [1] * 11,
)

DATASETS = {
    "typical": dataset(
        [0.3, -1.5, 4, 0.7, 12, 0.1, 0.95, -0.2, 7.5, 0.55],
        [3, 1, -4, 1, 5, 9, -2, 6, 5, 35],
        ["a", "b", "a", "b", "a", "c", "a", "b", "a", "b"],
        [1, 2, 0.5, 1, 1, 4, 1, 0.25, 3, 1],
    ),
    "unseen": dataset(
        [0.3, 0.2, 0.9, 0.7, 0.1, 0.5],
        [3, 1, 4, 1, 5, 9],
        ["a", "b", "a", "b", "a", "b"],
        [1, 1, 2, 1, 1, 1],
        ANYTHING,
    ),
    "edges": dataset(
        [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, -0.0],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0],
        list("aabbccddeeff"),
        [1] * 12,
    ),
    "ties": dataset([2, 2, 2, 2, 1, 1, 3, 2], [2, 2, 2, 2, 1, 1, 3, 2], list("aaaabbbb"), [1, 1, 1, 1, 2, 2, 2, 1]),
    "one row": dataset([7], [7], ["only"], [2]),
    "constant": dataset([4, 4, 4, 4], [4, 4, 4, 4], list("aabb"), [1, 2, 3, 4]),
    "empty": dataset([], [], [], [], ([1, -1, 0], [1, -1, 0], ["a", "", "b"], [1, 1, 1])),
    "NaN": dataset([1, NAN, 3, 2, NAN, 5], [1, 2, 3, 4, 5, 6], list("aabbcc"), [1, 2, 1, 1, 1, 1]),
    "all NaN": dataset([NAN, NAN], [1, 2], ["a", "b"], [1, 1], ([1, NAN, -1], [1, 2, 3], ["a", "b", "a"], [1, 1, 1])),
    "infinities": dataset(
        [1, INFINITY, 3, -INFINITY, 2, INFINITY],
        [2**31, -(2**31), 2**53, -(2**53), 2**62, 0],
        list("aaabbb"),
        [1, 1, 2, 1, 1, 1],
    ),
    "huge": dataset(
        [3e38, -3e38, 1e-44, 1e20, -1e-30, 16777216, 16777218],
        [2**24, 2**24 + 1, 2**63 - 1, -(2**63), 10**12, 0, -1],
        ["x", "y", "x", "y", "x", "y", "x"],
        [1, 1, 1, 1, 1, 1, 1],
    ),
    "unicode": dataset(
        [1, 2, 3, 4, 5, 6],
        [10, 9, -10, 100, -9, 1],
        ["ä", "z", "日本", "", "Z", "ä"],
        [1, 1, 1, 1, 1, 1],
    ),
    "odd weights": dataset(
        [1, 2, 3, 4, 5, 6, 7, 8],
        [1, 2, 3, 4, 5, 6, 7, 8],
        list("aaaabbbb"),
        [1, 0, -2, NAN, 0.1, 0.1, 0.1, 1e-3],
    ),
    "heavy weights": dataset(
        [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], list("ababab"), [1e10, 1e-10, 3, 1e10, 0.125, 1e9]
    ),
    "zero weights": dataset([1, 2, 3], [1, 2, 3], list("aab"), [0, 0, 0]),
    "infinite weight": dataset([1, 2, 3, 4], [1, 2, 3, 4], list("aabb"), [1, INFINITY, 1, 1]),
    "ragged": Dataset(
        {
            "x": ragged("float32", [1, 2, 3], [], [4, NAN], [0.5], [], [7, 7]),
            "n": ragged("int64", [1, 2, 3], [], [4, -9], [5], [], [7, 7]),
            "s": ragged("string", ["a", "b", "a"], [], ["b", "a"], ["c"], [], ["a", "b"]),
            "w": ragged("float32", [1, 2, 1], [], [1, 3], [0.5], [], [1, 1]),
        }
    ),
    "ragged without values": Dataset(
        {
            "x": ragged("float32", [], []),
            "n": ragged("int64", [], []),
            "s": ragged("string", [], []),
            "w": ragged("float32", [], []),
        }
    ),
    "vectors": Dataset(
        {
            "x": vectors("float32", [1, 100, -5], [2, 90, -5], [3, 80, 5], [4, 70, 0.5], [5, 100, 0]),
            "n": vectors("int64", [1, 100, -5], [2, 90, -5], [3, 80, 5], [4, 70, 7], [5, 100, 0]),
            "w": vectors("float32", [1, 1, 1], [2, 1, 1], [3, 1, 0.5], [1, 1, 1], [1, 4, 1]),
        }
    ),
    "vectors with NaN": Dataset(
        {"x": vectors("float32", [1, NAN], [2, 3], [INFINITY, 3], [4, NAN], [5, -INFINITY])}
    ),
    "vectors, one column NaN": Dataset({"x": vectors("float32", [1, NAN], [2, NAN], [3, NAN])}),
    "empty vectors": Dataset(
        {"x": Column("float32", [], 2)}, {"x": vectors("float32", [1, -1], [0, 5])}
    ),
    "two hundred": dataset(
        [((i * 37) % 200) / 7 for i in range(200)],
        [(i * i) % 101 - 50 for i in range(200)],
        ["abc"[i % 3] for i in range(200)],
        [0.25 * (1 + i % 5) for i in range(200)],
    ),
}

SCALARS = [name for name, data in DATASETS.items() if "s" in data.columns and not name.startswith("ragged")]
UNWEIGHTED = [name for name in SCALARS if "weight" not in name]
RAGGED = ["ragged", "ragged without values"]
CASES = []


def add(function, names, inputs, tft, parameters=None, deviations=None, **options):
    """A case for each data set; `deviations` has (reason, ours) for some of them."""
    for name in names:
        reason, ours = (deviations or {}).get(name, (None, None))
        CASES.append(Case(function, name, inputs, tft, parameters or {}, deviation=reason, ours=ours, **options))


def values(x):
    return x.values if isinstance(x, tf.SparseTensor) else x


def quantiles(x, w=None, *, buckets, elementwise=False):
    weights = None if w is None else values(w)
    return constant(tft.quantiles(values(x), buckets, EPSILON, weights=weights, reduce_instance_dims=not elementwise))


def bucketize(x, w=None, *, buckets, elementwise=False):
    weights = None if w is None else values(w)
    return tft.bucketize(x, buckets, EPSILON, weights=weights, elementwise=elementwise)


def flat(x):
    return tf.reshape(x, [-1]) if isinstance(x, tf.Tensor) else x


def bucketize_per_key(x, s, w=None, *, buckets):
    return tft.bucketize_per_key(flat(x), flat(s), buckets, EPSILON, weights=None if w is None else flat(w))


def apply_buckets(x, *, boundaries):
    return tft.apply_buckets(x, [[float(b) for b in boundaries]])


def apply_integer_buckets(n, *, boundaries):
    return tft.apply_buckets(n, tf.constant([boundaries], tf.int64))


def apply_quantile_buckets(x, *, buckets):
    return tft.apply_buckets(x, tft.quantiles(values(x), buckets, EPSILON))


def interpolate(x, *, boundaries):
    return tft.apply_buckets_with_interpolation(x, [[float(b) for b in boundaries]])


def interpolate_quantiles(x, *, buckets):
    return tft.apply_buckets_with_interpolation(x, tft.quantiles(values(x), buckets, EPSILON))


def histogram(x, *, boundaries=None, count=None):
    edges = count if boundaries is None else tf.constant(boundaries, tf.float32)
    counts, edges = tft.histogram(x, boundaries=edges)
    return {"counts": constant(counts), "boundaries": constant(edges)}


def histogram_categorical(x):
    counts, elements = tft.histogram(x, categorical=True)
    return {"counts": constant(counts), "values": constant(elements)}


def count_per_key(key):
    keys, counts = tft.count_per_key(key if isinstance(key, tf.SparseTensor) else flat(key))
    return {"keys": constant(keys), "counts": constant(counts)}


def density(x, *, boundaries=None, count=None):
    edges = count if boundaries is None else tf.constant(boundaries, tf.float32)
    return tft.estimated_probability_density(x, boundaries=edges)


def density_categorical(x):
    return tft.estimated_probability_density(x, categorical=True)


for buckets in [2, 4, 10]:
    add("quantiles", UNWEIGHTED + RAGGED, ["x"], quantiles, {"buckets": buckets})
add("quantiles", UNWEIGHTED + RAGGED, ["n"], quantiles, {"buckets": 3})
for buckets in [2, 5]:
    add("quantiles", SCALARS + RAGGED, ["x", "w"], quantiles, {"buckets": buckets})
add("quantiles", ["typical", "odd weights"], ["n", "w"], quantiles, {"buckets": 4})
VECTORS = [name for name, data in DATASETS.items() if "vectors" in name]
add("quantiles", VECTORS, ["x"], quantiles, {"buckets": 4})
add("quantiles", VECTORS, ["x"], quantiles, {"buckets": 4, "elementwise": True})
add("quantiles", ["vectors"], ["n"], quantiles, {"buckets": 3, "elementwise": True})
add("quantiles", ["vectors"], ["x", "w"], quantiles, {"buckets": 3})
add("quantiles", ["vectors"], ["x", "w"], quantiles, {"buckets": 3, "elementwise": True})
add("quantiles", ["typical"], ["x"], quantiles, {"buckets": 0})

for buckets in [3, 10]:
    add("bucketize", UNWEIGHTED + RAGGED, ["x"], bucketize, {"buckets": buckets})
add("bucketize", UNWEIGHTED + RAGGED, ["n"], bucketize, {"buckets": 3})
add("bucketize", ["typical"], ["x"], bucketize, {"buckets": 1})
add("bucketize", ["typical"], ["x"], bucketize, {"buckets": 0})
add("bucketize", ["typical", "odd weights", "heavy weights", "ragged"], ["x", "w"], bucketize, {"buckets": 3})
add("bucketize", VECTORS, ["x"], bucketize, {"buckets": 3})
add("bucketize", VECTORS, ["x"], bucketize, {"buckets": 3, "elementwise": True})
add("bucketize", ["vectors"], ["n"], bucketize, {"buckets": 2, "elementwise": True})

for buckets in [2, 3, 5]:
    add("bucketize_per_key", UNWEIGHTED + RAGGED, ["x", "s"], bucketize_per_key, {"buckets": buckets})
add("bucketize_per_key", ["typical", "unseen", "two hundred"], ["n", "s"], bucketize_per_key, {"buckets": 4})
add("bucketize_per_key", ["typical", "odd weights", "ragged"], ["x", "s", "w"], bucketize_per_key, {"buckets": 3})
add("bucketize_per_key", ["typical"], ["x", "s"], bucketize_per_key, {"buckets": 1})

EDGES = [0, 0.1, 0.5, 1]
APPLIED = ["typical", "unseen", "edges", "infinities", "NaN", "huge", "ragged", "vectors"]
add("apply_buckets", APPLIED, ["x"], apply_buckets, {"boundaries": EDGES})
add("apply_buckets", ["typical", "unseen"], ["x"], apply_buckets, {"boundaries": [0.5]})
add("apply_buckets", ["typical", "unseen"], ["x"], apply_buckets, {"boundaries": [0.5, 0.5, 0.5]})
add("apply_buckets", ["unseen", "infinities"], ["x"], apply_buckets, {"boundaries": ["-inf", 0, "inf"]})
add("apply_buckets", ["two hundred"], ["x"], apply_buckets, {"boundaries": [0.5 * i for i in range(60)]})
add("apply_buckets", APPLIED, ["n"], apply_buckets, {"boundaries": [-1, 0.5, 16777216]})
add("apply_quantile_buckets", APPLIED + ["empty"], ["x"], apply_quantile_buckets, {"buckets": 4})
add("apply_integer_buckets", ["typical", "huge", "ragged"], ["n"], apply_integer_buckets, {"boundaries": [-4, 5, 16777217]})

INTERPOLATED = ["typical", "unseen", "edges", "infinities", "NaN", "ragged", "vectors", "huge"]
add("apply_buckets_with_interpolation", INTERPOLATED, ["x"], interpolate, {"boundaries": EDGES})
add("apply_buckets_with_interpolation", INTERPOLATED, ["x"], interpolate, {"boundaries": [0.5]})
add("apply_buckets_with_interpolation", ["typical", "unseen"], ["x"], interpolate, {"boundaries": ["-inf", 0, 1, "inf"]})
add("apply_buckets_with_interpolation", ["unseen"], ["x"], interpolate, {"boundaries": ["inf", "nan"]})
add("apply_buckets_with_interpolation", ["ties"], ["x"], interpolate, {"boundaries": [1, 2, 2, 2, 3]})
add("apply_buckets_with_interpolation", ["typical", "huge"], ["x"], interpolate, {"boundaries": [-3e38, 3e38]})
add("apply_buckets_with_interpolation", ["typical", "huge"], ["n"], interpolate, {"boundaries": [-5, 3, 40]})
add("interpolate_quantiles", ["typical", "unseen", "constant", "empty", "infinities"], ["x"], interpolate_quantiles, {"buckets": 4})

HISTOGRAMS = UNWEIGHTED + RAGGED + ["vectors"]
add("histogram", HISTOGRAMS, ["x"], histogram)
add("histogram", HISTOGRAMS, ["x"], histogram, {"count": 5})
add("histogram", HISTOGRAMS, ["x"], histogram, {"boundaries": [0, 1, 2, 5]})
add("histogram", ["typical"], ["x"], histogram, {"count": 1})
add("histogram", ["typical"], ["x"], histogram, {"count": 2})
add("histogram", ["typical"], ["x"], histogram, {"boundaries": [1]})
add("histogram", ["typical", "huge", "ragged"], ["n"], histogram, {"boundaries": [0, 1, 5]})
add("histogram", ["typical", "constant", "empty"], ["n"], histogram, {"count": 4})
KEYED = ["typical", "edges", "ties", "one row", "empty", "huge", "unicode", "ragged", "ragged without values"]
for column in ["s", "n"]:
    add("histogram_categorical", KEYED, [column], histogram_categorical)
    add("count_per_key", KEYED, [column], count_per_key)
add("count_per_key", ["vectors"], ["n"], count_per_key)

DENSITIES = [name for name in UNWEIGHTED]
add("estimated_probability_density", DENSITIES, ["x"], density)
add("estimated_probability_density", DENSITIES, ["x"], density, {"count": 5})
add("estimated_probability_density", DENSITIES, ["x"], density, {"boundaries": [0, 1, 2, 5]})
add("estimated_probability_density", ["typical"], ["n"], density, {"boundaries": [0, 1, 5]})
for column in ["s", "n"]:
    add("density_categorical", UNWEIGHTED, [column], density_categorical)
