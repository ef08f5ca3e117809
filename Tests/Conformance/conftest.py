"""Runs the shipped tool once; every check looks at what it left."""
import os
import pathlib
import subprocess

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def pytest_addoption(parser):
    parser.addoption("--lessons", default=".build/release/lessons", help="the built tool")


@pytest.fixture(scope="session")
def lessons_path(request):
    """The path of the built tool."""
    return ROOT / request.config.getoption("--lessons")


@pytest.fixture(scope="session")
def lessons(lessons_path):
    """Calls the tool with the given words, in the package's folder."""

    def call(*words):
        subprocess.run([lessons_path, *map(str, words)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    return call


@pytest.fixture(scope="session")
def workdir(lessons, tmp_path_factory):
    """A working directory in which every lesson has run on the made data."""
    path = tmp_path_factory.mktemp("working_area")
    lessons("--quiet", "--workdir", path)
    return path


@pytest.fixture(scope="session")
def train_csv():
    return ROOT / "data" / "taxi-train.csv"


@pytest.fixture(scope="session")
def valid_csv():
    return ROOT / "data" / "taxi-valid.csv"


def check_table(name, measured):
    """Writes a table between its marks in the page; fails when it was another, so that a change is seen and committed."""
    path = ROOT / "Lessons/conformance.md"
    page = path.read_text()
    start, end = f"<!-- {name} -->\n", f"<!-- end: {name} -->"
    before, rest = page.split(start)
    _, after = rest.split(end)
    written = before + start + measured + end + after
    path.write_text(written)
    assert page == written, f"{path} was stale and is written anew: look at it and commit it"
