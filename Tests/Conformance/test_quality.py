"""Our fare model against scikit-learn: the same features, the same five shuffled folds, nothing fitted on the fold that is scored.

For every fold our tool fits transform and model on the other four, and predicts the fold; scikit-learn's models get the
features that our transform, fitted on the same four, gives both sides. The made rides always run. The real ones are nobody's
to publish: TFT_REAL_ROWS=taxi.csv names a file of the public competition's layout.
"""
import csv
import os

import numpy as np
import pytest
from conftest import ROOT
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold

SEEDS = (1, 2, 3)
MADE_ROWS = 2000


def read_rows(path):
    with open(path, newline="") as file:
        reader = csv.reader(file)
        return next(reader), list(reader)


def write_rows(path, header, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def read_numbers(path):
    """A CSV file of numbers, several in some cells, as a matrix."""
    return np.array([[float(number) for cell in row for number in cell.split(" ")] for row in read_rows(path)[1]])


def errors(predictions, fares):
    """RMSE and MAE."""
    difference = predictions - fares
    return np.array([np.sqrt(np.mean(difference**2)), np.mean(np.abs(difference))])


def features(lessons, model, rows, directory):
    """The features that a model's transform gives the rows; the last column has the ids."""
    output = directory / f"features-of-{rows.name}"
    lessons("transform", "--transform-output", model, "--input", rows, "--output", output)
    header, _ = read_rows(output)
    index = header.index("part_of_week")
    x = read_numbers(output)
    # Vectors of two numbers stand before it.
    index += sum(name in ("hour", "half_day") for name in header[:index])
    return np.column_stack([np.delete(x, index, axis=1), x[:, index]])


def cross_validate(lessons, path, count, directory):
    """RMSE and MAE over all rows, each predicted from the folds it is not in: ours for every seed, then scikit-learn's."""
    header, rows = read_rows(path)
    rows = rows[:count]
    fares = np.array([float(row[header.index("fare_amount")]) for row in rows])
    names = {"mean": DummyRegressor, "linear": LinearRegression, "boosted": HistGradientBoostingRegressor}
    predictions = {name: np.zeros(len(rows)) for name in [*SEEDS, *names]}
    for fold, (train, test) in enumerate(KFold(5, shuffle=True, random_state=0).split(rows)):
        place = directory / str(fold)
        place.mkdir()
        for name, part in (("train.csv", train), ("test.csv", test)):
            write_rows(place / name, header, [rows[index] for index in part])
        for seed in SEEDS:
            options = ("--data", place / "train.csv", "--valid", place / "test.csv", "--workdir", place, "--seed", seed)
            lessons("task", "train_fare_model", *options, "--quiet")
            model = place / "models" / "fare"
            lessons("predict", "--strict", "--model", model, "--input", place / "test.csv", "--output", place / "p.csv")
            predictions[seed][test] = read_numbers(place / "p.csv")[:, 0]
        x, probe = (features(lessons, model, place / name, place) for name in ("train.csv", "test.csv"))
        for name, make in names.items():
            # Trees can tell ids apart; to a weighted sum they are no numbers.
            regressor, end = (make(random_state=0), None) if name == "boosted" else (make(), -1)
            predictions[name][test] = regressor.fit(x[:, :end], fares[train]).predict(probe[:, :end])
    scores = {name: errors(prediction, fares) for name, prediction in predictions.items()}
    return np.mean([scores.pop(seed) for seed in SEEDS], axis=0), scores


def report(name, ours, scores):
    lines = [f"{name}: cross-validated RMSE and MAE", f"  {'ours, mean of 3 seeds':22} {ours[0]:7.3f} {ours[1]:7.3f}"]
    return "\n".join(lines + [f"  {name:22} {rmse:7.3f} {mae:7.3f}" for name, (rmse, mae) in scores.items()])


def check(name, path, count, lessons, directory, capsys):
    ours, scores = cross_validate(lessons, path, count, directory)
    with capsys.disabled():
        print(f"\n{report(name, ours, scores)}")
    return ours, scores


def test_made_rides_are_predicted_no_worse_than_by_gradient_boosting(lessons, train_csv, tmp_path, capsys):
    ours, scores = check("made rides", train_csv, MADE_ROWS, lessons, tmp_path, capsys)
    assert (ours <= scores["boosted"]).all()
    assert (ours < scores["mean"]).all() and ours[1] < scores["linear"][1]


def test_real_rides_are_predicted_no_worse_than_by_gradient_boosting(lessons, tmp_path, capsys):
    path = os.environ.get("TFT_REAL_ROWS")
    if not path:
        pytest.skip("TFT_REAL_ROWS names no file of real rides: the made ones alone were judged")
    ours, scores = check("real rides", ROOT / path, None, lessons, tmp_path, capsys)
    assert (ours <= scores["boosted"]).all()
    assert (ours < scores["mean"]).all() and ours[1] < scores["linear"][1]
