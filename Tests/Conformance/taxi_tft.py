"""The taxi pipeline in TFT itself: the oracle for transformed features."""
import tempfile

import tensorflow as tf
import tensorflow_transform as tft
import tensorflow_transform.beam as tft_beam
from tensorflow_transform.tf_metadata import dataset_metadata, schema_utils

STRINGS = ("key", "pickup_datetime")
FLOATS = (
    "fare_amount",
    "pickup_longitude",
    "pickup_latitude",
    "dropoff_longitude",
    "dropoff_latitude",
    "passenger_count",
)
RAW_SPEC = {
    **{name: tf.io.FixedLenFeature([1], tf.string) for name in STRINGS},
    **{name: tf.io.FixedLenFeature([1], tf.float32) for name in FLOATS},
}
ENDS = ("pickup", "dropoff")
EDGES = [[index / 10 for index in range(10)]]


def cross(left, right, bins):
    """tf.sparse.cross_hashed as a dense column."""
    crossed = tf.sparse.cross_hashed([left, right], num_buckets=bins)
    return tf.reshape(tf.sparse.to_dense(crossed), [-1, 1])


def hour_and_day(text):
    """Hour of the day, and day of the week from Sunday, by counting days in integers."""

    def field(start, length):
        return tf.strings.to_number(tf.strings.substr(text, start, length), tf.int64)

    year, month, day = field(0, 4), field(5, 2), field(8, 2)
    # Zeller's congruence: January and February count as months 13 and 14 of the year before.
    early = month < 3
    year, month = tf.where(early, year - 1, year), tf.where(early, month + 12, month)
    saturday_first = (day + 13 * (month + 1) // 5 + year + year // 4 - year // 100 + year // 400) % 7
    return field(11, 2), (saturday_first + 6) % 7


def preprocessing_fn(inputs):
    outputs = dict(inputs)
    outputs["passenger_count"] = tft.scale_to_0_1(inputs["passenger_count"])
    buckets = {}
    for end in ENDS:
        outputs[f"{end}_longitude"] = (inputs[f"{end}_longitude"] + 78) / 8
        outputs[f"{end}_latitude"] = (inputs[f"{end}_latitude"] - 37) / 8
        for axis in ("longitude", "latitude"):
            bucket = tft.apply_buckets(outputs[f"{end}_{axis}"], tf.constant(EDGES))
            buckets[end, axis] = outputs[f"bucketed_{end}_{axis}"] = bucket
        outputs[f"{end}_location"] = cross(buckets[end, "latitude"], buckets[end, "longitude"], 100)
    outputs["euclidean"] = tf.sqrt(
        tf.square(inputs["dropoff_longitude"] - inputs["pickup_longitude"])
        + tf.square(inputs["dropoff_latitude"] - inputs["pickup_latitude"])
    )
    hour, day = hour_and_day(inputs["pickup_datetime"])
    outputs["hour_of_day"], outputs["day_of_week"] = tf.cast(hour, tf.float32), tf.cast(day, tf.float32)
    outputs["hour_of_day_of_week"] = cross(hour, day, 168)
    halves = [cross(buckets[end, "longitude"], buckets[end, "latitude"], 100) for end in ENDS]
    outputs["hashed_trip"] = cross(*halves, 1000)
    outputs["hashed_trip_and_time"] = cross(outputs["hashed_trip"], outputs["hour_of_day_of_week"], 4000)
    return outputs


def transform(rows):
    """The transformed rows, each a dict of one-element arrays, in the order of `rows`."""
    metadata = dataset_metadata.DatasetMetadata(schema_utils.schema_from_feature_spec(RAW_SPEC))
    # One worker: Beam promises no order, and the keys put the rows back into theirs.
    with tft_beam.Context(temp_dir=tempfile.mkdtemp()):
        (transformed, _), _ = (rows, metadata) | tft_beam.AnalyzeAndTransformDataset(preprocessing_fn)
    by_key = {bytes(row["key"][0]): row for row in transformed}
    assert len(by_key) == len(rows), "the keys are not unique"
    return [by_key[row["key"][0]] for row in rows]


