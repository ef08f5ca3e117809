"""Text: what TensorFlow's string operations make of the same texts."""
import numpy as np
import tensorflow as tf
from tft_cases import Case, Column, Dataset, floats, int64s, ragged, strings, vectors

INFINITY, NAN = float("inf"), float("nan")

RIDES = [
    "JFK to 5th Avenue", "  two  spaces ", "", " ", "tab\tnewline\nreturn\rfeed\fvertical\vend", "a,b,,c", ",", "Straße 12-34",
    "中文 🚕 taxi", "e\u0301 é É", "ΑΣ Σ ΟΔΟΣ. İI", "no\u00a0break", "aaa", "555-1234", "foo.bar(baz)",
]
DATASETS = {
    "rides": Dataset({"x": strings(*RIDES)}),
    "one row": Dataset({"x": strings("Upper 1 lower")}),
    "empty": Dataset({"x": strings()}, {"x": strings("A b", "c-3")}),
    "ragged": Dataset({"x": ragged("string", ["To JFK", "a-b"], [], [""], ["x1 y2", " z ", "Ärger"])}),
    "vectors": Dataset({"x": vectors("string", ["One 1", "b-2"], ["", " Q "]), "y": vectors("string", ["k", "l"], ["m", ""])}),
    "refused": Dataset({"x": strings("b")}),
    "short": Dataset({"x": strings("abc", "xyz!", "äöü", "中文字")}),
    "two": Dataset({"x": strings("a", "", "Ünï"), "y": strings("1", "2", ""), "z": strings("!", "?", " ")}),
    "ragged two": Dataset({"x": ragged("string", ["a", "b"], [], ["c"]), "y": ragged("string", ["1", "2"], [], ["3"])}),
    "numbers": Dataset(
        {
            "x": strings(
                "1", "-2.5", "+3", " 4.25 ", "\t5\n", "1e3", "1E-3", ".5", "6.", "00012", "0x10", "-0x1.8p1", "nan", "NaN", "inf",
                "-INF", "Infinity", "1e39", "-1e400", "1e-60", "16777217", "0.1", "3.4028235e38", "9223372036854775807",
                "nan(1)", "-0", "1.17549435e-38",
            )
        }
    ),
    "integers": Dataset(
        {"x": strings("1", "-2", "+3", " 4 ", "\t5\n", "00012", "9223372036854775807", "-9223372036854775808", "-0")}
    ),
    "ragged numbers": Dataset({"x": ragged("string", ["1", "2"], [], ["-3"])}),
    "values": Dataset(
        {
            "f": floats(
                0.0, -0.0, 1.0, 1.5, 0.1, 1e-5, 1e10, 1e20, 123456.789, 1e16, 3.4028235e38, 1.17549435e-38, 16777216.0, 1 / 3, 2.5,
                -2.5, 0.5, 1.5, 999999.5, 0.00001234, 0.0001234, 123456, 1234567, 0.125, 0.375, 1e-30, -1e-7, INFINITY, -INFINITY,
                NAN, 9.9999995, 99999.99,
            )
        }
    ),
    "subnormal": Dataset({"f": floats(1e-45, -1e-40)}),
    "whole values": Dataset({"i": int64s(0, 1, -1, 7, -12, 2**63 - 1, -(2**63), 1000000)}),
    "ragged values": Dataset({"f": ragged("float32", [1.5, 2.0], [], [-3.25]), "i": ragged("int64", [10, -2], [], [3])}),
}
for index, text in enumerate(["abc", "", "1,5", "1e", "1 2", "１"]):
    DATASETS[f"no number {index}"] = Dataset({"x": strings("1", text)})
for index, text in enumerate(["1.0", "9223372036854775808", "", "-"]):
    DATASETS[f"no integer {index}"] = Dataset({"x": strings("1", text)})
# Every letter beyond ASCII that case changes; each in a text of its own, so that neighbours have no influence.
LETTERS = [chr(c) for c in range(0x80, 0x1F000) if not 0xD800 <= c < 0xE000 and (chr(c).lower() != chr(c) or chr(c).upper() != chr(c))]
# Unicode 14's new ones, which the ICU in TensorFlow does not know yet and Python does.
UNICODE_14 = {0x2C2F, 0x2C5F, 0xA7C0, 0xA7C1, *range(0xA7D0, 0xA7DA), *range(0x10570, 0x105BD)}
NEWER = [letter for letter in LETTERS if ord(letter) in UNICODE_14]
DATASETS["letters"] = Dataset({"x": strings(*(letter for letter in LETTERS if letter not in NEWER))})
DATASETS["newer letters"] = Dataset({"x": strings(*NEWER)})

ELEMENTWISE = ["rides", "one row", "empty", "ragged", "vectors"]


def values(function):
    """The function on the values alone of a sparse tensor."""

    def apply(x, *others, **parameters):
        if not isinstance(x, tf.SparseTensor):
            return function(x, *others, **parameters)
        return x.with_values(function(x.values, *(other.values for other in others), **parameters))

    return apply


def split(x, separator=None):
    """The tokens of a row, of all its texts."""
    rows = tf.RaggedTensor.from_sparse(x) if isinstance(x, tf.SparseTensor) else tf.RaggedTensor.from_tensor(x)
    tokens = tf.strings.split(rows, separator)
    return tokens.merge_dims(1, 2)


def reduce_join(x, separator=""):
    rows = tf.RaggedTensor.from_sparse(x) if isinstance(x, tf.SparseTensor) else x
    return tf.strings.reduce_join(rows, axis=-1, separator=separator)


def join(*columns, separator=""):
    if isinstance(columns[0], tf.SparseTensor):
        return columns[0].with_values(tf.strings.join([c.values for c in columns], separator))
    return tf.strings.join(columns, separator)


@values
def substr(x, position, length, unit="BYTE"):
    return tf.strings.substr(x, position, length, unit)


@values
def lower(x, encoding=""):
    return tf.strings.lower(x, encoding)


@values
def upper(x, encoding=""):
    return tf.strings.upper(x, encoding)


@values
def length(x, unit="BYTE"):
    return tf.strings.length(x, unit)


@values
def regex_replace(x, pattern, rewrite, replace_global=True):
    return tf.strings.regex_replace(x, pattern, rewrite, replace_global)


@values
def regex_full_match(x, pattern):
    return tf.cast(tf.strings.regex_full_match(x, pattern), tf.int64)


@values
def to_number(x, type="float32"):
    return tf.strings.to_number(x, tf.int64 if type == "int64" else tf.float32)


@values
def as_string(x, notation="fixed", precision=-1, width=-1, fill="spaces"):
    return tf.strings.as_string(
        x,
        precision=precision,
        scientific=notation == "scientific",
        shortest=notation == "shortest",
        width=width,
        fill="0" if fill == "zeros" else "",
    )


CASES = []
for name in ELEMENTWISE:
    CASES += [Case("strings.split", name, ["x"], split)]
    CASES += [Case("strings.split", name, ["x"], split, {"separator": s}) for s in [",", "-", " ", "aa", "ß"]]
    CASES += [Case("strings.lower", name, ["x"], lower, {"encoding": e}) for e in ["", "utf-8"]]
    CASES += [Case("strings.upper", name, ["x"], upper, {"encoding": e}) for e in ["", "utf-8"]]
    CASES += [Case("strings.length", name, ["x"], length, {"unit": u}) for u in ["BYTE", "UTF8_CHAR"]]
    CASES += [Case("strings.strip", name, ["x"], values(tf.strings.strip))]
    CASES += [Case("strings.reduce_join", name, ["x"], reduce_join, {"separator": s}) for s in ["", "-"]]
for function, change, python in [("strings.lower", lower, str.lower), ("strings.upper", upper, str.upper)]:
    parameters = {"encoding": "utf-8"}
    CASES.append(Case(function, "letters", ["x"], change, parameters))
    reason = "letters of Unicode 14 have cases; TensorFlow 2.21 has Unicode 13"
    ours = {"y": strings(*map(python, NEWER))}
    CASES.append(Case(function, "newer letters", ["x"], change, parameters, deviation=reason, ours=ours))

# In the fixture texts are UTF-8, so positions in bytes only cut ASCII.
for position, count in [(0, 2), (1, 2), (-2, 2), (-3, 1), (3, 2), (0, 0), (0, 100), (-3, 100), (2, 0)]:
    CASES.append(Case("strings.substr", "short", ["x"], substr, {"position": position, "length": count, "unit": "UTF8_CHAR"}))
for position, count in [(0, 1), (-1, 1), (1, 1), (1, 0), (0, 7), (-1, 0)]:
    CASES.append(Case("strings.substr", "two", ["z"], substr, {"position": position, "length": count}))
for name, column in [("vectors", "y"), ("ragged", "x"), ("empty", "x")]:
    CASES.append(Case("strings.substr", name, [column], substr, {"position": 0, "length": 2, "unit": "UTF8_CHAR"}))
# The only text is "b", one long.
for position, unit in [(2, "BYTE"), (-2, "BYTE"), (2, "UTF8_CHAR"), (-(2**40), "UTF8_CHAR")]:
    CASES.append(Case("strings.substr", "refused", ["x"], substr, {"position": position, "length": 0, "unit": unit}))
NEGATIVE = "a negative length is refused; TensorFlow takes it for a very large one in bytes, and for 0 in characters"
for unit in ["BYTE", "UTF8_CHAR"]:
    parameters = {"position": 0, "length": -1, "unit": unit}
    CASES.append(Case("strings.substr", "two", ["z"], substr, parameters, deviation=NEGATIVE, ours="error"))

for separator in ["", "-", "→"]:
    parameters = {"separator": separator}
    CASES.append(Case("strings.join", "two", ["x", "y"], join, parameters))
    CASES.append(Case("strings.join", "two", ["x", "y", "z"], join, parameters))
    CASES.append(Case("strings.join", "two", ["x"], join, parameters))
    CASES.append(Case("strings.join", "vectors", ["x", "y"], join, parameters))
    CASES.append(Case("strings.join", "ragged two", ["x", "y"], join, parameters))

REPLACEMENTS = [
    ("a*", "X"), ("[^a-z]+", " "), (r"\s+", "_"), (r"(\d+)-(\d+)", r"\2-\1"), (r"(\w+) (\w+)", r"<\2 \1>"), ("", "-"), (".", "·"),
    ("(?i)[äöüéσ]", "*"), ("^", "> "), ("$", " <"), (r"\b", "|"), ("(?m)^|$", "!"), (r"(?s).", "."), (r"(a)|(b)", r"[\1\2]"),
    ("a|aa|aaa", "_"), ("a+?", "_"), ("(a{2})", r"\1\1"), (r"[[:punct:]]", ""), (r"\.|\(|\)", "\\\\\\\\"), ("[^\x00-\x7F]", "?"),
    (r"(?P<number>\d+)", r"#\1"), (r"x{,2}", "?"), (r"\x61|\x{4E2D}", "@"), (r"(|a)+", "<\\0>"), ("(?i)STRASSE|straße", "street"),
]
for pattern, rewrite in REPLACEMENTS:
    CASES.append(Case("strings.regex_replace", "rides", ["x"], regex_replace, {"pattern": pattern, "rewrite": rewrite}))
for name in ["one row", "empty", "ragged", "vectors"]:
    for pattern, rewrite in [("[A-Z]", r"(\0)"), (r"\d", "#"), ("", "-")]:
        CASES.append(Case("strings.regex_replace", name, ["x"], regex_replace, {"pattern": pattern, "rewrite": rewrite}))
for pattern, rewrite in [("a", "b"), ("a*", "X"), (r"(.)(.)", r"\2\1"), (r"\s", "")]:
    parameters = {"pattern": pattern, "rewrite": rewrite, "replace_global": False}
    CASES.append(Case("strings.regex_replace", "rides", ["x"], regex_replace, parameters))
# Each of these costs a pipeline of its own; what other patterns' errors say is tested in Swift.
for pattern in ["(a", "[a", "a**", "a{1001}", "[z-a]", r"(a)\1", "(?=a)"]:
    CASES.append(Case("strings.regex_replace", "refused", ["x"], regex_replace, {"pattern": pattern, "rewrite": ""}))
CASES.append(Case("strings.regex_full_match", "refused", ["x"], regex_full_match, {"pattern": "*"}))
for rewrite, reason in [
    (r"\1", "a group that the pattern does not have is refused; TensorFlow leaves the text as it is"),
    (r"\x", "an unknown escape is refused; TensorFlow drops all that follows"),
    ("x\\", "a backslash at the end is refused; TensorFlow drops it"),
]:
    parameters = {"pattern": "e", "rewrite": rewrite}
    CASES.append(Case("strings.regex_replace", "one row", ["x"], regex_replace, parameters, deviation=reason, ours="error"))
for pattern, reason in [(r"\pL", r"\p is not supported"), (r"\Qe\E", r"\Q is not supported"), (r"\C", r"\C, a part of a character, is not supported")]:
    parameters = {"pattern": pattern, "rewrite": "_"}
    CASES.append(Case("strings.regex_replace", "one row", ["x"], regex_replace, parameters, deviation=reason, ours="error"))
# TensorFlow finds places inside a character and takes it apart, which leaves no UTF-8: no fixture can hold that.
CASES.append(Case("strings.regex_replace", "one row", ["x"], regex_replace, {"pattern": r"\B", "rewrite": "|"}))

for name in ELEMENTWISE:
    for pattern in ["[a-zA-Z ]*", ".*", r".*\d.*", "", "a*", "(?i)a b|c-3|upper.*", r"\w+", r"(?s).*e.*d", "[^é]*"]:
        CASES.append(Case("strings.regex_full_match", name, ["x"], regex_full_match, {"pattern": pattern}))

CASES.append(Case("strings.to_number", "numbers", ["x"], to_number))
CASES.append(Case("strings.to_number", "integers", ["x"], to_number))
CASES.append(Case("strings.to_number", "integers", ["x"], to_number, {"type": "int64"}))
CASES.append(Case("strings.to_number", "ragged numbers", ["x"], to_number))
CASES.append(Case("strings.to_number", "ragged numbers", ["x"], to_number, {"type": "int64"}))
for name in DATASETS:
    if name.startswith("no number"):
        CASES.append(Case("strings.to_number", name, ["x"], to_number))
    if name.startswith("no integer"):
        CASES.append(Case("strings.to_number", name, ["x"], to_number, {"type": "int64"}))

for notation in ["fixed", "scientific", "shortest"]:
    for precision in [-1, 0, 1, 2, 9, 17, 31]:
        parameters = {"notation": notation} | ({"precision": precision} if precision >= 0 else {})
        CASES.append(Case("strings.as_string", "values", ["f"], as_string, parameters))
    CASES.append(Case("strings.as_string", "ragged values", ["f"], as_string, {"notation": notation}))
    for fill in ["zeros", "spaces"]:
        parameters = {"notation": notation, "precision": 3, "width": 12, "fill": fill}
        CASES.append(Case("strings.as_string", "values", ["f"], as_string, parameters))
for parameters in [{}, {"width": 5, "fill": "zeros"}, {"width": 5, "fill": "spaces"}, {"width": 1, "fill": "zeros"}]:
    CASES.append(Case("strings.as_string", "whole values", ["i"], as_string, parameters))
    CASES.append(Case("strings.as_string", "ragged values", ["i"], as_string, parameters))
SUBNORMAL = "subnormal numbers are written as they are; TensorFlow's threads take them for 0"
for notation, form in [("fixed", "%f"), ("scientific", "%e"), ("shortest", "%g")]:
    ours = {"y": Column("string", [[form % float(np.float32(value))] for value in (1e-45, -1e-40)])}
    CASES.append(
        Case("strings.as_string", "subnormal", ["f"], as_string, {"notation": notation}, deviation=SUBNORMAL, ours=ours)
    )
