"""Our ONNX files in onnxruntime: the taxi models from raw rows on, and every operation."""
import csv
import functools
import json
import os
import subprocess

import numpy as np
import onnx
import onnx_cases
import pytest
from conftest import ROOT, check_table
from onnx_cases import feedable, feeds, lines, row_difference, run, session, ulps

MODELS = ["non_embedding", "embedding", "fare"]
FIXTURES = ROOT / "Tests/LessonTests/Fixtures"
FAMILIES = sorted(path.stem for path in (FIXTURES / "tft/cases").glob("*.json"))
HEADER = "key,fare_amount,pickup_datetime,pickup_longitude,pickup_latitude,dropoff_longitude,dropoff_latitude,passenger_count"


@pytest.fixture(scope="session")
def tool(request):
    return ROOT / request.config.getoption("--lessons")


# The taxi models.


@pytest.fixture(scope="session")
def exported(lessons, workdir, tmp_path_factory):
    """For each model, from raw rows to predictions and from raw rows to features."""
    directory = tmp_path_factory.mktemp("onnx")
    sessions = {}
    for name in MODELS:
        for option in ("--model", "--transform-output"):
            path = directory / f"{name}{option}.onnx"
            lessons("export", option, workdir / "models" / name, "--format", "onnx", "--output", path)
            sessions[name, option] = session(path)
    return sessions


def raw_feeds(session, path):
    """The columns that a file asks for, from a CSV file."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))

    def values(input):
        dtype = onnx_cases.TYPES[input.type]
        return np.array([[row[input.name]] for row in rows], object if dtype is object else np.float32)

    return {input.name: values(input) for input in session.get_inputs()}


def check_predictions(exported, lessons, workdir, name, rows, tmp_path):
    """Predictions within 1e-5 of `lessons predict`."""
    lessons("predict", "--model", workdir / "models" / name, "--input", rows, "--output", tmp_path / "p.csv")
    expected = np.loadtxt(tmp_path / "p.csv", delimiter=",", skiprows=1, usecols=0, ndmin=1)
    found = run(exported[name, "--model"], raw_feeds(exported[name, "--model"], rows))
    assert found["prediction"].shape == (len(expected), 1) and found["is_valid"].all()
    np.testing.assert_allclose(found["prediction"][:, 0], expected, rtol=1e-5, atol=0)


def check_features(exported, lessons, workdir, name, rows, tmp_path):
    """Ids and texts as `lessons transform` has them, floats to the bit."""
    output = tmp_path / "t.jsonl"
    lessons("transform", "--transform-output", workdir / "models" / name, "--input", rows, "--output", output)
    expected = [json.loads(line) for line in output.read_text().splitlines()]
    found = run(exported[name, "--transform-output"], raw_feeds(exported[name, "--transform-output"], rows))
    assert found.pop("is_valid").all()
    assert found.keys() == {f"transformed/{feature}" for feature in expected[0]}
    for feature in expected[0]:
        values = found[f"transformed/{feature}"]
        # JSON has no NaN and no infinities but as texts.
        wanted = np.array([np.ravel(row[feature]) for row in expected]).astype(values.dtype)
        if values.dtype == np.float32:
            assert (ulps(values, wanted) == 0).all(), feature
        else:
            assert np.array_equal(values, wanted), feature


@pytest.fixture(scope="session")
def many_rows(lessons, tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "many.csv"
    lessons("make-data", "--rows", 20_000, "--seed", 9, "--output", path)
    return path


@pytest.fixture(params=["train", "valid", "many", "real"])
def rows(request, train_csv, valid_csv, many_rows):
    if request.param == "real" and not os.environ.get("TFT_REAL_ROWS"):
        pytest.skip("TFT_REAL_ROWS names no file of real rides: onnxruntime saw the made ones alone")
    return {"train": train_csv, "valid": valid_csv, "many": many_rows, "real": os.environ.get("TFT_REAL_ROWS")}[
        request.param
    ]


@pytest.mark.parametrize("name", MODELS)
def test_onnxruntime_predicts_what_we_predict(name, rows, exported, lessons, workdir, tmp_path):
    check_predictions(exported, lessons, workdir, name, rows, tmp_path)


@pytest.mark.parametrize("name", MODELS)
def test_onnxruntime_makes_our_features(name, rows, exported, lessons, workdir, tmp_path):
    check_features(exported, lessons, workdir, name, rows, tmp_path)


def hostile_rows():
    """Coordinates that are none, on the edges of buckets and of the city, and times at the calendar's edges."""
    edges = [-78 + 8 * edge for edge in np.arange(0, 1.0, 0.1)] + [37 + 8 * edge for edge in np.arange(0, 1.0, 0.1)]
    near = [np.nextafter(np.float32(edge), np.float32(to)) for edge in edges for to in (-1e9, 1e9)]
    numbers = ["nan", "inf", "-inf", "0", "-0", "1e-45", "3.4e38", "-3.4e38", "-75.5", "-72.5", "39.8", "41.8"]
    numbers += [repr(float(np.float32(number))) for number in [*edges, *near]]
    times = [
        "2012-02-29 00:00:00 UTC", "2000-02-29 23:59:59 UTC", "1969-12-31 23:59:59 UTC", "1970-01-01 00:00:00 UTC",
        "2012-08-31 23:59:59 UTC", "2012-09-01 00:00:00 UTC", "0000-01-01 00:00:00 UTC", "9999-12-31 23:59:59 UTC",
        "2011-06-05 06:00:00 UTC", "2011-06-06 05:59:59 UTC", "2011-06-11 23:00:00 UTC",
    ]
    for index in range(6 * len(numbers)):
        cells = [numbers[(index * step + index // len(numbers)) % len(numbers)] for step in (1, 3, 5, 7)]
        usual = ["-73.98", "40.75", "-73.95", "40.78"]
        # One strange number alone, or all of them.
        if index % 6 < 4:
            cells = [cells[0] if place == index % 6 else usual[place] for place in range(4)]
        yield [f"k{index}", "1", times[index % len(times)], *cells, numbers[index * 11 % len(numbers)]]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "rows.csv"
    path.write_text("\n".join([HEADER, *(",".join(row) for row in hostile_rows())]) + "\n")
    return path


@pytest.mark.parametrize("name", MODELS)
def test_hostile_rows_are_predicted_and_transformed_as_by_us(name, hostile, exported, lessons, workdir, tmp_path):
    check_predictions(exported, lessons, workdir, name, hostile, tmp_path)
    check_features(exported, lessons, workdir, name, hostile, tmp_path)


BAD_TIMES = [
    "2013-02-29 12:00:00 UTC", "1900-02-29 00:00:00 UTC", "2009-13-01 00:00:00 UTC", "2009-04-31 00:00:00 UTC",
    "2009-06-15 24:00:00 UTC", "2009-06-15 23:60:00 UTC", "2009-06-15 23:59:60 UTC", "2009-06-15 17:26:21",
    "2009-06-15", "no time", "2009-06-15 17:26:21 UTC ", "2009-6-15 17:26:21 UTC", "99:99:99",
]


@pytest.mark.parametrize("name", MODELS)
def test_a_row_that_we_refuse_has_no_prediction_and_the_others_have_theirs(name, exported, tool, workdir, tmp_path):
    cells = "-73.98,40.75,-73.95,40.78,1"
    good = "2009-06-15 17:26:21 UTC"
    for time in BAD_TIMES:
        path = tmp_path / "bad.csv"
        path.write_text(f"{HEADER}\nk,1,{time},{cells}\n")
        words = ["predict", "--model", workdir / "models" / name, "--input", path, "--output", tmp_path / "p.csv"]
        assert subprocess.run([tool, *words], capture_output=True).returncode == 1, time
    path = tmp_path / "mixed.csv"
    path.write_text("\n".join([HEADER, *(f"k,1,{time},{cells}" for bad in BAD_TIMES for time in (bad, good))]) + "\n")
    found = run(exported[name, "--model"], raw_feeds(exported[name, "--model"], path))
    assert np.array_equal(found["is_valid"][:, 0], [False, True] * len(BAD_TIMES))
    assert np.isnan(found["prediction"][::2]).all()
    assert len(set(found["prediction"][1::2, 0])) == 1 and np.isfinite(found["prediction"][1]).all()


@pytest.mark.parametrize("name", MODELS)
def test_a_batch_may_be_empty_and_a_row_is_the_same_alone(name, exported, valid_csv):
    own = exported[name, "--model"]
    feeds = raw_feeds(own, valid_csv)
    assert run(own, {key: values[:0] for key, values in feeds.items()})["prediction"].shape == (0, 1)
    all_rows = run(own, feeds)["prediction"]
    alone = [run(own, {key: values[row : row + 1] for key, values in feeds.items()})["prediction"] for row in range(50)]
    np.testing.assert_allclose(np.concatenate(alone), all_rows[:50], rtol=1e-5, atol=0)


@pytest.mark.parametrize("name", MODELS)
def test_a_file_asks_for_what_the_model_needs_and_says_who_made_it(name, exported, lessons, workdir, tmp_path):
    for index in range(2):
        lessons("export", "--model", workdir / "models" / name, "--format", "onnx", "--output", tmp_path / f"{index}.onnx")
    assert (tmp_path / "0.onnx").read_bytes() == (tmp_path / "1.onnx").read_bytes()
    model = onnx.load(tmp_path / "0.onnx")
    assert (model.ir_version, model.producer_name) == (9, "TFTLessons")
    assert {entry.domain: entry.version for entry in model.opset_import} == {"": 20, "ai.onnx.ml": 2}
    assert {entry.key: entry.value for entry in model.metadata_props} == {
        "format": "tftlessons.onnx", "format_version": "1",
    }
    inputs = {input.name for input in exported[name, "--model"].get_inputs()}
    raw = set(HEADER.split(",")) - {"key", "fare_amount"}
    assert inputs == (raw - {"passenger_count"} if name == "fare" else raw)


# Every operation.


def wrong_rows(line, dataset, limit, absolute=0.0):
    """Where onnxruntime's answer to a case is not ours, row by row."""
    own = session(line["file"])
    rows = feedable(dataset)
    if not rows:
        return []
    outputs = run(own, feeds(own, dataset, rows))
    found = [(row, row_difference(outputs, index, line["rows"][row], limit, absolute)) for index, row in enumerate(rows)]
    return [f"{line['id']}, row {row}: {difference}" for row, difference in found if difference]


# Texts that are numbers to us, and have no result there: 0x10, -0x1.8p1, -1e400, nan(1).
UNSAID = {f"strings.to_number numbers x, row {row}: found no result" for row in (10, 11, 18, 24)}

# How many cases of each family ONNX can say, so that none is lost unseen. Of the others most are figures of a whole column,
# or vocabularies without a feature: nothing that is made of a row. The rest ONNX cannot say, each for the reason in its error.
EXPORTED = {"buckets": 242, "language": 219, "moments": 0, "ngram": 90, "scaling": 147, "text": 97, "vocabulary": 66}


@functools.cache
def answers(tool, family, directory):
    """The lines about a family's cases, and what is wrong in each that was exported."""
    path = FIXTURES / "tft/cases" / f"{family}.json"
    datasets = json.loads(path.read_text())["datasets"]
    found = lines(tool.with_name("tft-cases"), "onnx", path, directory)
    wrong = {
        line["id"]: [text for text in wrong_rows(line, datasets[line["dataset"]], 1) if text.partition(", expected")[0] not in UNSAID]
        for line in found
        if "file" in line
    }
    return found, wrong


@pytest.fixture(scope="session")
def directories(tmp_path_factory):
    return {family: tmp_path_factory.mktemp(family) for family in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES)
def test_onnxruntime_answers_the_cases_of_tft_as_we_do(family, tool, directories):
    _, wrong = answers(tool, family, directories[family])
    assert len(wrong) == EXPORTED[family]
    assert [text for texts in wrong.values() for text in texts] == []


def test_onnxruntime_answers_every_operation_on_hostile_rows_as_we_do(tool, tmp_path):
    probe, *found = lines(tool.with_name("tft-cases"), "onnx-functions", tmp_path)
    assert len(found) == 40 and [line["refused"] for line in found if "refused" in line] == []
    # tanh in our math library is off by two units at one number. Sines of whole periods are nearly 0 with us, and 0 there.
    wrong = [text for line in found for text in wrong_rows(line, probe, 2 if "functions" in line["id"] else 1, 3e-15)]
    assert wrong == []


# The tables of them in Lessons/conformance.md.

REFUSED = "cannot be exported to ONNX: "


def operation(error):
    """What an error is about: `hash_strings` of `Fn.swift:3: hash_strings(x): cannot ...`."""
    return error.split(": " + REFUSED)[0].split(": ")[-1].split("(")[0]


def scoreboard(tool, directories):
    """How many cases of each family agree, and the reason of every operation that cannot be said."""
    text = "| family | cases | said in ONNX | agree to 1 ulp |\n|---|---:|---:|---:|\n"
    reasons = {}
    for family in FAMILIES:
        found, wrong = answers(tool, family, directories[family])
        agreeing = sum(not texts for texts in wrong.values())
        text += f"| {family} | {len(found)} | {len(wrong)} | {agreeing} |\n"
        for error in (line.get("refused", "") for line in found):
            if REFUSED in error and not operation(error).startswith(("feature ", "transform_fn")):
                reason = error.split(REFUSED)[1]
                reasons[operation(error), reason.replace(" 2 buckets", " several buckets").replace(" 3 buckets", " several buckets")] = 1
    text += "\n| operation | why ONNX cannot say it |\n|---|---|\n"
    return text + "".join(f"| `{name}` | {reason} |\n" for name, reason in sorted(reasons))


def test_the_tables_in_the_page_are_what_was_measured(tool, directories):
    check_table("onnx", scoreboard(tool, directories))
