"""The language: arithmetic, comparison, selection, casts, concatenation, one-hot; judged by TensorFlow's own operations."""
import tensorflow as tf
from tft_cases import Case, Column, Dataset, floats, int64s, ragged, strings, vectors

INFINITY, NAN = float("inf"), float("nan")

DATASETS = {
    "typical": Dataset(
        {
            "x": floats(1, 2.5, -3, 0.1, 7, -0.5, 1.5, 1e-6),
            "y": floats(2, 0.3, 4, -0.1, 7, 2.5, 0.5, 3),
            "n": int64s(7, -7, 7, -7, 0, 1, 9, 100),
            "m": int64s(2, 2, -2, -2, 5, 1, -1, 7),
            "s": strings("a", "b", "", "ä", "B", "same", "aa", "漢"),
            "t": strings("a", "a", "", "a", "b", "same", "a", "漢字"),
        }
    ),
    "special": Dataset(
        {
            "x": floats(NAN, INFINITY, -INFINITY, 0, -0.0, 1e-37, 3.4e38, -3.4e38, 1, NAN),
            "y": floats(1, INFINITY, 2, 0, 0, 2, 10, -10, NAN, NAN),
            "n": int64s(2**63 - 1, -(2**63), 2**62, -1, 0, 1, 2**53 + 1, -(2**63), 5, -5),
            "m": int64s(1, -1, 2, 2**63 - 1, 1, 2, 1, 1, -3, 3),
        }
    ),
    "subnormal": Dataset({"x": floats(1e-45, -1e-40)}),
    "one row": Dataset({"x": floats(2), "y": floats(-1), "n": int64s(3), "m": int64s(2), "s": strings("x"), "t": strings("y")}),
    "vectors": Dataset(
        {
            "x": vectors("float32", (1, 2, 3), (-1, 0, 5)),
            "y": vectors("float32", (2, 2, 2), (1, -1, 0.5)),
            "z": floats(10, 20),
            "n": vectors("int64", (0, 2, 5), (-1, 1, 1)),
        }
    ),
    "ragged": Dataset({"x": ragged("float32", (1, 2), (), (3,)), "n": ragged("int64", (4,), (5, 6), ())}),
}


def sparse(function):
    """A function of the values of a sparse tensor."""
    return lambda x: tf.SparseTensor(x.indices, function(x.values), x.dense_shape)


def logical(x, y):
    return tf.logical_or(tf.logical_and(x > 0, y > 0), tf.logical_not(x < 2))


NOT_LESS = (
    "TensorFlow's graph optimiser turns `not (x < 2)` into `x >= 2`, which is another answer for NaN; "
    "ours is what is written, and what TensorFlow gives without a graph"
)
FLUSHED = "TensorFlow takes numbers below 1.2e-38 for 0 in this operation; ours keeps them"

BINARY = {
    "add": (tf.add, 0),
    "subtract": (tf.subtract, 0),
    "multiply": (tf.multiply, 0),
    "floor_div": (tf.math.floordiv, 0),
    "floor_mod": (tf.math.floormod, 0),
    "minimum": (tf.minimum, 0),
    "maximum": (tf.maximum, 0),
    "less": (tf.less, 0),
    "less_equal": (tf.less_equal, 0),
    "greater": (tf.greater, 0),
    "greater_equal": (tf.greater_equal, 0),
    "equal": (tf.equal, 0),
    "not_equal": (tf.not_equal, 0),
}
UNARY = {
    "sqrt": (tf.sqrt, 0),
    "square": (tf.square, 0),
    "exp": (tf.exp, 2),
    "log": (tf.math.log, 2),
    "log1p": (tf.math.log1p, 2),
    "floor": (tf.floor, 0),
    "ceil": (tf.math.ceil, 0),
    "round": (tf.round, 0),
    "abs": (tf.abs, 0),
    "negate": (tf.negative, 0),
    "sign": (tf.sign, 0),
    "sigmoid": (tf.sigmoid, 2),
    "tanh": (tf.tanh, 4),
    "sin": (tf.sin, 2),
    "cos": (tf.cos, 2),
    "is_nan": (tf.math.is_nan, 0),
}
SCALARS = ("typical", "special", "one row")

CASES = []
for dataset in SCALARS + ("vectors",):
    CASES += [Case(name, dataset, ["x", "y"], f, ulps=ulps) for name, (f, ulps) in BINARY.items()]
    CASES += [Case(name, dataset, ["x"], f, ulps=ulps) for name, (f, ulps) in UNARY.items()]
    CASES += [Case("divide", dataset, ["x", "y"], tf.divide)]
for dataset in SCALARS:
    CASES += [Case(name, dataset, ["n", "m"], f) for name, (f, _) in BINARY.items()]
    CASES += [Case(name, dataset, ["n"], UNARY[name][0]) for name in ("square", "abs", "negate", "sign")]
    CASES += [Case("cast_to_float32", dataset, ["n"], lambda n: tf.cast(n, tf.float32))]
    CASES += [Case("pow", dataset, ["x", "y"], tf.pow, ulps=2)]
    CASES += [
        Case("clip", dataset, ["x"], lambda x, low, high: tf.clip_by_value(x, low, high), {"low": -0.5, "high": 2.0}),
        Case("where", dataset, ["x", "y"], lambda x, y: tf.where(x > y, x, -y)),
        Case("where_constant", dataset, ["n"], lambda n: tf.where(n > 0, n, tf.constant(-9, tf.int64))),
        Case(
            "logical",
            dataset,
            ["x", "y"],
            logical,
            deviation=NOT_LESS if dataset == "special" else None,
            ours={"y": int64s(1, 1, 0, 0, 0, 1, 1, 0, 0, 1)} if dataset == "special" else None,
        ),
    ]
for dataset in ("typical", "one row"):
    CASES += [Case(name, dataset, ["s", "t"], BINARY[name][0]) for name in ("equal", "not_equal")]
    CASES += [
        Case("cast_to_int64", dataset, ["x"], lambda x: tf.cast(x, tf.int64)),
        Case("where", dataset, ["s", "t"], lambda s, t: tf.where(tf.equal(s, t), s, tf.fill(tf.shape(s), "other"))),
        Case("one_hot", dataset, ["n"], lambda n, depth: tf.one_hot(n, depth), {"depth": 3}),
        Case("concat", dataset, ["n", "m"], lambda n, m: tf.concat([n, m], 1)),
        Case("concat", dataset, ["s", "t"], lambda s, t: tf.concat([s, t], 1)),
    ]
CASES += [
    Case("negate", "subnormal", ["x"], tf.negative),
    Case("sign", "subnormal", ["x"], tf.sign, deviation=FLUSHED, ours={"y": floats(1, -1)}),
    # 1e-45 is stored as 2^-149, whose root is 2^-74.5.
    Case("sqrt", "subnormal", ["x"], tf.sqrt, deviation=FLUSHED, ours={"y": floats(2**-74.5, NAN)}),
    Case(
        "cast_to_int64",
        "special",
        ["x"],
        lambda x: tf.cast(x, tf.int64),
        deviation="NaN, infinities and numbers beyond 64 bits are no int64: TensorFlow's result is undefined there, ours an error",
        ours="no int64",
    ),
    Case("add", "vectors", ["x", "z"], tf.add),
    Case("multiply", "vectors", ["z", "x"], tf.multiply),
    Case("concat", "vectors", ["x", "z", "y"], lambda x, z, y: tf.concat([x, z, y], 1)),
    Case("one_hot", "vectors", ["n"], lambda n, depth: tf.one_hot(n, depth), {"depth": 3}),
    *(Case(name, "ragged", ["x"], sparse(UNARY[name][0])) for name in ("square", "negate", "floor")),
    *(Case(name, "ragged", ["n"], sparse(UNARY[name][0])) for name in ("square", "negate", "abs")),
    Case("add_one", "ragged", ["n"], sparse(lambda n: n + 1)),
    Case("add_one", "typical", ["n"], lambda n: n + 1),
]
