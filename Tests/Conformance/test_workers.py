"""Beam and a shell make of the shards, by our workers, what one machine makes of them."""
import subprocess
import sys

import pytest
from conftest import ROOT
from test_spark import check_output, rides  # noqa: F401, a fixture

PROGRAMS = ROOT / "Lessons/full-scale"


def test_beam_makes_the_bytes_of_one_machine(rides, lessons_path, tmp_path):  # noqa: F811
    # Beam's DirectRunner chooses a runner, and may first download one called Prism; FnApiRunner is its choice without.
    done = subprocess.run(
        [sys.executable, PROGRAMS / "beam_pipeline.py", "--lessons", lessons_path, "--input", rides / "rides/*.csv", "--output",
         tmp_path / "area", "--runner", "FnApiRunner"],
        capture_output=True, text=True, timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    check_output(done, rides, tmp_path / "area")


@pytest.mark.parametrize("processes", [1, 4])
def test_a_shell_makes_the_bytes_of_one_machine(rides, lessons_path, tmp_path, processes):  # noqa: F811
    done = subprocess.run(
        [PROGRAMS / "shell_pipeline.sh", lessons_path, f"{rides}/rides/*.csv", tmp_path / "area", str(processes)],
        capture_output=True, text=True, timeout=300,
    )
    check_output(done, rides, tmp_path / "area")


def test_a_shell_stops_at_a_bad_shard(rides, lessons_path, tmp_path):  # noqa: F811
    (tmp_path / "rides").mkdir()
    (tmp_path / "rides/0.csv").write_bytes((rides / "rides/00.csv").read_bytes())
    (tmp_path / "rides/1.csv").write_text("key,tip\n")
    done = subprocess.run(
        [PROGRAMS / "shell_pipeline.sh", lessons_path, f"{tmp_path}/rides/*.csv", tmp_path / "area"],
        capture_output=True, text=True, timeout=300,
    )
    assert done.returncode != 0
    assert f"lessons: {tmp_path}/rides/1.csv:1:5: found an extra column \"tip\"" in done.stderr
    assert not (tmp_path / "area/transformed_tfrecords").exists()
