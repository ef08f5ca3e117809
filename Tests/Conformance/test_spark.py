"""Spark makes of the shards, by our workers, what one machine makes of them: with several partitions, and with executors killed."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT

SHARDS = 20  # more than FAN_IN of the driver: the merges are a tree of two levels


@pytest.fixture(scope="module")
def rides(lessons, tmp_path_factory):
    """A directory of shards, none like another, and what the task makes of them."""
    path = tmp_path_factory.mktemp("rides")
    (path / "rides").mkdir()
    for shard in range(SHARDS):
        lessons("make-data", "--rows", 50 + 30 * shard, "--seed", shard, "--output", path / f"rides/{shard:02}.csv")
    lessons("task", "transform_tfrecords", "--data", path / "rides/*.csv", "--workdir", path / "whole", "--quiet")
    return path


def files(directory):
    """Every file below a directory by its path from there, but the mark, which is none of the data's."""
    paths = [path for path in pathlib.Path(directory).rglob("*") if path.is_file() and path.name != ".tftlessons"]
    return {str(path.relative_to(directory)): path.read_bytes() for path in paths}


def spark(lessons_path, pattern, workdir, master, *settings, timeout=300):
    """Runs the driver as the page does; what it has said."""
    assert shutil.which("java"), "Spark needs Java 17: apt-get install openjdk-17-jre-headless"
    places = {"SPARK_WORKER_DIR": workdir.parent / "executors", "SPARK_LOCAL_DIRS": workdir.parent / "scratch"}
    submit = " ".join(f"--conf {setting}" for setting in ("spark.ui.enabled=false", *settings))
    return subprocess.run(
        [sys.executable, ROOT / "Lessons/full-scale/spark_pipeline.py", "--lessons", lessons_path, "--input", pattern,
         "--output", workdir, "--master", master],
        env=os.environ | {name: str(path) for name, path in places.items()}
        | {"PYSPARK_PYTHON": sys.executable, "PYSPARK_SUBMIT_ARGS": f"{submit} pyspark-shell"},
        capture_output=True, text=True, timeout=timeout,
    )


def check_output(done, rides, workdir):
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["parts"] == SHARDS and told["rows"] == sum(50 + 30 * shard for shard in range(SHARDS))
    expected = files(rides / "whole/transformed_tfrecords")
    assert sum(name.startswith("part-") for name in expected) == SHARDS
    assert files(workdir / "transformed_tfrecords") == expected
    assert sorted(path.name for path in workdir.iterdir()) == ["task_state.json", "transformed_tfrecords"]


def test_a_cluster_makes_the_bytes_of_one_machine(rides, lessons_path, tmp_path):
    done = spark(lessons_path, rides / "rides/*.csv", tmp_path / "area", "local-cluster[2,1,1024]", "spark.speculation=true")
    check_output(done, rides, tmp_path / "area")


KILLER = """#!{python}
# Stands in for the program: the first worker of each kind ends its own executor by force. That of the analysis does so
# before its work; that of the transform after it, when its file is there already and nobody knows.
import os, pathlib, signal, subprocess, sys

def executor():
    process = os.getpid()
    while b"CoarseGrainedExecutorBackend" not in pathlib.Path(f"/proc/{{process}}/cmdline").read_bytes():
        status = pathlib.Path(f"/proc/{{process}}/status").read_text()
        process = int(status.split("PPid:")[1].split()[0])
    return process

def kill(work):
    try:
        os.mkdir("{marks}/" + work)
    except FileExistsError:
        return
    process = executor()
    with open("{marks}/killed", "a") as log:
        log.write(f"{{work}} {{process}}\\n")
    os.kill(process, signal.SIGKILL)

work = sys.argv[2]
if work == "analyze":
    kill(work)
lines = sys.stdin.buffer.read()
done = subprocess.run(["{lessons_path}", *sys.argv[1:]], input=lines, capture_output=True)
if work == "transform":
    kill(work)
sys.stderr.buffer.write(done.stderr)
sys.stdout.buffer.write(done.stdout)
sys.exit(done.returncode)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an executor is found in /proc")
def test_executors_killed_in_the_middle_leave_the_same_bytes(rides, lessons_path, tmp_path):
    marks = tmp_path / "marks"
    marks.mkdir()
    killer = tmp_path / "lessons"
    killer.write_text(KILLER.format(python=sys.executable, lessons_path=lessons_path, marks=marks))
    killer.chmod(0o755)
    done = spark(killer, rides / "rides/*.csv", tmp_path / "area", "local-cluster[2,1,1024]")
    check_output(done, rides, tmp_path / "area")
    killed = [line.split() for line in (marks / "killed").read_text().splitlines()]
    assert [work for work, _ in killed] == ["analyze", "transform"]
    assert len({process for _, process in killed}) == 2
    assert not any(os.path.exists(f"/proc/{process}") for _, process in killed)
    # Spark has seen both of them go, and has started others in their place.
    assert len(set(re.findall(r"Lost executor (\d+)", done.stderr))) >= 2, done.stderr[-3000:]


def test_a_bad_shard_fails_the_job_and_leaves_nothing(rides, lessons_path, tmp_path):
    shutil.copytree(rides / "rides", tmp_path / "rides")
    with open(tmp_path / "rides/03.csv", "a") as file:
        file.write("key,free,,,,,,\n")
    done = spark(lessons_path, tmp_path / "rides/*.csv", tmp_path / "area", "local[2,1]")
    assert done.returncode != 0
    # The worker says what is wrong where it runs, in the log of its executor: here that is the driver's.
    problem = f"lessons: {tmp_path}/rides/03.csv:142:15: passenger_count: found an empty cell, expected a "
    assert problem in done.stderr, done.stderr[-3000:]
    assert "lessons worker analyze" in done.stderr and "exited with error code 1" in done.stderr
    assert not (tmp_path / "area/transformed_tfrecords").exists()
