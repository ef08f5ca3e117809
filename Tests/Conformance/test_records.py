"""Real TensorFlow reads our TFRecords and schemas, and finds every value; real TFT agrees with all of them."""
import csv
import os

import numpy as np
import pytest
import tensorflow as tf
from google.protobuf import text_format
from tensorflow_metadata.proto.v0 import schema_pb2
from tensorflow_transform.tf_metadata import schema_utils

import taxi_tft


def read_schema(path):
    return text_format.Parse(path.read_text(), schema_pb2.Schema())


def read_messages(directory, compression=""):
    """All records of a directory's shards, as TensorFlow reads them."""
    shards = sorted(str(path) for path in directory.glob("part-*"))
    assert [os.path.basename(shard) for shard in shards] == ["part-00000-of-00001"]
    return list(tf.data.TFRecordDataset(shards, compression).as_numpy_iterator())


def read_records(directory, spec, compression=""):
    """All records of a directory, parsed by TensorFlow: a dict of columns."""
    parsed = tf.io.parse_example(read_messages(directory, compression), spec)
    return {name: tensor.numpy()[:, 0] for name, tensor in parsed.items()}


def read_csv(path):
    """The raw rows as Python's csv module and numpy read them."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {name: np.array([row[name].encode() for row in rows], object) for name in taxi_tft.STRINGS}
    return columns | {name: np.array([row[name] for row in rows]).astype(np.float32) for name in taxi_tft.FLOATS}


def assert_equal(name, found, expected):
    """Equal values; floats compare by their bits."""
    assert len(found) == len(expected), f"{name}: {len(found)} rows, expected {len(expected)}"
    found_values, expected_values = found, expected
    if found.dtype == np.float32:
        found, expected = found.view(np.int32), np.asarray(expected, np.float32).view(np.int32)
    different = np.flatnonzero(found != expected)
    if len(different):
        row = different[0]
        pytest.fail(
            f"{name}: {len(different)} rows differ; row {row}: "
            f"found {found_values[row]!r}, expected {expected_values[row]!r}"
        )


@pytest.fixture(scope="module")
def raw_columns(train_csv):
    return read_csv(train_csv)


@pytest.fixture(scope="module")
def transformed_schema(workdir):
    metadata = workdir / "transformed_tfrecords" / "transform_output" / "transformed_metadata"
    return read_schema(metadata / "schema.pbtxt")


@pytest.fixture(scope="module")
def transformed_columns(workdir, transformed_schema):
    spec = schema_utils.schema_as_feature_spec(transformed_schema).feature_spec
    return read_records(workdir / "transformed_tfrecords", spec)


def test_tensorflow_reads_every_raw_value(workdir, raw_columns):
    found = read_records(workdir / "raw_tfrecords", taxi_tft.RAW_SPEC)
    assert sorted(found) == sorted(raw_columns)
    for name in found:
        assert_equal(name, found[name], raw_columns[name])


@pytest.mark.parametrize("compression", ["gzip", "zlib"])
def test_tensorflow_reads_our_compressed_records(compression, lessons, raw_columns, tmp_path):
    lessons("task", "write_raw_tfrecords", "--quiet", "--compression", compression, "--workdir", tmp_path)
    found = read_records(tmp_path / "raw_tfrecords", taxi_tft.RAW_SPEC, compression.upper())
    for name in raw_columns:
        assert_equal(name, found[name], raw_columns[name])


@pytest.mark.parametrize("directory, width", [("raw_tfrecords", 8), ("transformed_tfrecords", 20)])
def test_every_record_is_an_example_with_one_value_per_feature(workdir, directory, width):
    for row, message in enumerate(read_messages(workdir / directory)):
        features = tf.train.Example.FromString(message).features.feature
        counts = [len(getattr(feature, feature.WhichOneof("kind")).value) for feature in features.values()]
        assert counts == [1] * width, f"row {row}: {counts} values, expected one for each of {width} features"


def test_raw_schema_is_the_one_tft_makes(workdir):
    ours = read_schema(workdir / "raw_tfrecords" / "schema.pbtxt")
    assert ours == schema_utils.schema_from_feature_spec(taxi_tft.RAW_SPEC)
    assert schema_utils.schema_as_feature_spec(ours).feature_spec == taxi_tft.RAW_SPEC


def test_transformed_schema_gives_the_ids_domains(transformed_schema):
    """TFT itself gives the buckets' domains alone; that crosses have one too is our addition."""
    domains = {f.name: f.int_domain for f in transformed_schema.feature if f.HasField("int_domain")}
    assert all(domain.min == 0 and domain.is_categorical for domain in domains.values()), domains
    assert {name: domain.max for name, domain in domains.items()} == {
        **{f"bucketed_{end}_{axis}": 10 for end in taxi_tft.ENDS for axis in ("longitude", "latitude")},
        "pickup_location": 99,
        "dropoff_location": 99,
        "hour_of_day_of_week": 167,
        "hashed_trip": 999,
        "hashed_trip_and_time": 3999,
    }


def test_tft_agrees_with_every_transformed_value(raw_columns, transformed_columns):
    names = list(raw_columns)
    rows = [{name: [raw_columns[name][row]] for name in names} for row in range(len(raw_columns["key"]))]
    expected = taxi_tft.transform(rows)
    assert len(transformed_columns) == 20
    for name, found in transformed_columns.items():
        assert_equal(name, found, np.array([row[name][0] for row in expected], found.dtype))


def test_golden_rows_from_outside(lessons, workdir, tmp_path):
    """TFT_REAL_ROWS: a raw CSV file; TFT_REAL_GOLDEN: what TFT makes of it, as CSV."""
    rows, golden = os.environ.get("TFT_REAL_ROWS"), os.environ.get("TFT_REAL_GOLDEN")
    if not rows or not golden:
        pytest.skip("TFT_REAL_ROWS and TFT_REAL_GOLDEN are not set: no golden rows from outside were checked")
    area, output = tmp_path / "area", tmp_path / "transformed.csv"
    lessons("task", "transform_tfrecords", "--quiet", "--data", rows, "--workdir", area)
    transform_output = area / "transformed_tfrecords" / "transform_output"
    lessons("transform", "--transform-output", transform_output, "--input", rows, "--output", output)
    with open(output, newline="") as ours, open(golden, newline="") as theirs:
        found, expected = list(csv.DictReader(ours)), list(csv.DictReader(theirs))
    assert list(found[0]) == list(expected[0]) and len(found) == len(expected)
    for index, (left, right) in enumerate(zip(found, expected)):
        for name in right:
            same = left[name] == right[name] or np.float32(left[name]) == np.float32(right[name])
            assert same, f"row {index}, {name}: {left[name]} is not {right[name]}"
