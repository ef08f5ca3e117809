"""Scaling: scale_to_0_1."""
import numpy as np
import tensorflow_transform as tft
from tft_cases import Case, Dataset, floats

INFINITY, NAN = float("inf"), float("nan")

DATASETS = {
    "typical": Dataset({"x": floats(1, 2, 5, -3.5, 0.1)}),
    "one row": Dataset({"x": floats(7)}),
    "constant": Dataset({"x": floats(4, 4, 4)}),
    "empty": Dataset({"x": floats()}, {"x": floats(1, -1)}),
    "NaN": Dataset({"x": floats(1, NAN, 3)}),
    "infinity": Dataset({"x": floats(1, INFINITY, 3)}),
}

CASES = [Case("scale_to_0_1", name, ["x"], tft.scale_to_0_1, ulps=1) for name in DATASETS]
