"""The features of our fare model, computed anew in float64 from the rides alone."""
import csv
import datetime

import numpy as np
import pytest

TARIFF_MONTH = 2012 * 12 + 8
AIRPORTS = {"kennedy": (-73.783, 40.645, 2.5), "laguardia": (-73.872, 40.773, 1.8), "newark": (-74.178, 40.692, 3)}
PLAIN = ("still_from_midtown",)


def kilometers(longitude, latitude):
    """East and north of midtown."""
    return (longitude + 73.98) * 84.33, (latitude - 40.75) * 111.32


class End:
    def __init__(self, rows, name):
        longitude, latitude = (np.array([row[f"{name}_{axis}"] for row in rows], np.float32).astype(float)
                               for axis in ("longitude", "latitude"))
        self.known = (longitude > -75.5) & (longitude < -72.5) & (latitude > 39.8) & (latitude < 41.8)
        self.east, self.north = (np.where(self.known, axis, 0) for axis in kilometers(longitude, latitude))
        turned = (self.east + 1j * self.north) * np.exp(1j * np.radians(29))
        self.across, self.along = turned.real, turned.imag
        self.from_midtown = np.minimum(np.abs(turned), 60)
        self.in_manhattan = (np.abs(self.across) < 2.6) & (self.along > -9) & (self.along < 14)

    def at(self, airport):
        longitude, latitude, radius = AIRPORTS[airport]
        east, north = kilometers(longitude, latitude)
        return np.hypot(self.east - east, self.north - north) < radius


def raw_features(rows):
    """Every numeric feature before its z-score."""
    pickup, dropoff = End(rows, "pickup"), End(rows, "dropoff")
    times = [datetime.datetime.strptime(row["pickup_datetime"], "%Y-%m-%d %H:%M:%S UTC") for row in rows]
    months = np.array([time.year * 12 + time.month - 1 for time in times])
    hour = np.array([time.hour + time.minute / 60 for time in times])
    weekday = np.array([time.weekday() < 5 for time in times])
    known, raised = pickup.known & dropoff.known, months >= TARIFF_MONTH
    across = np.where(known, np.abs(dropoff.across - pickup.across), 1)
    along = np.where(known, np.abs(dropoff.along - pickup.along), 1.5)
    distance, grid = np.minimum(np.hypot(across, along), 60), np.minimum(across + along, 80)
    still = distance < 0.1
    flat = (pickup.at("kennedy") & dropoff.in_manhattan) | (dropoff.at("kennedy") & pickup.in_manhattan)
    metered = 2.5 + grid * np.where(raised, 1.55, 1.24)
    features = {
        "tariff": np.where(flat, np.where(raised, 52, 45), metered), "distance": distance,
        "log_distance": np.log1p(distance), "grid_distance": grid, "is_still": still, "has_unknown_end": ~known,
        "across": np.sqrt(np.minimum(across, 40)), "along": np.sqrt(np.minimum(along, 40)),
        "within_manhattan": pickup.in_manhattan & dropoff.in_manhattan, "has_flat_fare": flat,
        "still_from_midtown": still * pickup.from_midtown, "is_weekday": weekday,
        "is_busy": weekday & (hour >= 8) & (hour < 19), "is_night": (hour < 6) | (hour >= 23),
        "years": (months - 2012 * 12) / 12, "is_raised": raised,
    }
    for name, end in (("pickup", pickup), ("dropoff", dropoff)):
        features[f"{name}_across"] = np.clip(end.across, -16, 16)
        features[f"{name}_along"] = np.clip(end.along, -20, 20)
        features[f"{name}_from_midtown"] = end.from_midtown
    for airport in AIRPORTS:
        features[f"at_{airport}"] = pickup.at(airport) | dropoff.at(airport)
    for name, period in (("hour", 24), ("half_day", 12)):
        angle = 2 * np.pi * hour / period
        features[name] = np.stack([np.sin(angle), np.cos(angle)], 1)
    return {name: np.asarray(values, float).reshape(len(rows), -1) for name, values in features.items()}


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def expected_and_found(lessons, workdir, train_csv, valid_csv, tmp_path_factory):
    output = tmp_path_factory.mktemp("fare") / "features.csv"
    lessons("transform", "--transform-output", workdir / "models/fare", "--input", valid_csv, "--output", output)
    train, valid = raw_features(read(train_csv)), raw_features(read(valid_csv))
    expected = {
        name: values if name in PLAIN else np.clip((values - train[name].mean(0)) / train[name].std(0), -5, 5)
        for name, values in valid.items()
    }
    return expected, read(output)


def test_every_feature_is_that_of_its_formula(expected_and_found):
    expected, rows = expected_and_found
    assert set(rows[0]) == {*expected, "part_of_week"}
    for name, values in expected.items():
        found = np.array([row[name].split(" ") for row in rows], float)
        # float32 holds a longitude to about half a meter: a ride at the edge of an area may fall to its other side.
        apart = np.abs(found - values).max(1) > 1e-3
        assert apart.sum() <= 2, f"{name}: {apart.sum()} of {len(rows)} rows differ, first row {apart.argmax()}"


def test_the_parts_of_the_week_are_twelve_ids(expected_and_found, valid_csv):
    _, rows = expected_and_found
    times = [datetime.datetime.strptime(row["pickup_datetime"], "%Y-%m-%d %H:%M:%S UTC") for row in read(valid_csv)]
    pairs = {(time.hour // 4, time.weekday() < 5, row["part_of_week"]) for time, row in zip(times, rows)}
    assert len(pairs) == len({pair[:2] for pair in pairs}) == len({pair[2] for pair in pairs}) == 12
