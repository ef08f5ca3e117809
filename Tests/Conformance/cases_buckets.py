"""Buckets: quantiles, bucketize (per key), apply_buckets (with interpolation), histogram, count_per_key, density."""
import fractions

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
            "u": floats(1, 0.5, 3, 1, 2),
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


# What ours should be where TFT's deliberately is not the measure: the rules once more, in Python and in fractions.


def boundaries_of(values, weights, parts):
    """The values at which the weight of all smaller ones and their own exceeds k / parts of the whole; zeros without any."""
    pairs = sorted((v, fractions.Fraction(w)) for v, w in zip(values, weights) if v == v and w == w and w > 0)
    total = sum(w for _, w in pairs)
    found = []
    for k in range(1, parts):
        below = 0
        for value, weight in pairs:
            below += weight
            if below * parts > k * total:
                found.append(value)
                break
        else:
            found.append(0)
    return [np.float32(value) for value in found]


def bucket_of(value, boundaries):
    return sum(not boundary > np.float32(value) for boundary in boundaries)


def flattened(column):
    return [value for row in column.rows for value in row]


def like(column, type, values):
    """A column of the same shape with other values."""
    values = iter(values)
    return Column(type, [[next(values) for _ in row] for row in column.rows], column.width)


def ours_per_key(name, inputs, buckets):
    """Each key's own boundaries, as they are; -1 for a key without."""
    analyzed, probed = DATASETS[name].columns, DATASETS[name].probed
    x, keys = flattened(analyzed[inputs[0]]), flattened(analyzed[inputs[1]])
    weights = flattened(analyzed[inputs[2]]) if len(inputs) > 2 else [1] * len(x)
    boundaries = {
        key: boundaries_of([v for v, k in zip(x, keys) if k == key], [w for w, k in zip(weights, keys) if k == key], buckets)
        for key in set(keys)
    }
    pairs = zip(flattened(probed[inputs[0]]), flattened(probed[inputs[1]]))
    found = [bucket_of(value, boundaries[key]) if key in boundaries else -1 for value, key in pairs]
    return {"y": like(probed[inputs[0]], "int64", found)}


def ours_by_column(name, inputs, buckets, result):
    """Quantiles of each column of a vector on its own, or the buckets between them."""
    analyzed, probed = DATASETS[name].columns, DATASETS[name].probed
    x = analyzed[inputs[0]]
    weights = analyzed[inputs[1]].rows if len(inputs) > 1 else [[1] * x.width] * len(x.rows)
    boundaries = [
        boundaries_of([row[c] for row in x.rows], [row[c] for row in weights], buckets) for c in range(x.width)
    ]
    rows = probed[inputs[0]].rows
    if result == "boundaries":
        return {"y": vectors("float32", *[[float(b) for own in boundaries for b in own]] * len(rows))}
    return {"y": vectors("int64", *[[bucket_of(v, boundaries[c]) for c, v in enumerate(row)] for row in rows])}


def ours_density(name, boundaries):
    column = DATASETS[name].columns["x"]
    edges = np.float32(boundaries) - np.float32(0.0001)
    bins = [int(sum(edges[1:-1] < np.float32(value))) for value in flattened(column)]
    shares = np.bincount(bins, minlength=len(edges) - 1).astype(np.float32) / np.float32(len(bins))
    densities = shares / ((edges[-1] - edges[0]) / np.float32(len(edges) - 1))
    return {"y": like(column, "float32", [float(densities[b]) for b in bins])}


def ours_interpolated(name, boundaries):
    """In float64: exact enough to be the nearest float32, subnormal or not."""
    column = DATASETS[name].columns["x"]
    places = np.interp([float(np.float32(v)) for v in flattened(column)], np.float64(np.float32(boundaries)), np.linspace(0, 1, len(boundaries)))
    return {"y": like(column, "float32", [float(np.float32(place)) for place in places])}


PER_KEY = (
    "TFT squeezes the boundaries of all keys into one list of float32, moves repeated ones apart, and with 2 buckets "
    "shifts each key's by its number; ours are those of bucketize for the key's rows"
)
NO_KEYS = "TFT fails without any key; ours gives every row the bucket of an unseen key, -1"
NO_COLUMN = "TFT fails when one column has no values; ours gives that column's boundaries 0"
COLUMN_WEIGHTS = "TFT takes one weight for each row only; ours also one for each value"
WEIGHT = "an infinite weight is refused, where TFT's boundaries are then all the largest value"
SUBNORMAL = "TensorFlow takes subnormal results for 0"
WIDE = "a bucket wider than float32 reaches: TFT divides by infinity"
NO_RANGE = "without values there is no range; TFT takes that of all integers"
NO_VALUES = "TFT fails without any value; ours gives every value the density of an unseen one, 0"
ONE_VALUE = "TFT takes columns of one value in each row only; ours those of any shape"


def per_key(names, inputs, buckets):
    """A deviation for each of the data sets."""
    empty = ["empty", "ragged without values"]
    return {n: (NO_KEYS if n in empty else PER_KEY, ours_per_key(n, inputs, buckets)) for n in names}


for buckets in [2, 4, 10]:
    add("quantiles", UNWEIGHTED + RAGGED, ["x"], quantiles, {"buckets": buckets})
add("quantiles", UNWEIGHTED + RAGGED, ["n"], quantiles, {"buckets": 3})
for buckets in [2, 5]:
    refused = {"infinite weight": (WEIGHT, "an error")}
    add("quantiles", SCALARS + RAGGED, ["x", "w"], quantiles, {"buckets": buckets}, refused)
add("quantiles", ["typical", "odd weights"], ["n", "w"], quantiles, {"buckets": 4})
VECTORS = [name for name, data in DATASETS.items() if "vectors" in name]
add("quantiles", VECTORS, ["x"], quantiles, {"buckets": 4})
NAN_COLUMN = "vectors, one column NaN"
by_column = {NAN_COLUMN: (NO_COLUMN, ours_by_column(NAN_COLUMN, ["x"], 4, "boundaries"))}
add("quantiles", VECTORS, ["x"], quantiles, {"buckets": 4, "elementwise": True}, by_column)
add("quantiles", ["vectors"], ["n"], quantiles, {"buckets": 3, "elementwise": True})
add("quantiles", ["vectors"], ["x", "w"], quantiles, {"buckets": 3})
by_column = {"vectors": (COLUMN_WEIGHTS, ours_by_column("vectors", ["x", "w"], 3, "boundaries"))}
add("quantiles", ["vectors"], ["x", "w"], quantiles, {"buckets": 3, "elementwise": True}, by_column)
for buckets in [3, 4]:
    add("quantiles", ["vectors"], ["x", "u"], quantiles, {"buckets": buckets, "elementwise": True})
    add("bucketize", ["vectors"], ["x", "u"], bucketize, {"buckets": buckets, "elementwise": True})
add("quantiles", ["typical"], ["x"], quantiles, {"buckets": 0})

for buckets in [3, 10]:
    add("bucketize", UNWEIGHTED + RAGGED, ["x"], bucketize, {"buckets": buckets})
add("bucketize", UNWEIGHTED + RAGGED, ["n"], bucketize, {"buckets": 3})
add("bucketize", ["typical"], ["x"], bucketize, {"buckets": 1})
add("bucketize", ["typical"], ["x"], bucketize, {"buckets": 0})
add("bucketize", ["typical", "odd weights", "heavy weights", "ragged"], ["x", "w"], bucketize, {"buckets": 3})
add("bucketize", VECTORS, ["x"], bucketize, {"buckets": 3})
by_column = {NAN_COLUMN: (NO_COLUMN, ours_by_column(NAN_COLUMN, ["x"], 3, "buckets"))}
add("bucketize", VECTORS, ["x"], bucketize, {"buckets": 3, "elementwise": True}, by_column)
add("bucketize", ["vectors"], ["n"], bucketize, {"buckets": 2, "elementwise": True})

OTHER_PER_KEY = {
    2: ["typical", "unseen", "edges", "ties", "empty", "NaN", "two hundred", "ragged without values"],
    3: ["typical", "ties", "one row", "constant", "empty", "NaN", "infinities", "unicode", *RAGGED],
    5: ["typical", "edges", "ties", "one row", "constant", "empty", "NaN", "infinities", "huge", "unicode", *RAGGED],
}
for buckets, others in OTHER_PER_KEY.items():
    others = per_key(others, ["x", "s"], buckets)
    add("bucketize_per_key", UNWEIGHTED + RAGGED, ["x", "s"], bucketize_per_key, {"buckets": buckets}, others)
others = per_key(["typical", "unseen"], ["n", "s"], 4)
add("bucketize_per_key", ["typical", "unseen", "two hundred"], ["n", "s"], bucketize_per_key, {"buckets": 4}, others)
others = per_key(["typical", "odd weights", "ragged"], ["x", "s", "w"], 3)
add("bucketize_per_key", ["typical", "odd weights", "ragged"], ["x", "s", "w"], bucketize_per_key, {"buckets": 3}, others)
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
add(
    "apply_buckets_with_interpolation",
    INTERPOLATED,
    ["x"],
    interpolate,
    {"boundaries": EDGES},
    {"huge": (SUBNORMAL, ours_interpolated("huge", EDGES))},
    ulps=1,
)
add("apply_buckets_with_interpolation", INTERPOLATED, ["x"], interpolate, {"boundaries": [0.5]})
add("apply_buckets_with_interpolation", ["typical", "unseen"], ["x"], interpolate, {"boundaries": ["-inf", 0, 1, "inf"]})
add("apply_buckets_with_interpolation", ["unseen"], ["x"], interpolate, {"boundaries": ["inf", "nan"]})
add("apply_buckets_with_interpolation", ["ties"], ["x"], interpolate, {"boundaries": [1, 2, 2, 2, 3]})
WHOLE = [-3e38, 3e38]
whole = {name: (WIDE, ours_interpolated(name, WHOLE)) for name in ["typical", "huge"]}
add("apply_buckets_with_interpolation", ["typical", "huge"], ["x"], interpolate, {"boundaries": WHOLE}, whole)
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
no_range = {
    "counts": vectors("int64", *[[0, 0, 0]] * 3),
    "boundaries": vectors("float32", *[[INFINITY, NAN, NAN, -INFINITY]] * 3),
}
add("histogram", ["typical", "constant", "empty"], ["n"], histogram, {"count": 4}, {"empty": (NO_RANGE, no_range)})
KEYED = ["typical", "edges", "ties", "one row", "empty", "huge", "unicode", "ragged", "ragged without values"]
for column in ["s", "n"]:
    add("histogram_categorical", KEYED, [column], histogram_categorical)
    add("count_per_key", KEYED, [column], count_per_key)
add("count_per_key", ["vectors"], ["n"], count_per_key)

DENSITIES = UNWEIGHTED
add("estimated_probability_density", DENSITIES, ["x"], density)
add("estimated_probability_density", DENSITIES, ["x"], density, {"count": 5})
BINS = [0, 1, 2, 5]
shapes = {name: (ONE_VALUE, ours_density(name, BINS)) for name in ["vectors", "ragged"]}
add("estimated_probability_density", DENSITIES + list(shapes), ["x"], density, {"boundaries": BINS}, shapes, ulps=1)
add("estimated_probability_density", ["typical"], ["n"], density, {"boundaries": [0, 1, 5]}, ulps=1)
for column in ["s", "n"]:
    unseen = {"empty": (NO_VALUES, {"y": floats(0, 0, 0)})}
    add("density_categorical", UNWEIGHTED, [column], density_categorical, deviations=unseen)
