"""Makes the schemas beside this file with the real tensorflow_metadata.

pip install tensorflow-metadata==1.21.0 protobuf==6.33.6 && python make_schemas.py
"""

import pathlib

from google.protobuf import text_format
from tensorflow_metadata.proto.v0 import schema_pb2

BYTES, INT, FLOAT = schema_pb2.BYTES, schema_pb2.INT, schema_pb2.FLOAT


def required(feature, size=1):
    feature.presence.min_fraction = 1.0
    feature.shape.dim.add(size=size)


def written():
    """What the library writes too, byte for byte."""
    schema = schema_pb2.Schema()
    age = schema.feature.add(name="age", type=INT)
    age.int_domain.min, age.int_domain.max = 0, 120
    required(age)
    cafe = schema.feature.add(name="caf\u00e9 \"'\\\n\t\r\x00\x7f", type=BYTES)
    cafe.string_domain.value.extend(["", "\u65e5\u672c", 'a"b'])
    identifier = schema.feature.add(name="id", type=INT)
    identifier.int_domain.min, identifier.int_domain.max = -1, 41
    identifier.int_domain.is_categorical = True
    required(identifier)
    schema.feature.add(name="open", type=INT).int_domain.min = 3
    pixels = schema.feature.add(name="pixels", type=FLOAT)
    pixels.float_domain.min, pixels.float_domain.max = -0.1, 1e10
    required(pixels, 3)
    schema.feature.add(name="ratio", type=FLOAT).float_domain.SetInParent()
    return schema


def rich():
    """Much of what a schema can hold, most of which the library passes over."""
    schema = schema_pb2.Schema()
    company = schema.feature.add(name="company", type=BYTES, domain="company", not_in_environment=["SERVING"])
    company.presence.min_count = 1
    company.value_count.min = company.value_count.max = 1
    company.skew_comparator.infinity_norm.threshold = 0.01
    company.annotation.tag.append("t")
    fare = schema.feature.add(name="fare", type=FLOAT)
    fare.presence.min_fraction = fare.presence.min_count = 1
    fare.value_count.min = fare.value_count.max = 1
    fare.float_domain.min, fare.float_domain.disallow_nan = 0, True
    fare.distribution_constraints.min_domain_mass = 0.9
    grid = schema.feature.add(name="grid", type=INT)
    grid.presence.min_fraction = 1
    grid.shape.dim.add(size=2, name="y")
    grid.shape.dim.add(size=3)
    grid.bool_domain.true_value = "1"
    scalar = schema.feature.add(name="scalar", type=FLOAT, lifecycle_stage=schema_pb2.BETA)
    scalar.presence.min_fraction = 1
    scalar.shape.SetInParent()
    lists = schema.feature.add(name="lists", type=INT)
    lists.value_counts.value_count.add(min=1)
    lists.presence.min_fraction = 1
    lists.drift_comparator.jensen_shannon_divergence.threshold = 0.1
    level = schema.feature.add(name="level", type=INT, domain="levels")
    level.presence.min_fraction = 0.5
    level.value_count.min, level.value_count.max = 1, 4
    when = schema.feature.add(name="when", type=BYTES)
    when.time_domain.string_format = "%Y"
    when.unique_constraints.min = 1
    sparse = schema.sparse_feature.add(name="sparse", is_sorted=True)
    sparse.index_feature.add(name="level")
    sparse.value_feature.name = "fare"
    weighted = schema.weighted_feature.add(name="weighted")
    weighted.feature.step.append("fare")
    weighted.weight_feature.step.append("grid")
    schema.string_domain.add(name="company", value=["Blue Ribbon", "Chicago \u00c9lite"])
    schema.int_domain.add(name="levels", min=1, max=5)
    schema.default_environment.extend(["TRAINING", "SERVING"])
    schema.annotation.extra_metadata.add().Pack(schema_pb2.IntDomain(min=3))
    schema.dataset_constraints.min_examples_count = 10
    dense = schema.tensor_representation_group["serving"].tensor_representation["fare"].dense_tensor
    dense.column_name = "fare"
    dense.default_value.bytes_value = b"\xff\x00"
    schema.represent_variable_length_as_ragged = True
    return schema


if __name__ == "__main__":
    directory = pathlib.Path(__file__).parent
    for name, schema in {"written": written(), "rich": rich()}.items():
        (directory / f"{name}.pbtxt").write_text(text_format.MessageToString(schema), "utf-8", newline="")
    one_line = text_format.MessageToString(rich(), as_one_line=True, as_utf8=False, pointy_brackets=True)
    (directory / "rich-one-line.pbtxt").write_text(one_line, "utf-8", newline="")
