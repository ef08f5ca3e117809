"""Examples of every shape: TensorFlow writes, we read and write back, TensorFlow finds the same bits; and the other way."""
import base64
import csv
import json
import struct

import numpy as np
import pytest
import tensorflow as tf
from google.protobuf import json_format, text_format
from tensorflow_metadata.proto.v0 import schema_pb2, statistics_pb2
from tensorflow_transform.tf_metadata import schema_utils

COMPRESSIONS = {"none": "", "gzip": "GZIP", "zlib": "ZLIB"}
FLOAT_BITS = [
    0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000,
    0xFF800000, 0x7FC00000, 0xFFC00000, 0x7FC00001, 0x7F800001, 0xFFFFFFFF, 0x3DCCCCCD, 0x4B800000,
]  # fmt: skip
INTEGERS = [0, 1, -1, 127, 128, 300, -(2**63), 2**63 - 1, 2**53 + 1, -(2**32)]
NAMES = ["x", "näive", "日本語", "🚕", "two words", "new\nline", 'quo"te', "comma,", "a" * 300, ""]


def varint(value):
    encoded = b""
    while value >= 128:
        encoded, value = encoded + bytes([value & 127 | 128]), value >> 7
    return encoded + bytes([value])


def field(number, content):
    """A field of a message with a length before it."""
    return bytes([number << 3 | 2]) + varint(len(content)) + content


def floats(bits):
    """A Feature of these bit patterns; by way of Python's floats a signalling NaN would become a quiet one."""
    return tf.train.Feature.FromString(field(2, field(1, struct.pack(f"<{len(bits)}I", *bits))))


def unpacked(name, number, values):
    """A message of one feature, whose list is the field `number` and not packed."""
    return field(1, field(1, field(1, name) + field(2, field(number, values))))


def integers(values):
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def strings(values):
    return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))


def example(**features):
    return tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString()


def every_shape():
    """Messages by name; `i`, `f` and `s` have one type each in all of them, as a schema needs it."""
    generator = np.random.default_rng(7)
    many = generator.integers(-(2**63), 2**63, 20_000, np.int64).tolist()
    bits = generator.integers(0, 2**32, 20_000, np.uint64).tolist()
    long = [generator.bytes(2**20), b"x" * 2**20]
    return {
        "all": example(i=integers([1]), f=floats([0x3F800000]), s=strings([b"a"])),
        "no features": example(),
        "no message": b"",
        "empty lists": example(i=integers([]), f=floats([]), s=strings([])),
        "no kind": example(i=tf.train.Feature(), f=tf.train.Feature(), never=tf.train.Feature()),
        "absent": example(i=integers([2])),
        "floats": example(f=floats(FLOAT_BITS)),
        "integers": example(i=integers(INTEGERS)),
        "strings": example(s=strings([b"", b"\0", b"\xff\xfe", "ü日🚕".encode(), b"a" * 127, b"b" * 128])),
        "many": example(i=integers(many), f=floats(bits), s=strings([b"%d" % v for v in many[:5000]])),
        "1 MB": example(s=strings(long)),
        "names": example(**{f"n {name}": integers([index]) for index, name in enumerate(NAMES)}),
        "no name": example(**{"": strings([b"nameless"])}),
        # What TensorFlow reads but does not write: unpacked lists, and a feature that comes twice.
        "unpacked floats": unpacked(b"f", 2, b"\x0d\x01\x00\x80\x7f\x0d\x00\x00\x00\x80"),
        "unpacked integers": unpacked(b"i", 3, b"\x08\x05\x08\xac\x02"),
        "twice": example(i=integers([1, 2])) + example(i=integers([3])),
    }


def features(message):
    """The features that have values: kind, and values as bytes that can be compared."""
    found = {}
    for name, feature in tf.train.Example.FromString(message).features.feature.items():
        kind = feature.WhichOneof("kind")
        if not kind or not getattr(feature, kind).value:
            continue
        # A serialized list has the bits of its values, which Python floats have not.
        found[name] = (kind, getattr(feature, kind).SerializeToString(deterministic=True))
    return found


def write(path, messages, compression=""):
    with tf.io.TFRecordWriter(str(path), compression) as writer:
        for message in messages:
            writer.write(message)


def read(path, compression=""):
    return list(tf.data.TFRecordDataset([str(path)], compression).as_numpy_iterator())


@pytest.mark.parametrize("ours", COMPRESSIONS)
@pytest.mark.parametrize("theirs", COMPRESSIONS)
def test_tensorflow_finds_its_examples_again(theirs, ours, lessons, tmp_path):
    messages = every_shape()
    write(tmp_path / "in.tfrecord", messages.values(), COMPRESSIONS[theirs])
    lessons("convert", tmp_path / "in.tfrecord", tmp_path / "out.tfrecord", "--compression", ours)
    found = read(tmp_path / "out.tfrecord", COMPRESSIONS[ours])
    assert len(found) == len(messages)
    for (name, message), copy in zip(messages.items(), found):
        assert features(copy) == features(message), name


def test_tensorflow_parses_our_copy_as_the_original(lessons, tmp_path):
    """The same through tf.io.parse_example, TensorFlow's other reader, by what it makes of the tensors' bytes."""
    messages = list(every_shape().values())
    write(tmp_path / "in.tfrecord", messages)
    lessons("convert", tmp_path / "in.tfrecord", tmp_path / "out.tfrecord")
    spec = {name: tf.io.VarLenFeature(kind) for name, kind in (("i", tf.int64), ("f", tf.float32), ("s", tf.string))}
    before, after = (tf.io.parse_example(found, spec) for found in (messages, read(tmp_path / "out.tfrecord")))
    for name in spec:
        assert (before[name].indices.numpy() == after[name].indices.numpy()).all(), name
        left, right = before[name].values.numpy(), after[name].values.numpy()
        assert left.tobytes() == right.tobytes() if name != "s" else (left == right).all(), name


def test_json_lines_have_the_values(lessons, tmp_path):
    messages = every_shape()
    write(tmp_path / "in.tfrecord", messages.values())
    lessons("convert", tmp_path / "in.tfrecord", tmp_path / "out.jsonl")
    with open(tmp_path / "out.jsonl", encoding="utf-8", newline="\n") as file:
        rows = [json.loads(line) for line in file.read().split("\n")[:-1]]
    assert len(rows) == len(messages)
    for (name, message), row in zip(messages.items(), rows):
        for key, feature in tf.train.Example.FromString(message).features.feature.items():
            values = row[key]
            kind = feature.WhichOneof("kind")
            expected = list(getattr(feature, kind).value) if kind else []
            if kind == "bytes_list":
                values = [base64.b64decode(v["b64"]) if isinstance(v, dict) else v.encode() for v in values]
            elif kind == "float_list":
                values = np.array([float(v) for v in values], np.float32)
                np.testing.assert_array_equal(values, np.array(expected, np.float32), name)
                continue
            assert values == expected, f"{name}: {key}"


@pytest.fixture(scope="module")
def columns():
    """Columns with a missing value here and there, None."""
    generator = np.random.default_rng(8)
    bits = FLOAT_BITS[:11] + generator.integers(0, 0x7F800000, 2000, np.uint32).tolist()
    values = [float(np.uint32(b).view(np.float32)) for b in bits]
    integers = [*INTEGERS, *generator.integers(-(2**63), 2**63, len(values) - len(INTEGERS), np.int64).tolist()]
    texts = ['"', "a,b", "two\nlines", "cr\r\nlf", "", "ü日🚕", " blank ", "x" * 70_000]
    strings = [texts[index % len(texts)] for index in range(len(values))]
    missing = generator.random((3, len(values))) < 0.1
    rows = zip(integers, values, strings)
    return [[None if gone else v for v, gone in zip(row, missing[:, index])] for index, row in enumerate(rows)]


@pytest.mark.parametrize("compression", COMPRESSIONS)
def test_tensorflow_reads_what_we_make_of_csv(compression, columns, lessons, tmp_path):
    with open(tmp_path / "in.csv", "w", encoding="utf-8", newline="") as file:
        file.write("i,f,s\r\n")
        for i, f, s in columns:
            # The csv module cannot tell a missing text from an empty one, so the quotes are ours.
            text = "" if s is None else '"' + s.replace('"', '""') + '"'
            number = "" if f is None else str(np.float32(f))
            file.write(f"{'' if i is None else i},{number},{text}\r\n")
    lessons("convert", tmp_path / "in.csv", tmp_path / "out.tfrecord", "--compression", compression)
    found = read(tmp_path / "out.tfrecord", COMPRESSIONS[compression])
    assert len(found) == len(columns)
    for message, (i, f, s) in zip(found, columns):
        expected = {
            "i": None if i is None else integers([i]),
            "f": None if f is None else floats([int(np.float32(f).view(np.uint32))]),
            "s": None if s is None else strings([s.encode()]),
        }
        given = {name: feature for name, feature in expected.items() if feature is not None}
        assert features(message) == features(example(**given))


def test_shards_end_to_end_are_the_rows_in_order(lessons, train_csv, tmp_path):
    lessons("task", "write_raw_tfrecords", "--quiet", "--shards", 7, "--workdir", tmp_path)
    shards = sorted((tmp_path / "raw_tfrecords").glob("part-*"))
    assert [shard.name for shard in shards] == [f"part-{index:05}-of-00007" for index in range(7)]
    sizes = [len(read(shard)) for shard in shards]
    assert sum(sizes) == 8000 and max(sizes) - min(sizes) <= 1
    messages = tf.data.TFRecordDataset([str(shard) for shard in shards]).as_numpy_iterator()
    keys = [tf.train.Example.FromString(message).features.feature["key"].bytes_list.value[0] for message in messages]
    with open(train_csv, newline="") as file:
        assert keys == [row["key"].encode() for row in csv.DictReader(file)]


def test_tensorflow_metadata_reads_statistics_json(workdir, train_csv):
    text = (workdir / "raw_tfrecords" / "statistics.json").read_text()
    (found,) = json_format.Parse(text, statistics_pb2.DatasetFeatureStatisticsList()).datasets
    with open(train_csv, newline="") as file:
        rows = list(csv.DictReader(file))
    assert found.num_examples == len(rows)
    by_name = {feature.name: feature for feature in found.features}
    assert sorted(by_name) == sorted(rows[0])
    for name, feature in by_name.items():
        if feature.type == statistics_pb2.FeatureNameStatistics.STRING:
            assert feature.string_stats.unique == len({row[name] for row in rows})
        else:
            column = np.array([row[name] for row in rows]).astype(np.float32).astype(float)
            statistics = feature.num_stats
            np.testing.assert_allclose(
                [statistics.mean, statistics.std_dev, statistics.min, statistics.max, statistics.num_zeros],
                [column.mean(), column.std(), column.min(), column.max(), (column == 0).sum()],
                rtol=1e-12,
            )


def test_a_default_value_is_filled_in_as_tensorflow_does(lessons, tmp_path):
    schema = """
        feature { name: "i" type: INT }
        feature { name: "f" type: FLOAT }
        feature { name: "s" type: BYTES }
        tensor_representation_group { key: "" value {
            %s
        } }"""
    values = {"i": "int_value: -5", "f": "float_value: 0.1", "s": 'bytes_value: "none"'}
    dense = "\n".join(
        f'tensor_representation {{ key: "{name}" value {{ dense_tensor {{ column_name: "{name}" '
        f"shape {{ dim {{ size: 1 }} }} default_value {{ {value} }} }} }} }}"
        for name, value in values.items()
    )
    (tmp_path / "schema.pbtxt").write_text(schema % dense)
    messages = [example(i=integers([1])), example(f=floats([0x3F800000])), example(s=strings([b"x"])), example()]
    write(tmp_path / "in.tfrecord", messages)
    lessons("convert", tmp_path / "in.tfrecord", tmp_path / "out.tfrecord", "--schema", tmp_path / "schema.pbtxt")
    parsed_schema = text_format.Parse(schema % dense, schema_pb2.Schema())
    spec = schema_utils.schema_as_feature_spec(parsed_schema).feature_spec
    expected = tf.io.parse_example(messages, spec)
    plain = {name: tf.io.FixedLenFeature(feature.shape, feature.dtype) for name, feature in spec.items()}
    found = tf.io.parse_example(read(tmp_path / "out.tfrecord"), plain)
    for name in values:
        assert found[name].numpy().tolist() == expected[name].numpy().tolist(), name
