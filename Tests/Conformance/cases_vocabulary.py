"""Vocabularies with their files, byte for byte, and hashed strings."""
import math

import tensorflow as tf
import tensorflow_transform as tft
from tft_cases import Case, Column, Dataset, constant, floats, int64s, ragged, strings, vectors

TEXTS = ["b", "a", "c", "b", "", "hello", "c", "b", "ä", "日本", "a b", "a\nb", "x\r", "a\x00", "a", "A", "aaaaaaaaab", "aaaaaaaaaa"]
NUMBERS = [3, -1, 0, 3, 10, 9, -(2**63), 2**63 - 2, 100, 9, 3]
WORDS = ["a", "b", "b", "a", "b", "b", "a", "c", "c", "b", "d", "b", "c", "a", "b"]
LABELS = [0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1]
WEIGHTS = [0.5, 1.5, 2, 0.25, 1, 3, 0.75, 1, 1, 0.5, 4, 1, 2, 1.25, 1]
BAGS = [["a", "b"], ["b", "c"], ["b"], [], ["a"], ["c", "b"], ["a", "d"], ["d"], ["c"], ["b", "c", "a"], ["e"], ["b"]]
BAG_LABELS = [0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1]
MANY_LABELS = [[label] if i % 3 else [label, 2] for i, label in enumerate(BAG_LABELS)]
LONG = ["", "a", "b", "hello", "日本", "exactly 16 bytes", "seventeen bytes !", "x" * 33, "y" * 65, "12345678", "1234567"]

DATASETS = {
    "texts": Dataset({"x": strings(*TEXTS)}, {"x": strings("a", "b", "unseen", "", "日本", "a b", "aaaaaaaaaa", "a\nb")}),
    "numbers": Dataset({"x": int64s(*NUMBERS)}, {"x": int64s(3, 9, -1, 7, -(2**63))}),
    "ragged": Dataset({"x": ragged("string", ["a", "b"], [], ["b"], ["c", "b", "a"]), "n": ragged("int64", [1, 2], [], [2], [3, 2, 1])}),
    "vectors": Dataset({"x": vectors("string", ["a", "b"], ["b", "c"], ["b", "b"]), "n": vectors("int64", [5, 6], [6, 7], [6, 6])}),
    "one row": Dataset({"x": strings("only")}, {"x": strings("only", "other")}),
    "constant": Dataset({"x": strings("same", "same", "same")}),
    "ties": Dataset({"x": strings("d", "b", "a", "c", "b", "a", "aa", "\U0001f600", "é")}),
    "nothing": Dataset({"x": strings()}, {"x": strings("a", "")}),
    "no numbers": Dataset({"x": int64s()}, {"x": int64s(0, -1)}),
    "only empty": Dataset({"x": strings("", "\n")}, {"x": strings("", "a")}),
    "no values": Dataset({"x": ragged("string", [], [])}, {"x": ragged("string", ["a"], [])}),
    "weighted": Dataset({"x": strings(*WORDS), "w": floats(*WEIGHTS), "n": int64s(*map(ord, WORDS))}),
    "negative weights": Dataset({"x": strings("a", "b", "c", "a"), "w": floats(1, -2, 0, 0.5)}),
    "tenths": Dataset({"x": strings("a", "b", "a", "b", "a", "a"), "w": floats(0.1, 0.7, 0.1, 0.2, 0.1, 0.3)}),
    "ragged weights": Dataset({"x": ragged("string", ["a", "b"], [], ["b"]), "w": ragged("float32", [1, 2], [], [0.5])}),
    "NaN weight": Dataset({"x": strings("a", "b"), "w": floats(1, math.nan)}),
    "labelled": Dataset({"x": strings(*WORDS), "l": int64s(*LABELS), "w": floats(*WEIGHTS), "n": int64s(*map(ord, WORDS))}),
    "three labels": Dataset({"x": strings(*WORDS), "l": int64s(*(i % 3 * 2 for i in range(15)))}),
    "one label": Dataset({"x": strings(*WORDS), "l": int64s(*[1] * 15)}),
    "one token": Dataset({"x": strings(*["a"] * 6), "l": int64s(0, 1, 0, 1, 0, 1)}),
    "missing labels": Dataset({"x": strings(*WORDS), "l": int64s(*(-1 if i % 5 == 0 else label for i, label in enumerate(LABELS)))}),
    "bags": Dataset({"x": ragged("string", *BAGS), "l": int64s(*BAG_LABELS)}),
    "many labels": Dataset({"x": ragged("string", *BAGS), "l": ragged("int64", *MANY_LABELS)}),
    "repeated": Dataset({"x": ragged("string", ["a", "a", "a"], ["b"]), "l": int64s(0, 1)}),
    # What TFT refuses takes the others of its data set along, until it stands alone: apart from them, it is quick.
    "refused": Dataset({"x": strings("a", "b", "a"), "n": int64s(1, 2, 1)}),
    "hashes": Dataset({"x": strings(*LONG), "r": ragged("string", *[["a", "b"], [], ["c"]] * 3, ["a"], []), "v": vectors("string", *[["a", "b"]] * 11)}),
    # Graphs of their own: a default name depends on the vocabularies before it.
    **{f"name {number}": Dataset({"x": strings("a")}) for number in range(4)},
}


def with_roles(x, others, roles):
    """The column and, by name, what goes with it: labels and weights without a dimension for their only value.

    TFT takes labels of many values in a row as they are, but of weights the values alone.
    """
    if roles and not isinstance(x, tf.SparseTensor):
        x = tf.reshape(x, [-1])
    named = {}
    for name, other in zip(roles, others):
        if isinstance(other, tf.SparseTensor):
            named[name] = other.values if name == "weights" else other
        else:
            named[name] = tf.reshape(other, [-1])
    return x, named


def call(function, x, others, roles, key=None, **parameters):
    x, named = with_roles(x, others, roles)
    if key == "first byte":
        named["key_fn"] = lambda token: token[:1]
    return x, function(x, **named, **parameters)


def file_of(path, file_format="text"):
    """A text file's bytes, or the records of a compressed one; and the name."""
    path = tf.reshape(path, [])
    name = tf.strings.split(tf.reshape(path, [1]), "/").to_tensor()[0, -1:]
    if file_format == "text":
        content = tf.reshape(tf.io.read_file(path), [1])
    else:
        dataset = tf.data.TFRecordDataset(path, compression_type="GZIP").map(lambda record: tf.reshape(record, [1]))
        content = dataset.reduce(tf.zeros([0], tf.string), lambda all, record: tf.concat([all, record], 0))
    return {"content": constant(content), "name": constant(name)}


def vocabulary(x, *others, roles=(), **parameters):
    return file_of(call(tft.vocabulary, x, others, roles, **parameters)[1], parameters.get("file_format", "text"))


def approximate(x, *others, roles=(), **parameters):
    path = call(tft.experimental.approximate_vocabulary, x, others, roles, **parameters)[1]
    return file_of(path, parameters.get("file_format", "text"))


def applied(x, *others, roles=(), **parameters):
    return call(tft.compute_and_apply_vocabulary, x, others, roles, **parameters)[1]


def approximate_applied(x, *others, roles=(), **parameters):
    return call(tft.experimental.compute_and_apply_approximate_vocabulary, x, others, roles, **parameters)[1]


def frequencies(x, *others, roles=(), **parameters):
    """Tokens and what ranks them: numbers that need a tolerance."""
    path = call(tft.vocabulary, x, others, roles, store_frequency=True, **parameters)[1]
    lines = tf.strings.split(tf.strings.strip(tf.io.read_file(tf.reshape(path, []))), "\n")
    parts = tf.strings.split(lines, " ").to_tensor()
    return {"tokens": constant(parts[:, 1]), "frequencies": constant(tf.strings.to_number(parts[:, 0]))}


def apply_other(x, other, *, vocab_filename, **parameters):
    return tft.apply_vocabulary(other, tft.vocabulary(x, vocab_filename=vocab_filename), **parameters)


def information(bags, labels, minimum, adjusted=False):
    """Tokens by mutual information as its definition has it: all of exact counts, those first that tell most."""
    rows = len(bags)

    def part(both, token, label):
        return both * math.log2(rows * both / (token * label)) if both else 0

    def expected(token, label):
        ways = range(max(0, token + label - rows), min(token, label) + 1)
        chance = [math.comb(label, n) * math.comb(rows - label, token - n) / math.comb(rows, token) for n in ways]
        return sum(p * part(n, token, label) for n, p in zip(ways, chance))

    def value(token):
        found = [label for bag, label in zip(bags, labels) if token in bag]
        total = 0
        for label in sorted(set(sum(labels, []))):
            both = min(max(sum(label in row for row in found) / len(found), 1e-6), 1 - 1e-6) * len(found)
            count = sum(label in row for row in labels)
            if abs(len(found) * count / rows - both) >= minimum - 1e-9:
                total += part(both, len(found), count) - (expected(len(found), count) if adjusted else 0)
        return total

    return sorted(((value(token), token) for token in set(sum(bags, []))), reverse=True)


def buckets(x, **parameters):
    return constant(tft.get_num_buckets_for_transformed_feature(tft.compute_and_apply_vocabulary(x, **parameters)))


def hash_buckets(x, **parameters):
    return constant(tft.get_num_buckets_for_transformed_feature(tft.hash_strings(x, **parameters)))


def size(x, *, vocab_filename, **parameters):
    tft.vocabulary(x, vocab_filename=vocab_filename, **parameters)
    return constant(tft.experimental.get_vocabulary_size_by_name(vocab_filename))


def named(function):
    """Three vocabularies without names: the name of the last one's file."""
    def run(x):
        tft.compute_and_apply_vocabulary(x, vocab_filename="mine")
        function(x)
        return {"name": file_of(function(x))["name"]}
    return run


NAMED = {
    "vocabulary": tft.vocabulary,
    "vocabulary_frequency": lambda x: tft.vocabulary(x, store_frequency=True),
    "approximate_vocabulary": lambda x: tft.experimental.approximate_vocabulary(x, 2),
    "approximate_vocabulary_frequency": lambda x: tft.experimental.approximate_vocabulary(x, 2, store_frequency=True),
}
# All functions with all parameters on these, and the main ones on the others.
FULL = ("texts", "numbers", "ragged", "nothing")
LIGHT = ("vectors", "one row", "constant", "ties", "no numbers", "only empty", "no values")
CASES = []


def case(function, tft_function, dataset, inputs=("x",), **parameters):
    """Adds a case; every vocabulary of a graph needs a file name of its own."""
    extra = {name: parameters.pop(name) for name in ("ulps", "relative", "deviation", "ours") if name in parameters}
    if "vocab_filename" not in parameters and tft_function not in (tft.hash_strings, hash_buckets):
        parameters["vocab_filename"] = f"file {sum(case.dataset == dataset for case in CASES)}"
    CASES.append(Case(function, dataset, list(inputs), tft_function, parameters, **extra))


# Files.
for dataset in FULL + LIGHT:
    case("vocabulary", vocabulary, dataset, store_frequency=True)
    case("vocabulary", vocabulary, dataset, top_k=2)
    case("vocabulary", vocabulary, dataset, file_format="tfrecord_gzip")
    case("approximate_vocabulary", approximate, dataset, top_k=30, store_frequency=True)
for dataset in FULL:
    case("vocabulary", vocabulary, dataset, fingerprint_shuffle=True)
    case("vocabulary", vocabulary, dataset, frequency_threshold=2)
    case("vocabulary", vocabulary, dataset, frequency_threshold=2, top_k=1, store_frequency=True)
    case("vocabulary", vocabulary, dataset, file_format="tfrecord_gzip", store_frequency=True, top_k=2)
    case("approximate_vocabulary", approximate, dataset, top_k=30)
    if dataset != "numbers":
        case("vocabulary", vocabulary, dataset, reserved_tokens=["b", "zz"], store_frequency=True)
        case("vocabulary", vocabulary, dataset, reserved_tokens=["zz", "a"], top_k=2)
for dataset in ("ragged", "vectors"):
    case("vocabulary", vocabulary, dataset, ("n",), store_frequency=True)
case("vocabulary", vocabulary, "numbers", reserved_tokens=["5", "3"], store_frequency=True)
case("vocabulary", vocabulary, "texts", frequency_threshold=2.5, store_frequency=True)
case("vocabulary", vocabulary, "texts", frequency_threshold=1000)
case("vocabulary", vocabulary, "texts", frequency_threshold=1000, reserved_tokens=["r"])
case("vocabulary", vocabulary, "texts", frequency_threshold=1000, top_k=2, reserved_tokens=["r"], store_frequency=True)
case("vocabulary", vocabulary, "texts", frequency_threshold=0)
case("vocabulary", vocabulary, "texts", top_k=2, fingerprint_shuffle=True, store_frequency=True)
case("vocabulary", vocabulary, "texts", reserved_tokens=["r", "b"], fingerprint_shuffle=True)
case("vocabulary", vocabulary, "texts", key="first byte", coverage_top_k=1)
case("vocabulary", vocabulary, "texts", key="first byte", coverage_top_k=1, top_k=2, store_frequency=True)
case("vocabulary", vocabulary, "texts", key="first byte", coverage_frequency_threshold=2, top_k=1)
case("vocabulary", vocabulary, "texts", key="first byte", coverage_top_k=1, coverage_frequency_threshold=2, frequency_threshold=3)
case("vocabulary", vocabulary, "ties", key="first byte", coverage_top_k=2, top_k=1, fingerprint_shuffle=True)
case("vocabulary", vocabulary, "numbers", key="first byte", coverage_top_k=1, top_k=1)
case("vocabulary", vocabulary, "refused", top_k=0)
case("vocabulary", vocabulary, "refused", frequency_threshold=-1)
case("vocabulary", vocabulary, "refused", coverage_top_k=1)
case("vocabulary", vocabulary, "refused", key="first byte")
for name in ("My vocab.txt", "a/b", "  x -- y ", "a.b,c", "under_score", "tab\there"):
    case("vocabulary", vocabulary, "ties", vocab_filename=name)
case(
    "vocabulary", vocabulary, "refused", vocab_filename="ümläut 日本",
    deviation="TFT keeps letters in a file name that TensorFlow then refuses; we take them",
    ours={"content": strings(*["a\nb\n"] * 3), "name": strings(*["ümläut-日本"] * 3)},
)

# Weights.
for inputs in ("xw", "nw"):
    case("vocabulary", vocabulary, "weighted", inputs, roles=["weights"], store_frequency=True)
    case("vocabulary", vocabulary, "weighted", inputs, roles=["weights"], top_k=2)
    case("vocabulary", vocabulary, "weighted", inputs, roles=["weights"], frequency_threshold=3.5)
    case("approximate_vocabulary", approximate, "weighted", inputs, roles=["weights"], top_k=9, store_frequency=True)
    case("compute_and_apply_vocabulary", applied, "weighted", inputs, roles=["weights"], top_k=2)
case("vocabulary", vocabulary, "negative weights", "xw", roles=["weights"], store_frequency=True)
case("vocabulary", vocabulary, "negative weights", "xw", roles=["weights"], top_k=1, store_frequency=True)
case("vocabulary", vocabulary, "ragged weights", "xw", roles=["weights"], store_frequency=True)
case("vocabulary_frequencies", frequencies, "tenths", "xw", roles=["weights"], ulps=1)
case(
    "vocabulary", vocabulary, "NaN weight", "xw", roles=["weights"],
    deviation="TFT sorts by NaN, which has no order; we refuse the weight", ours="found the weight nan",
)

# Labels.
EDGE = "TFT's float32 mean puts a difference of exactly min_diff_from_avg below it; ours is exact"
LABEL_LISTS = {"bags": [[label] for label in BAG_LABELS], "many labels": MANY_LABELS}
for dataset in ("labelled", "three labels", "one label", "one token", "missing labels", "bags", "many labels"):
    for adjusted in (False, True):
        for minimum in (None, 0, 1):
            parameters = {"min_diff_from_avg": minimum, "use_adjusted_mutual_info": adjusted}
            if minimum is None and dataset in LABEL_LISTS:
                values, tokens = zip(*information(BAGS, LABEL_LISTS[dataset], 2, adjusted))
                ours = {"tokens": Column("string", [tokens] * len(BAGS)), "frequencies": Column("float32", [values] * len(BAGS))}
                parameters |= {"deviation": EDGE, "ours": ours}
            case("vocabulary_frequencies", frequencies, dataset, "xl", roles=["labels"], relative=1e-5, **parameters)
    case("compute_and_apply_vocabulary", applied, dataset, "xl", roles=["labels"], top_k=2)
    case("compute_and_apply_vocabulary", applied, dataset, "xl", roles=["labels"], min_diff_from_avg=0.5)
    case("vocabulary", vocabulary, dataset, "xl", roles=["labels"], frequency_threshold=0.5, min_diff_from_avg=0)
case("vocabulary_frequencies", frequencies, "labelled", "nl", roles=["labels"], min_diff_from_avg=0, relative=1e-5)
for adjusted in (False, True):
    parameters = {"min_diff_from_avg": 0, "use_adjusted_mutual_info": adjusted}
    case("vocabulary_frequencies", frequencies, "labelled", "xlw", roles=["labels", "weights"], relative=1e-5, **parameters)
BY_INFORMATION = information([[word] for word in WORDS], [[label] for label in LABELS], 0)
case(
    "vocabulary", vocabulary, "labelled", "xl", roles=["labels"], top_k=1, key="first byte", coverage_top_k=1, min_diff_from_avg=0,
    vocab_filename="covered",
    deviation="TFT's coverage with labels fails in Beam, which cannot encode its numbers; ours gives the covering tokens",
    # A key for each token, so that all of them are there.
    ours={"content": strings(*["".join(f"{token}\n" for _, token in BY_INFORMATION)] * 15), "name": strings(*["covered"] * 15)},
)
case("vocabulary", vocabulary, "repeated", "xl", roles=["labels"])

# Ids.
for dataset in FULL + LIGHT:
    case("compute_and_apply_vocabulary", applied, dataset)
    case("compute_and_apply_vocabulary", applied, dataset, num_oov_buckets=3)
    case("compute_and_apply_vocabulary", applied, dataset, top_k=1, default_value=7)
    case("compute_and_apply_approximate_vocabulary", approximate_applied, dataset, top_k=30, num_oov_buckets=2)
    case("num_buckets", buckets, dataset, num_oov_buckets=4)
    case("vocabulary_size", size, dataset)
for dataset in FULL:
    for parameters in (
        {"num_oov_buckets": 1, "default_value": -5, "top_k": 2},
        {"frequency_threshold": 2, "default_value": 0},
        {"fingerprint_shuffle": True},
        {"file_format": "tfrecord_gzip"},
        {"file_format": "tfrecord_gzip", "num_oov_buckets": 2},
        {"store_frequency": True},
    ):
        case("compute_and_apply_vocabulary", applied, dataset, **parameters)
    case("compute_and_apply_approximate_vocabulary", approximate_applied, dataset, top_k=30)
    case("num_buckets", buckets, dataset)
    case("num_buckets", buckets, dataset, default_value=99, top_k=1)
    case("vocabulary_size", size, dataset, top_k=1)
for dataset in ("ragged", "vectors"):
    case("compute_and_apply_vocabulary", applied, dataset, ("n",))
    case("apply_vocabulary", apply_other, dataset, ("x", "x"))
    case("apply_vocabulary", apply_other, dataset, ("n", "n"), num_oov_buckets=2)
case("apply_vocabulary", apply_other, "labelled", ("x", "n"))
case("compute_and_apply_vocabulary", applied, "texts", reserved_tokens=["b", "unseen"])
case("compute_and_apply_vocabulary", applied, "texts", reserved_tokens=["b", "unseen"], num_oov_buckets=2, top_k=2)
case("compute_and_apply_vocabulary", applied, "numbers", reserved_tokens=["7", "3"])
case("compute_and_apply_vocabulary", applied, "refused", ("n",), reserved_tokens=["seven"])
case("compute_and_apply_vocabulary", applied, "refused", reserved_tokens=["twice", "twice"])
case("compute_and_apply_vocabulary", applied, "texts", file_format="tfrecord_gzip", store_frequency=True)
case("compute_and_apply_approximate_vocabulary", approximate_applied, "texts", top_k=30, store_frequency=True, reserved_tokens=["q"])

# Hashes.
for column in "xrv":
    for parameters in ({"hash_buckets": 10}, {"hash_buckets": 1}, {"hash_buckets": 2**40}, {"hash_buckets": 10, "key": [1, 2]}, {"hash_buckets": 10**9, "key": [3, 2**63 - 1]}):
        case("hash_strings", tft.hash_strings, "hashes", column, **parameters)
case("hash_strings", tft.hash_strings, "refused", hash_buckets=0)
case(
    "num_buckets_of_hashes", hash_buckets, "refused", hash_buckets=10,
    deviation="TFT does not say how many buckets its hashes have; we know", ours={"y": int64s(10, 10, 10)},
)

# Names that nobody gave.
for number, (name, function) in enumerate(NAMED.items()):
    CASES.append(Case("default_name", f"name {number}", ["x"], lambda x, kind, function=function: named(function)(x), {"kind": name}))
