"""peers.py WORK FILE [OUTPUT]: a peer does the work once and prints its rows and seconds.

The counterpart of `benchmarks`. Imports are not timed, nor is the first round of a peer that sets itself up in it.
"""
import collections
import csv
import glob
import itertools
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# The taxi features are declared once, in the conformance tests.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Conformance"))

WRITTEN_ROWS = 20_000


def timed(work):
    """What `work` returns, and the seconds it took."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def read_csv(path, _):
    """A CSV file to a data frame: polars, on all cores, the second round timed."""
    import polars

    def read():
        return polars.read_csv(path).height

    read()
    return timed(read)


def read_records(path, _):
    """A TFRecord file to batches of all features: tf.data, the second epoch timed."""
    import tensorflow as tf
    from taxi_tft import RAW_SPEC

    examples = tf.data.TFRecordDataset(path).batch(1024)
    parsed = examples.map(
        lambda batch: tf.io.parse_example(batch, RAW_SPEC), num_parallel_calls=tf.data.AUTOTUNE
    ).prefetch(tf.data.AUTOTUNE)

    def read():
        return sum(batch["key"].shape[0] for batch in parsed)

    read()
    return timed(read)


def write_records(path, output):
    """The first rows of a CSV file, in memory before the clock starts, to a TFRecord file: TensorFlow from Python."""
    import tensorflow as tf
    from taxi_tft import FLOATS, STRINGS

    with open(path, newline="") as file:
        rows = [
            ({name: row[name].encode() for name in STRINGS}, {name: float(row[name]) for name in FLOATS})
            for row in itertools.islice(csv.DictReader(file), WRITTEN_ROWS)
        ]

    def example(strings, floats):
        feature = {
            name: tf.train.Feature(bytes_list=tf.train.BytesList(value=[value])) for name, value in strings.items()
        }
        for name, value in floats.items():
            feature[name] = tf.train.Feature(float_list=tf.train.FloatList(value=[value]))
        return tf.train.Example(features=tf.train.Features(feature=feature))

    def write():
        with tf.io.TFRecordWriter(output) as writer:
            for strings, floats in rows:
                writer.write(example(strings, floats).SerializeToString())
        return len(rows)

    return timed(write)


def run_tft(path, output, preprocessing_fn):
    """A CSV file to TFRecord files of what `preprocessing_fn` makes of it, and the fitted transform: TFT on Beam, timed.

    Beam's DirectRunner chooses a runner, and may first download one called Prism; FnApiRunner is its choice without.
    """
    import apache_beam as beam
    import tensorflow as tf
    import tensorflow_transform.beam as tft_beam
    from taxi_tft import RAW_SPEC
    from tensorflow_transform.tf_metadata import schema_utils
    from tfx_bsl.coders.example_coder import RecordBatchToExamplesEncoder
    from tfx_bsl.public import tfxio

    with open(path, newline="") as file:
        columns = next(csv.reader(file))
    schema = schema_utils.schema_from_feature_spec(RAW_SPEC)
    source = tfxio.BeamRecordCsvTFXIO(physical_format="text", column_names=columns, schema=schema)

    def run():
        with tempfile.TemporaryDirectory() as scratch, tft_beam.Context(temp_dir=scratch):
            with beam.Pipeline(runner="FnApiRunner") as pipeline:
                lines = pipeline | beam.io.ReadFromText(path, coder=beam.coders.BytesCoder(), skip_header_lines=1)
                raw = lines | source.BeamSource(), source.TensorAdapterConfig()
                (data, _), transform_fn = raw | tft_beam.AnalyzeAndTransformDataset(preprocessing_fn, output_record_batches=True)
                examples = data | beam.FlatMapTuple(lambda batch, _: RecordBatchToExamplesEncoder().encode(batch))
                _ = examples | beam.io.WriteToTFRecord(output)
                _ = transform_fn | tft_beam.WriteTransformFn(f"{output}-transform_output")

    shutil.rmtree(f"{output}-transform_output", ignore_errors=True)
    _, seconds = timed(run)
    written = tf.data.TFRecordDataset(glob.glob(f"{glob.escape(output)}-*-of-*"))
    return sum(1 for _ in written), seconds


def convert(path, output):
    """A CSV file to raw TFRecord files."""
    return run_tft(path, output, dict)


def transform(path, output):
    """A CSV file to raw TFRecord files, and to those of the taxi features: both pipelines."""
    from taxi_tft import preprocessing_fn

    _, raw_seconds = run_tft(path, f"{output}-raw", dict)
    rows, seconds = run_tft(path, output, preprocessing_fn)
    return rows, raw_seconds + seconds


def transform_row(path, output):
    """Raw rows in memory transformed one by one: TFT's layer, eagerly, after a first round."""
    import tensorflow as tf
    import tensorflow_transform as tft
    from taxi_tft import FLOATS, STRINGS, preprocessing_fn

    with open(path, newline="") as file:
        head = list(itertools.islice(csv.reader(file), 1001))
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as small:
        csv.writer(small).writerows(head)
        small.flush()
        run_tft(small.name, output, preprocessing_fn)
    layer = tft.TFTransformOutput(f"{output}-transform_output").transform_features_layer()
    index = {name: place for place, name in enumerate(head[0])}
    rows = [
        {name: tf.constant([[row[index[name]]]]) for name in STRINGS}
        | {name: tf.constant([[float(row[index[name]])]]) for name in FLOATS}
        for row in head[1:]
    ]

    def work():
        for row in rows:
            layer(row)
        return len(rows)

    work()
    return timed(work)


def polars_features(path, output):
    """A CSV file to a Parquet file of the taxi features: polars, on all cores. Its hashes are others."""
    import polars as pl

    def longitude(name):
        return (pl.col(name) + 78) / 8

    def latitude(name):
        return (pl.col(name) - 37) / 8

    def bucket(name):
        return (pl.col(name) * 10).floor().add(1).clip(0, 10).cast(pl.Int64).alias(f"bucketed_{name}")

    def cross(name, bins, *columns):
        return pl.struct(*columns).hash().mod(bins).alias(name)

    def work():
        rides = pl.read_csv(path)
        time = pl.col("pickup_datetime").str.to_datetime("%Y-%m-%d %H:%M:%S UTC")
        passengers = pl.col("passenger_count")
        east = pl.col("dropoff_longitude") - pl.col("pickup_longitude")
        north = pl.col("dropoff_latitude") - pl.col("pickup_latitude")
        scaled = rides.with_columns(
            (passengers - passengers.min()) / (passengers.max() - passengers.min()),
            (east**2 + north**2).sqrt().alias("euclidean"),
            *(longitude(f"{end}_longitude") for end in ("pickup", "dropoff")),
            *(latitude(f"{end}_latitude") for end in ("pickup", "dropoff")),
            time.dt.hour().alias("hour_of_day"),
            time.dt.weekday().alias("day_of_week"),
        )
        axes = [f"{end}_{axis}" for end in ("pickup", "dropoff") for axis in ("latitude", "longitude")]
        buckets = [f"bucketed_{axis}" for axis in axes]
        features = scaled.with_columns(bucket(axis) for axis in axes).with_columns(
            cross("pickup_location", 100, *buckets[:2]),
            cross("dropoff_location", 100, *buckets[2:]),
            cross("hour_of_day_of_week", 168, "hour_of_day", "day_of_week"),
            cross("hashed_trip", 1000, *buckets),
            cross("hashed_trip_and_time", 4000, *buckets, "hour_of_day", "day_of_week"),
        )
        features.write_parquet(output)
        return features.height

    return timed(work)


def ordered(counts):
    """Tokens in the order of a vocabulary: the most frequent first, ties by bytes, the larger first."""
    pairs = sorted(counts.items(), key=lambda pair: (pair[1], pair[0]), reverse=True)
    return [token for token, _ in pairs]


def count(path, _):
    """Tokens in memory to their vocabulary in memory: Python's Counter."""
    with open(path, "rb") as file:
        tokens = file.read().split(b"\n")[1:-1]
    _, seconds = timed(lambda: ordered(collections.Counter(tokens)))
    return len(tokens), seconds


def vocabulary_counter(path, output):
    """A CSV file of tokens to the file of their vocabulary: Python's Counter, the file split at once."""
    def work():
        with open(path, "rb") as file:
            counts = collections.Counter(file.read().split(b"\n")[1:-1])
        with open(output, "wb") as file:
            file.writelines(token + b"\n" for token in ordered(counts))
        return counts.total()

    return timed(work)


def vocabulary_tft(path, output):
    """A CSV file of tokens to the file of their vocabulary: TFT on Beam, its pipeline timed."""
    import apache_beam as beam
    import tensorflow as tf
    import tensorflow_transform as tft
    import tensorflow_transform.beam as tft_beam
    from tensorflow_transform.tf_metadata import schema_utils
    from tfx_bsl.public import tfxio

    schema = schema_utils.schema_from_feature_spec({"token": tf.io.FixedLenFeature([1], tf.string)})
    source = tfxio.BeamRecordCsvTFXIO(physical_format="text", column_names=["token"], schema=schema)

    def preprocessing_fn(inputs):
        return {"id": tft.compute_and_apply_vocabulary(inputs["token"], vocab_filename="tokens")}

    def run():
        with tempfile.TemporaryDirectory() as scratch, tft_beam.Context(temp_dir=scratch):
            with beam.Pipeline(runner="FnApiRunner") as pipeline:
                lines = pipeline | beam.io.ReadFromText(path, coder=beam.coders.BytesCoder(), skip_header_lines=1)
                raw = lines | source.BeamSource(), source.TensorAdapterConfig()
                transform_fn = raw | tft_beam.AnalyzeDataset(preprocessing_fn)
                _ = transform_fn | tft_beam.WriteTransformFn(output)

    _, seconds = timed(run)
    with open(path, "rb") as file:
        rows = sum(1 for _ in file) - 1
    with open(f"{output}/transform_fn/assets/tokens", "rb") as file:
        expected = file.read()
    return (rows if expected else 0), seconds


NUMBERS = [f"number_{index}" for index in range(1, 10)]
IDS = {"pickup": (100, 8), "dropoff": (100, 8), "trip": (1000, 31), "trip_and_time": (4000, 31), "hour_of_week": (168, 8)}


def read_examples(path):
    """The examples of a file as arrays: numbers side by side, each feature's ids, labels."""
    import numpy as np
    import tensorflow as tf

    spec = {name: tf.io.FixedLenFeature((), tf.float32) for name in [*NUMBERS, "label"]}
    spec |= {name: tf.io.FixedLenFeature((), tf.int64) for name in IDS}
    batches = tf.data.TFRecordDataset(path).batch(4096).map(lambda batch: tf.io.parse_example(batch, spec))
    columns = {name: np.concatenate([batch[name].numpy() for batch in batches]) for name in spec}
    inputs = {name: columns[name][:, None] for name in IDS}
    return {"numbers": np.stack([columns[name] for name in NUMBERS], 1)} | inputs, columns["label"][:, None]


def keras_model(layer):
    """The model: numbers, and what `layer` makes of each feature's ids; 32 and 8 units."""
    import keras

    numbers = keras.Input((len(NUMBERS),), name="numbers")
    ids = {name: layer(name) for name in IDS}
    x = keras.layers.Concatenate()([numbers] + [vector for _, vector in ids.values()])
    x = keras.layers.Dense(8, activation="relu")(keras.layers.Dense(32, activation="relu")(x))
    model = keras.Model([numbers] + [source for source, _ in ids.values()], keras.layers.Dense(1)(x))
    model.compile("adam", "mse")
    return model


def embedded(name):
    """Ids, and their vectors."""
    import keras

    count, size = IDS[name]
    source = keras.Input((1,), dtype="int64", name=name)
    return source, keras.layers.Flatten()(keras.layers.Embedding(count, size)(source))


def train(batch_size):
    """An epoch of the model with embeddings, from arrays in memory: Keras, after an epoch that sets it up."""

    def work(path, _):
        inputs, labels = read_examples(path)
        model = keras_model(embedded)
        model.fit(inputs, labels, batch_size=batch_size, epochs=1, verbose=0)
        _, seconds = timed(lambda: model.fit(inputs, labels, batch_size=batch_size, epochs=1, verbose=0))
        return len(labels), seconds

    return work


def train_one_hot(path, output):
    """8 times 64 steps of 8 examples, one-hot vectors in records, as the original's pipeline: Keras, after a first round."""
    import keras
    import tensorflow as tf

    def floats(values):
        return tf.train.Feature(float_list=tf.train.FloatList(value=values))

    inputs, labels = read_examples(path)
    with tf.io.TFRecordWriter(output) as writer:
        for row in range(len(labels)):
            feature = {"numbers": floats(inputs["numbers"][row]), "label": floats(labels[row])}
            for name, (count, _) in IDS.items():
                feature[name] = floats(tf.one_hot(inputs[name][row, 0], count).numpy())
            writer.write(tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString())
    spec = {"numbers": tf.io.FixedLenFeature((len(NUMBERS),), tf.float32), "label": tf.io.FixedLenFeature((1,), tf.float32)}
    spec |= {name: tf.io.FixedLenFeature((count,), tf.float32) for name, (count, _) in IDS.items()}

    def examples():
        parsed = tf.data.TFRecordDataset(output).map(lambda record: tf.io.parse_single_example(record, spec))
        return parsed.map(lambda example: (example, example.pop("label"))).batch(8).repeat()

    def one_hot(name):
        source = keras.Input((IDS[name][0],), name=name)
        return source, source

    model = keras_model(one_hot)
    model.fit(examples(), epochs=8, steps_per_epoch=64, verbose=0)
    _, seconds = timed(lambda: model.fit(examples(), epochs=8, steps_per_epoch=64, verbose=0))
    return 8 * 64 * 8, seconds


def predict(path, _):
    """Examples in memory to predictions in batches of 4096: Keras, after a first round."""
    inputs, labels = read_examples(path)
    model = keras_model(embedded)
    model.predict(inputs, batch_size=4096, verbose=0)
    _, seconds = timed(lambda: model.predict(inputs, batch_size=4096, verbose=0))
    return len(labels), seconds


def predict_row(path, _):
    """Examples in memory to predictions one by one: a Keras model in a tf.function, after a first round."""
    import tensorflow as tf

    inputs, labels = read_examples(path)
    model = keras_model(embedded)
    function = tf.function(lambda row: model(row), reduce_retracing=True)
    count = min(len(labels), 2_000)
    rows = [{name: tf.constant(values[row : row + 1]) for name, values in inputs.items()} for row in range(count)]

    def work():
        for row in rows:
            function(row).numpy()
        return len(rows)

    work()
    return timed(work)



def serving_rows(directory, limit=None):
    """The raw rows of a serving directory as one column of texts for each feature."""
    with open(f"{directory}/rides.csv", newline="") as file:
        rows = list(itertools.islice(csv.DictReader(file), limit))
    return {name: [row[name] for row in rows] for name in rows[0]}


def serving_signature(directory):
    """The loaded model, its signature for raw features, and the shape and dtype of each."""
    import tensorflow as tf

    # A signature does not keep the variables of its model.
    model = tf.saved_model.load(f"{directory}/saved_model")
    signature = model.signatures["serving_default"]
    return model, signature, signature.structured_input_signature[1]


def as_tensor(texts, spec):
    """A column of texts as a feature's tensor."""
    import tensorflow as tf

    shape = [len(texts)] + [1] * (spec.shape.rank - 1)
    values = texts if spec.dtype == tf.string else [spec.dtype.as_numpy_dtype(text) for text in texts]
    return tf.reshape(tf.constant(values, spec.dtype), shape)


def percentile(latencies, percent):
    """The latency that so many percent of rows do not exceed, times the rows."""
    return sorted(latencies)[(len(latencies) - 1) * percent // 100] * len(latencies)


SERVED_ROWS = 2_000


def serve_row(percent):
    """Raw rows in memory to predictions one by one: a SavedModel's signature called from Python, after a first round."""

    def work(directory, _):
        _model, signature, specs = serving_signature(directory)
        columns = serving_rows(directory, SERVED_ROWS)
        rows = [
            {name: as_tensor(columns[name][row : row + 1], spec) for name, spec in specs.items()}
            for row in range(SERVED_ROWS)
        ]

        def answer(row):
            return [output.numpy() for output in signature(**row).values()]

        for row in rows[:200]:
            answer(row)
        return len(rows), percentile([timed(lambda row=row: answer(row))[1] for row in rows], percent)

    return work


def serve_row_cc(percent):
    """The same through TensorFlow's C++ loader, by its C API: a session's run alone is timed, after a first round."""

    def work(directory, _):
        from c_session import Session

        session = Session(f"{directory}/saved_model")
        columns = serving_rows(directory, SERVED_ROWS)
        rows = [session.feed({name: values[row] for name, values in columns.items()}) for row in range(SERVED_ROWS)]
        for row in rows[:200]:
            session.run(row)
        return len(rows), percentile([timed(lambda row=row: session.run(row))[1] for row in rows], percent)

    return work


def serve_csv(directory, output):
    """A CSV file to a file of predictions in batches of 4096: tf.data and a SavedModel's signature, the second round timed."""
    import tensorflow as tf

    _model, signature, specs = serving_signature(directory)
    with open(f"{directory}/rides.csv", newline="") as file:
        header = next(csv.reader(file))
    names = [name for name in header if name in specs]
    rows = tf.data.experimental.CsvDataset(
        f"{directory}/rides.csv",
        [specs[name].dtype for name in names],
        header=True,
        select_cols=[header.index(name) for name in names],
    )

    def predict(*columns):
        shapes = [[-1] + [1] * (specs[name].shape.rank - 1) for name in names]
        features = {name: tf.reshape(column, shape) for name, column, shape in zip(names, columns, shapes)}
        return list(signature(**features).values())[0]

    predictions = rows.batch(4096).map(predict, num_parallel_calls=tf.data.AUTOTUNE).prefetch(tf.data.AUTOTUNE)

    def write():
        count = 0
        with open(output, "w") as file:
            file.write("prediction\n")
            for batch in predictions:
                values = batch.numpy().ravel().tolist()
                file.write("".join(f"{value}\n" for value in values))
                count += len(values)
        return count

    write()
    return timed(write)


def serve_cold(directory, _):
    """One raw row to a prediction, once: Python, TensorFlow and the model have to be loaded first."""
    _model, signature, specs = serving_signature(directory)
    columns = serving_rows(directory, 1)
    _, seconds = timed(lambda: signature(**{name: as_tensor(columns[name], spec) for name, spec in specs.items()}))
    return 1, seconds


WORKS = {
    "serve-row-p50": serve_row(50),
    "serve-row-p99": serve_row(99),
    "serve-row-p50-cc": serve_row_cc(50),
    "serve-row-p99-cc": serve_row_cc(99),
    "serve-csv": serve_csv,
    "serve-cold": serve_cold,
    "count": count,
    "vocabulary-counter": vocabulary_counter,
    "vocabulary-tft": vocabulary_tft,
    "csv": read_csv,
    "read": read_records,
    "write": write_records,
    "convert": convert,
    "transform": transform,
    "features": polars_features,
    "row": transform_row,
    "train-64": train(64),
    "train-1024": train(1024),
    "train-one-hot": train_one_hot,
    "predict": predict,
    "predict-row": predict_row,
}


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in WORKS:
        sys.exit(f"usage: peers.py {'|'.join(WORKS)} FILE [OUTPUT]")
    output = sys.argv[3] if len(sys.argv) == 4 else os.devnull
    rows, seconds = WORKS[sys.argv[1]](sys.argv[2], output)
    print(json.dumps({"rows": rows, "seconds": seconds}))


if __name__ == "__main__":
    main()
