"""Tokens and documents: n-grams, bags of words, tf-idf, counts, and ragged rows made dense."""
import tensorflow as tf
import tensorflow_transform as tft
from tft_cases import Case, Dataset, ragged, vectors

INFINITY, NAN = float("inf"), float("nan")

WORDS = [["One", "was", "Johnny"], ["Two", "was", "a", "rat"], ["a", "a", "a", "a"], [], ["solo"], ["", "", "x"]]
UNICODE = [["größe", "中文", "🚕"], ["e\u0301", "é"], ["a b", "c"], ["a", "b c", "a", "b c"]]
DOCUMENTS = [[3, 2, 0, 0, 0], [1, 1, 0], [], [0], [4, 4, 4, 4]]
ODD = [[-1, 0, 5], [7, 2**62, -(2**62)], [12, -8, 2]]

DATASETS = {
    "words": Dataset({"x": ragged("string", *WORDS)}),
    "unicode": Dataset({"x": ragged("string", *UNICODE)}),
    "one row": Dataset({"x": ragged("string", ["a", "b", "a"]), "i": ragged("int64", [1, 0, 1])}),
    "refused": Dataset({"x": ragged("string", ["a", "b"])}),
    "all missing": Dataset({"x": ragged("string", [], []), "i": ragged("int64", [], [])}),
    "empty": Dataset(
        {"x": ragged("string"), "i": ragged("int64")},
        {"x": ragged("string", ["a", "b", "a"], []), "i": ragged("int64", [0, 2, 2], [])},
    ),
    "documents": Dataset({"i": ragged("int64", *DOCUMENTS)}),
    "out of range": Dataset({"i": ragged("int64", *ODD)}),
    "unseen": Dataset({"i": ragged("int64", [0, 1], [1])}, {"i": ragged("int64", [0, 2, 4, 2], [3], [])}),
    "constant": Dataset({"i": ragged("int64", [1, 1], [1], [1])}),
    "integers": Dataset({"i": ragged("int64", [3, 1, 3, 2, 1], [], [-5, -5], [2**63 - 1, -(2**63), 2**63 - 1])}),
    "floats": Dataset({"f": ragged("float32", [1.5, 1.5, -2.0], [0.0, -0.0], [INFINITY, -INFINITY, INFINITY], [])}),
    "NaN": Dataset({"f": ragged("float32", [NAN, 1.0, NAN], [1.0])}),
    "vectors": Dataset(
        {
            "x": vectors("string", ["a", "b", "a"], ["c", "c", "c"]),
            "i": vectors("int64", [1, 2, 1], [0, 0, 0]),
            "f": vectors("float32", [1.0, 2.0, 1.0], [0.0, -0.0, 0.5]),
        }
    ),
    "segments": Dataset({"i": ragged("int64", [0, 0, 1, 2, 2, 2], [0], [1, 1, 4, 4, 4], [3])}),
    "falling segments": Dataset({"i": ragged("int64", [0, 1, 0])}),
    "negative segments": Dataset({"i": ragged("int64", [-1, 0])}),
}
STRINGS = ["words", "unicode", "one row", "all missing", "empty"]
IDS = ["documents", "out of range", "unseen", "constant", "one row", "all missing"]


def ngrams(x, sizes, separator):
    return tft.ngrams(x, tuple(sizes), separator)


def bag_of_words(x, sizes, separator):
    return tft.bag_of_words(x, tuple(sizes), separator)


def tfidf(x, vocab_size, smooth=True):
    indices, weights = tft.tfidf(x, vocab_size, smooth)
    return {"indices": indices, "weights": weights}


def segment_indices(x):
    """TFT takes one sequence: here each row is one."""
    spec = tf.RaggedTensorSpec([None], tf.int64, 0)
    return tf.map_fn(tft.segment_indices, tf.RaggedTensor.from_sparse(x), fn_output_signature=spec)


def dense(x, width, default=None):
    return tft.sparse_tensor_to_dense_with_shape(x, [None, width], 0 if default is None else default)



CASES = []
for name in STRINGS:
    for sizes, separator in [([1, 1], " "), ([1, 3], " "), ([2, 2], ""), ([2, 5], "--")]:
        parameters = {"sizes": sizes, "separator": separator}
        CASES += [
            Case("ngrams", name, ["x"], ngrams, parameters),
            Case("bag_of_words", name, ["x"], bag_of_words, parameters),
        ]
for sizes in ([0, 1], [2, 1]):
    parameters = {"sizes": sizes, "separator": " "}
    CASES += [
        Case("ngrams", "refused", ["x"], ngrams, parameters),
        Case("bag_of_words", "refused", ["x"], bag_of_words, parameters),
    ]

# TensorFlow's float32 logarithm and ours, a double's rounded once, may differ in the last bit.
for name in IDS:
    for size in (5, 8):
        CASES += [
            Case("tfidf", name, ["i"], tfidf, {"vocab_size": size}, ulps=1),
            Case("tfidf", name, ["i"], tfidf, {"vocab_size": size, "smooth": False}, ulps=1),
            Case("document_frequency", name, ["i"], tft.experimental.document_frequency, {"vocab_size": size}),
            Case("idf", name, ["i"], tft.experimental.idf, {"vocab_size": size}, ulps=1),
            Case("idf", name, ["i"], tft.experimental.idf, {"vocab_size": size, "smooth": False}, ulps=1),
            Case("idf", name, ["i"], tft.experimental.idf, {"vocab_size": size, "add_baseline": False}, ulps=1),
            Case(
                "idf",
                name,
                ["i"],
                tft.experimental.idf,
                {"vocab_size": size, "smooth": False, "add_baseline": False},
                ulps=1,
            ),
        ]
# No row has an id: of 0 documents, 0 have it. Smoothed that is 1 + ln(1/1), unsmoothed 0/0.
NOTHING = "works, with 0 documents; TFT's frequencies of nothing are no list, and it fails"
for function, tft_function, parameters, ours in [
    ("document_frequency", tft.experimental.document_frequency, {}, {"y": ragged("int64", [0, 0, 0], [])}),
    ("idf", tft.experimental.idf, {}, {"y": ragged("float32", [1, 1, 1], [])}),
    ("idf", tft.experimental.idf, {"smooth": False}, {"y": ragged("float32", [NAN, NAN, NAN], [])}),
    ("tfidf", tfidf, {}, {"indices": ragged("int64", [0, 2], []), "weights": ragged("float32", [1 / 3, 2 / 3], [])}),
]:
    parameters = {"vocab_size": 5} | parameters
    CASES.append(Case(function, "empty", ["i"], tft_function, parameters, ulps=1, deviation=NOTHING, ours=ours))

# All five rows have the only id but the one that is empty: 1 + ln(6/5).
ONLY_ID = {
    "indices": ragged("int64", *([0] if row else [] for row in DOCUMENTS)),
    "weights": ragged("float32", *([1.1823215567939547] if row else [] for row in DOCUMENTS)),
}
CASES.append(
    Case(
        "tfidf",
        "documents",
        ["i"],
        tfidf,
        {"vocab_size": 1},
        ulps=1,
        deviation="a vocabulary of one token works; TFT squeezes its one idf to a scalar and fails",
        ours=ONLY_ID,
    )
)

for name in ["words", "unicode", "one row", "all missing", "empty"]:
    CASES.append(Case("word_count", name, ["x"], tft.word_count))
    CASES.append(Case("sparse_tensor_left_align", name, ["x"], tft.sparse_tensor_left_align))
    CASES.append(Case("deduplicate_tensor_per_row", name, ["x"], tft.deduplicate_tensor_per_row))
    CASES.append(Case("sparse_tensor_to_dense_with_shape", name, ["x"], dense, {"width": 5, "default": "-"}))
for name, column in [("integers", "i"), ("floats", "f"), ("NaN", "f")]:
    CASES.append(Case("word_count", name, [column], tft.word_count))
    CASES.append(Case("sparse_tensor_left_align", name, [column], tft.sparse_tensor_left_align))
    CASES.append(Case("deduplicate_tensor_per_row", name, [column], tft.deduplicate_tensor_per_row))
    CASES.append(Case("sparse_tensor_to_dense_with_shape", name, [column], dense, {"width": 5}))
for column in "xif":
    CASES.append(Case("deduplicate_tensor_per_row", "vectors", [column], tft.deduplicate_tensor_per_row))
CASES += [
    Case("sparse_tensor_to_dense_with_shape", "integers", ["i"], dense, {"width": 6, "default": -7}),
    Case("sparse_tensor_to_dense_with_shape", "falling segments", ["i"], dense, {"width": 2}),
    Case("sparse_tensor_to_dense_with_shape", "floats", ["f"], dense, {"width": 3, "default": 0.25}),
    Case("segment_indices", "segments", ["i"], segment_indices),
    Case("segment_indices", "falling segments", ["i"], segment_indices),
    Case("segment_indices", "negative segments", ["i"], segment_indices),
]
