"""Real TFT opens the transform_output that ours writes, and TensorFlow computes the same from it, to the bit.

But for two things: TensorFlow's kernels take subnormal numbers for 0, and its tables of letters are older. DIFFERENCES has each
such case. Of the taxi's features none differs in a bit.
"""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

import apache_beam as beam
import numpy as np
import pytest
import tensorflow as tf
import tensorflow_transform as tft
import tensorflow_transform.beam as tft_beam
from tensorflow_transform.tf_metadata import dataset_metadata

import saved_transform
import taxi_tft
import tft_cases
from conftest import ROOT

FAMILIES = sorted(path.stem for path in tft_cases.FIXTURES.glob("*.json"))
# The cases in which TensorFlow's result is another than ours: by how many units in the last place at most, and why.
SUBNORMAL = "TensorFlow's kernels take subnormal numbers for 0"
LETTERS = "TensorFlow's Unicode tables are older"
DIFFERENCES = {
    "apply_buckets_with_interpolation huge x boundaries=[0, 0.1, 0.5, 1]": (23, SUBNORMAL),
    "sign subnormal x": (2**30, SUBNORMAL),
    "sqrt subnormal x": (2**31, SUBNORMAL),
    "strings.as_string subnormal f notation=scientific": (np.inf, SUBNORMAL),
    "strings.as_string subnormal f notation=shortest": (np.inf, SUBNORMAL),
    "strings.lower newer letters x encoding=utf-8": (np.inf, LETTERS),
    "strings.upper newer letters x encoding=utf-8": (np.inf, LETTERS),
}


@pytest.fixture(scope="module")
def tool(request):
    return (ROOT / request.config.getoption("--lessons")).with_name("tft-cases")


def run_case(directory, probe):
    """What the SavedModel makes of the probe rows; and it has an answer to no rows at all."""
    function = tf.saved_model.load(str(directory / "transform_fn")).transform_fn
    names = function.structured_input_signature[0][0]

    def call(columns):
        features = {name: saved_transform.tensor(columns[name]) for name in names}
        return function(*tf.nest.flatten(features, expand_composites=True))

    assert_as_declared(directory, function)
    call({name: probe[name] | {"rows": []} for name in names})
    return call(probe)


def assert_as_declared(directory, function):
    """The function takes and gives what the schemas beside it say."""
    output = tft.TFTransformOutput(str(directory))
    declared, taken = output.raw_feature_spec(), function.structured_input_signature[0][0]
    given, results = output.transformed_feature_spec(), function.structured_outputs
    for features, tensors in ((declared, taken), (given, results)):
        assert features.keys() == tensors.keys()
        for name, feature in features.items():
            tensor = tensors[name]
            assert isinstance(feature, tf.io.VarLenFeature) == isinstance(tensor, tf.SparseTensorSpec)
            assert feature.dtype == tensor.dtype
            if isinstance(feature, tf.io.FixedLenFeature):
                assert tensor.shape[1:] == feature.shape


@pytest.mark.parametrize("family", FAMILIES)
def test_every_function_gives_in_tensorflow_what_it_gives_in_ours(family, tool, tmp_path):
    fixture = json.loads((tft_cases.FIXTURES / f"{family}.json").read_text())
    cases = {case["id"]: case for case in fixture["cases"]}
    exported = saved_transform.export(tool, tft_cases.FIXTURES / f"{family}.json", tmp_path)
    assert [line["id"] for line in exported] == list(cases)
    wrong, compared = [], 0
    for line in exported:
        name, answer = line["id"], line.get("answer")
        if "refused" in line:
            wrong.append(f"{name}: refused, {line['refused']}")
        if answer is None:  # A case that is an error before anything is fitted.
            continue
        compared += 1
        try:
            found = run_case(tmp_path / str(line["number"]), fixture["datasets"][cases[name]["dataset"]]["probe"])
        except tf.errors.OpError as error:
            if "error" not in answer:
                wrong.append(f"{name}: TensorFlow says {error.message[:300]}")
            continue
        if "error" in answer:
            wrong.append(f"{name}: TensorFlow gives values, ours the error {answer['error']}")
            continue
        worst, place = saved_transform.difference(found, answer)
        allowed = DIFFERENCES.get(name, (0,))[0]
        if worst > allowed:
            wrong.append(f"{name}: {worst} units in the last place, {place}")
        if name in DIFFERENCES and worst == 0:
            wrong.append(f"{name}: differs no longer")
    assert not wrong, "\n".join(wrong)
    assert compared > 100


# ---------- the taxi's transform ----------


@pytest.fixture(scope="module")
def fare_output(workdir, tool, tmp_path_factory):
    """The fare model's features as a transform_output with its SavedModel."""
    path = tmp_path_factory.mktemp("fare") / "transform_output"
    subprocess.run([tool, "saved-model", workdir / "models/fare", path], check=True)
    return path


@pytest.fixture(scope="module", params=["taxi", "fare"])
def output(request, workdir):
    if request.param == "fare":
        return request.getfixturevalue("fare_output")
    return workdir / "transformed_tfrecords/transform_output"


@pytest.fixture(scope="module")
def layer(output):
    return tft.TFTransformOutput(str(output)).transform_features_layer()


def read_rides(path):
    """The raw rows of a CSV file, as Python's csv module and numpy read them: a column of one value for each row."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    rides = {name: np.array([row[name].encode() for row in rows], object) for name in taxi_tft.STRINGS if name in rows[0]}
    return rides | {name: np.array([row[name] for row in rows]).astype(np.float32) for name in taxi_tft.FLOATS}


def ours(lessons, output, rides, directory):
    """What the tool makes of raw rows: they go there as TFRecords, and come back so, that no bit is lost."""
    raw, transformed = directory / "raw.tfrecord", directory / "transformed.tfrecord"
    with tf.io.TFRecordWriter(str(raw)) as writer:
        for row in range(len(next(iter(rides.values())))):
            features = {}
            for name, column in rides.items():
                one = column[row]
                features[name] = tf.train.Feature(
                    **({"bytes_list": tf.train.BytesList(value=[one])} if isinstance(one, bytes)
                       else {"float_list": tf.train.FloatList(value=[one])})
                )
            writer.write(tf.train.Example(features=tf.train.Features(feature=features)).SerializeToString())
    lessons("transform", "--transform-output", output, "--input", raw, "--output", transformed)
    spec = tft.TFTransformOutput(str(output)).transformed_feature_spec()
    return tf.io.parse_example(list(tf.data.TFRecordDataset(str(transformed)).as_numpy_iterator()), spec)


def fed(layer, output, rides):
    names = tft.TFTransformOutput(str(output)).raw_feature_spec()
    return {name: tf.constant(rides[name].reshape(-1, 1)) for name in names}


def assert_same(found, expected):
    assert found.keys() == expected.keys()
    for name in expected:
        one, other = found[name].numpy(), expected[name].numpy()
        assert one.shape == other.shape and one.dtype == other.dtype, name
        if one.dtype == np.float32:
            nan = np.isnan(one) & np.isnan(other)
            one, other = (np.where(nan, 0, x.view(np.int32)) for x in (one, other))
        differs = one != other
        different = np.flatnonzero(differs.any(1))
        assert not len(different), (
            f"{name}: {len(different)} rows differ; row {different[0]}: TensorFlow "
            f"{found[name].numpy()[different[0]]}, ours {expected[name].numpy()[different[0]]}"
        )


@pytest.mark.parametrize("rows", ["train", "valid", "real"])
def test_all_rides_are_transformed_alike(rows, output, layer, lessons, train_csv, valid_csv, tmp_path):
    path = {"train": train_csv, "valid": valid_csv, "real": os.environ.get("TFT_REAL_ROWS")}[rows]
    if path is None:
        pytest.skip("TFT_REAL_ROWS names no file of real rides: the made ones alone were compared")
    rides = read_rides(path)
    assert_same(layer(fed(layer, output, rides)), ours(lessons, output, rides, tmp_path))


def adversarial_rides():
    """Rides that nobody takes: not numbers, infinities, the edges of every bucket and what is beside them, rare days."""
    numbers = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 3.4e38, -3.4e38, 1e-30, 1e30, 2**24 + 1.0, 208.0]
    for edge in np.arange(0, 1, 0.1, np.float32):
        for start in (-78, 37):
            at = np.float32(edge) * np.float32(8) + np.float32(start)
            numbers += [np.nextafter(at, np.float32(-1e9)), at, np.nextafter(at, np.float32(1e9))]
    numbers = np.array(numbers, np.float32)
    days = [b"2012-02-29 00:00:00 UTC", b"2000-02-29 23:59:59 UTC", b"1970-01-01 00:00:00 UTC", b"1969-12-31 23:59:59 UTC",
            b"0000-01-01 00:00:00 UTC", b"9999-12-31 23:59:59 UTC", b"2012-09-03 23:59:59 UTC", b"2012-09-04 00:00:00 UTC",
            b"2009-01-04 04:00:00 UTC", b"2400-02-29 12:00:00 UTC"]
    texts = [b"", b"\x00", b"caf\xc3\xa9", b"\xff\xfe", b" ", b"2009"]
    random, count = np.random.default_rng(6), 400
    rides = {name: random.choice(numbers, count) for name in taxi_tft.FLOATS}
    rides |= {name: np.array([texts[i % len(texts)] for i in range(count)], object) for name in taxi_tft.STRINGS}
    rides["pickup_datetime"] = np.array([days[i % len(days)] for i in range(count)], object)
    return rides


def test_adversarial_rides_are_transformed_alike(output, layer, lessons, tmp_path):
    rides = adversarial_rides()
    assert_same(layer(fed(layer, output, rides)), ours(lessons, output, rides, tmp_path))


BAD_TIMES = [b"", b"2011-02-29 10:00:00 UTC", b"1900-02-29 10:00:00 UTC", b"2009-13-01 10:00:00 UTC", b"2009-06-31 10:00:00 UTC",
             b"2009-06-15 24:00:00 UTC", b"2009-06-15 10:60:00 UTC", b"2009-06-15 10:00:60 UTC", b"2009-6-15 10:00:00 UTC",
             b"2009-06-15 10:00:00", b" 2009-06-15 10:00:00 UTC", b"2009-06-15 10:00:00 UTC\n", b"2009-00-10 10:00:00 UTC",
             b"2009-06-00 10:00:00 UTC", b"+009-06-15 10:00:00 UTC", b"garbage"]


@pytest.mark.parametrize("time", BAD_TIMES)
def test_a_time_that_there_is_not_is_an_error_on_both_sides(time, output, layer, lessons, tmp_path):
    rides = {name: column[:1] for name, column in adversarial_rides().items()}
    rides["pickup_datetime"] = np.array([time], object)
    with pytest.raises(tf.errors.InvalidArgumentError, match="expected a time like"):
        layer(fed(layer, output, rides))
    with pytest.raises(subprocess.CalledProcessError):
        ours(lessons, output, rides, tmp_path)


def test_tft_knows_the_features_of_both_sides(workdir, transformed_width=20):
    output = tft.TFTransformOutput(str(workdir / "transformed_tfrecords/transform_output"))
    assert output.raw_feature_spec() == {name: taxi_tft.RAW_SPEC[name] for name in output.raw_feature_spec()}
    assert len(output.transformed_feature_spec()) == transformed_width
    assert output.num_buckets_for_transformed_feature("hashed_trip") == 1000
    assert output.num_buckets_for_transformed_feature("bucketed_pickup_longitude") == 11


def test_the_layer_maps_a_dataset_and_gives_what_is_made_of_the_features_fed(workdir, train_csv):
    output = workdir / "transformed_tfrecords/transform_output"
    layer = tft.TFTransformOutput(str(output)).transform_features_layer()
    rides = fed(layer, output, read_rides(train_csv))
    whole = layer(rides)
    batches = list(tf.data.Dataset.from_tensor_slices(rides).batch(1000).map(lambda batch: layer(batch)))
    assert_same({name: tf.concat([batch[name] for batch in batches], 0) for name in whole}, whole)
    part = {name: rides[name] for name in ("passenger_count", "pickup_datetime")}
    found = dict(tft.TFTransformOutput(str(output)).transform_raw_features(part))
    assert {"passenger_count", "hour_of_day", "day_of_week", "hour_of_day_of_week"} <= found.keys()
    assert "euclidean" not in found and "hashed_trip" not in found
    assert_same(found, {name: whole[name] for name in found})


def test_beam_transforms_a_dataset_with_it(output, layer, lessons, train_csv, tmp_path):
    rides = {name: column[:200] for name, column in read_rides(train_csv).items()}
    transform_output = tft.TFTransformOutput(str(output))
    metadata = dataset_metadata.DatasetMetadata(transform_output.raw_metadata.schema)
    data = [{name: np.array([rides[name][row]]) for name in transform_output.raw_feature_spec()} for row in range(200)]
    with tft_beam.Context(temp_dir=tempfile.mkdtemp()), beam.Pipeline() as pipeline:
        transform_fn = pipeline | tft_beam.ReadTransformFn(str(output))
        transformed, _ = ((data, metadata), transform_fn) | tft_beam.TransformDataset()
        transformed | beam.Map(lambda row: json.dumps({k: np.asarray(v).tolist() for k, v in row.items()}, default=repr)) \
            | beam.io.WriteToText(str(tmp_path / "rows"), num_shards=1)
    found = [json.loads(line) for line in next(tmp_path.glob("rows*")).read_text().splitlines()]
    expected = layer(fed(layer, output, rides))
    for name, column in expected.items():
        if column.dtype != tf.string:
            assert [row[name] for row in found] == column.numpy().tolist(), name


def test_a_directory_that_was_moved_still_opens(output, train_csv, tmp_path):
    moved = tmp_path / "elsewhere"
    shutil.copytree(output, moved)
    rides = {name: column[:50] for name, column in read_rides(train_csv).items()}
    here, there = (tft.TFTransformOutput(str(path)).transform_features_layer() for path in (output, moved))
    assert_same(there(fed(there, moved, rides)), here(fed(here, output, rides)))


# ---------- vocabularies, ragged features and names that are no names ----------


@pytest.fixture(scope="module")
def vocabulary_output(tool, tmp_path_factory):
    """The first case of the vocabulary family that keeps its tokens in a file under a name of its own."""
    directory = tmp_path_factory.mktemp("vocabulary")
    lines = saved_transform.export(tool, tft_cases.FIXTURES / "vocabulary.json", directory)
    for line in lines:
        path = directory / str(line["number"])
        if list(path.glob("transform_fn/assets/*")) and (path / "metadata/schema.pbtxt").exists():
            return path
    raise AssertionError("no case has a vocabulary")


def test_tft_finds_the_vocabularies(vocabulary_output):
    output = tft.TFTransformOutput(str(vocabulary_output))
    files = json.loads((vocabulary_output / "transformed_metadata/asset_map").read_text())
    assert files
    for name, file in files.items():
        path = vocabulary_output / "transform_fn/assets" / file
        assert pathlib.Path(output.vocabulary_file_by_name(name)) == path
        tokens = output.vocabulary_by_name(name)
        assert output.vocabulary_size_by_name(name) == len(tokens) > 0
        if path.suffix != ".gz":
            assert tokens == path.read_bytes().splitlines()
