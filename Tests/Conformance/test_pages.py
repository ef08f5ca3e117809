"""Page 4 against TFT: the files printed there, opened by TFT, and the function printed there, run by TFT."""
import csv
import re

import pytest
import tensorflow as tf
import tensorflow_transform as tft
import tensorflow_transform.beam as tft_beam
from conftest import ROOT
from tensorflow_transform.tf_metadata import dataset_metadata, schema_utils

PAGE = ROOT / "Lessons/04-transformed-data.md"


def block(marker):
    """The fenced block below `<!-- marker -->`, without its fence."""
    return re.search(rf"<!-- {re.escape(marker)} -->\n```\w*\n(.*?)\n```", PAGE.read_text(), re.S)[1]


@pytest.fixture
def printed(tmp_path):
    """A transform_output of the files that the page prints."""
    asset_map, schema = block("output: 4/metadata").removeprefix("asset_map: ").split("\nschema.pbtxt:\n")
    for name, text in {
        "transform_fn/assets/months": block("output: 4/vocabulary") + "\n",
        "transformed_metadata/asset_map": asset_map,
        "transformed_metadata/schema.pbtxt": schema,
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_tft_opens_the_files_that_the_page_prints(printed):
    output = tft.TFTransformOutput(str(printed))
    assert output.vocabulary_by_name("months") == block("output: 4/vocabulary").encode().split(b"\n")
    assert output.num_buckets_for_transformed_feature("month") == 5
    assert output.transformed_feature_spec() == {"month": tf.io.FixedLenFeature([1], tf.int64)}


def test_tft_finds_the_vocabulary_and_the_maximum_of_the_page(train_csv, tmp_path):
    scope = {"tf": tf, "tft": tft}
    exec(re.search(r"```python\n(.*?)\n```", PAGE.read_text(), re.S)[1], scope)
    with open(train_csv, newline="") as file:
        rows = [
            {"pickup_datetime": row["pickup_datetime"].encode(), "passenger_count": float(row["passenger_count"])}
            for row in csv.DictReader(file)
        ]
    spec = {
        "pickup_datetime": tf.io.FixedLenFeature([], tf.string),
        "passenger_count": tf.io.FixedLenFeature([], tf.float32),
    }
    metadata = dataset_metadata.DatasetMetadata(schema_utils.schema_from_feature_spec(spec))
    with tft_beam.Context(temp_dir=str(tmp_path)):
        (transformed, _), transform_fn = (rows, metadata) | tft_beam.AnalyzeAndTransformDataset(
            scope["preprocessing_fn"]
        )
        transform_fn | tft_beam.WriteTransformFn(str(tmp_path / "output"))
    output = tft.TFTransformOutput(str(tmp_path / "output"))
    assert output.vocabulary_by_name("months") == block("output: 4/vocabulary").encode().split(b"\n")
    # The maximum of the page is 6 passengers.
    assert '"max": {"float32": 6.0}' in block("output: 4/transform-fn")
    shown = {(round(row["passengers"] * 6), row["passengers"]) for row in transformed}
    assert max(shown)[0] == 6 and max(shown)[1] == 1
