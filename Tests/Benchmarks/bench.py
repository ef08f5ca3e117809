"""Measures this package against polars, tf.data, TensorFlow's Python writer and TFT, side by side on this machine.

Ours and the peer take turns, each time in a process of its own, so that a slow minute of the machine slows both.
Seconds are medians; start-up and imports are not among them, but for the cold start. A p50 or p99 is that of a row,
times the rows. polars and tf.data are warm when the clock starts, ours
is not. A missed target is printed as missed, and the exit status stays 0: this is a measurement, not a test. It is 1 if
a program fails or does other rows than it should.

`make bench` builds what this runs, and passes BENCH on: make bench BENCH="--only 2"
"""
import argparse
import dataclasses
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LESSONS = ROOT / ".build/release/lessons"
OURS = ROOT / "Tests/Benchmarks/.build/release/benchmarks"
PEERS = ROOT / "Tests/Benchmarks/peers.py"


@dataclasses.dataclass(frozen=True)
class Work:
    """One line of the table."""

    name: str  # as `benchmarks` and peers.py call it
    title: str
    peer: str
    rows: int
    target: float  # peer's seconds / our seconds, at least
    peer_rows: int | None = None  # a slow peer does fewer rows, and its seconds are scaled up
    peer_runs: int | None = None  # or runs less often
    peer_name: str | None = None  # as peers.py calls it, where that has several for one work of ours

    @property
    def has_examples(self):
        """Whether its file is one of examples for a model."""
        return self.name.startswith(("train-", "predict"))

    @property
    def serves(self):
        """Whether its input is a directory of a model, the same as a SavedModel, and raw rows."""
        return self.name.startswith("serve-")

    @property
    def is_whole_process(self):
        """Whether all is timed, from the start of a program to its end."""
        return self.name == "serve-cold"

    @property
    def has_tokens(self):
        """Whether its file is one of tokens, not of rides."""
        return self.name in ("count", "vocabulary")


WORKS = {
    1: Work("csv", "CSV to batches", "polars read_csv", 2_000_000, 1),
    2: Work("read", "TFRecords read and parsed", "tf.data parse_example", 200_000, 10),
    3: Work("write", "TFRecords written", "Python TFRecordWriter", 200_000, 30, peer_rows=20_000),
    4: Work("convert", "CSV to raw TFRecords", "TFT on Beam, in Python", 200_000, 60, peer_runs=2),
    5: Work("count", "tokens to vocabulary", "Python Counter", 5_000_000, 5),
    6: Work("vocabulary", "CSV to vocabulary file", "Python Counter", 5_000_000, 5, peer_name="vocabulary-counter"),
    7: Work("vocabulary", "CSV to vocabulary file", "TFT on Beam, in Python", 5_000_000, 100, peer_runs=1, peer_name="vocabulary-tft"),
    8: Work("transform", "CSV to raw, to features", "TFT on Beam, in Python", 200_000, 100, peer_runs=1),
    9: Work("features", "CSV to features, written", "polars, to Parquet", 2_000_000, 1),
    10: Work("row", "one row transformed", "transform_features_layer", 20_000, 500, peer_rows=1_000),
    11: Work("train-64", "training, batches of 64", "Keras on TensorFlow", 200_000, 12, peer_runs=2),
    12: Work("train-1024", "training, batches of 1024", "Keras on TensorFlow", 200_000, 4),
    13: Work("train-one-hot", "5,377 one-hot inputs, by 8", "Keras on TensorFlow", 4_096, 40),
    14: Work("predict", "predictions", "Keras predict", 200_000, 5),
    15: Work("predict-row", "one prediction", "Keras, a tf.function", 40_000, 100, peer_rows=2_000),
    16: Work("serve-row-p50", "raw row to prediction, p50", "TensorFlow from Python", 20_000, 250, peer_rows=2_000),
    17: Work("serve-csv", "CSV to predictions", "tf.data and a signature", 200_000, 20),
    18: Work("serve-cold", "cold start, one raw row", "Python, TensorFlow", 1, 100),
    19: Work("serve-row-p99", "raw row to prediction, p99", "TensorFlow from Python", 20_000, 250, peer_rows=2_000),
    20: Work("serve-row-p50", "raw row to prediction, p50", "TensorFlow's C++ loader", 20_000, 20, peer_rows=2_000, peer_name="serve-row-p50-cc"),
    21: Work("serve-row-p99", "raw row to prediction, p99", "TensorFlow's C++ loader", 20_000, 20, peer_rows=2_000, peer_name="serve-row-p99-cc"),
}


def call(*words):
    """What a program prints; its complaints are shown only if it fails."""
    done = subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stderr}{' '.join(done.args)}: exit status {done.returncode}")
    return done.stdout


def make_csv(rows, folder):
    """The CSV file of so many made rows, made once."""
    path = folder / f"rides-{rows}.csv"
    if not path.exists():
        call(LESSONS, "make-data", "--rows", rows, "--output", path)
    return path


def make_serving(rows, folder, saved_model):
    """A directory with a trained model, the same as a SavedModel, and raw rows; made once."""
    directory = folder / f"serving-{rows}"
    if not directory.exists():
        work = folder / "serving-work"
        call(LESSONS, "task", "train_embedding_model", "--workdir", work, "--quiet")
        directory.mkdir()
        model = shutil.copytree(work / "models/embedding", directory / "model")
        if saved_model:
            shutil.copytree(saved_model, directory / "saved_model")
        else:
            output = directory / "saved_model"
            call(LESSONS, "export", "--model", model, "--format", "savedmodel", "--output", output)
        shutil.copy(make_csv(rows, folder), directory / "rides.csv")
    return directory


def make_input(work, folder, saved_model):
    """The file both sides read."""
    if work.serves:
        return make_serving(work.rows, folder, saved_model)
    if work.has_tokens:
        path = folder / f"tokens-{work.rows}.csv"
        if not path.exists():
            call(OURS, "tokens", work.rows, path)
        return path
    if work.has_examples:
        path = folder / f"examples-{work.rows}.tfrecord"
        if not path.exists():
            call(OURS, "examples", work.rows, path)
        return path
    path = make_csv(work.rows, folder)
    if work.name != "read":
        return path
    records = folder / "examples.tfrecord"
    call(OURS, "convert", path, records)
    return records


def seconds(command, name, rows, file, output):
    """The seconds a side took, as it tells in its last line; what it wrote last time is gone before it begins."""
    for old in output.parent.glob(f"{output.name}*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    told = json.loads(call(*command, name, file, output).splitlines()[-1])
    if told["rows"] != rows:
        sys.exit(f"{command[-1]} {name}: expected {rows} rows, found {told['rows']}")
    return told["seconds"]


def wall_seconds(command):
    """The seconds from a program's start to its end."""
    start = time.perf_counter()
    call(*command)
    return time.perf_counter() - start


def measure_processes(directory, runs):
    """Medians of the seconds of whole programs that predict one raw row: ours and the peer's."""
    output = directory / "prediction.csv"
    words = ["predict", "--model", directory / "model", "--input", directory / "rides.csv", "--output", output]
    ours, peers = [], []
    for _ in range(runs):
        ours.append(wall_seconds([LESSONS, *words]))
        peers.append(wall_seconds([sys.executable, PEERS, "serve-cold", directory]))
    return statistics.median(ours), statistics.median(peers)


def measure(work, runs, folder, saved_model):
    """Medians of our seconds and the peer's, for the same number of rows."""
    file = make_input(work, folder, saved_model)
    if work.is_whole_process:
        return measure_processes(file, runs)
    peer_rows = work.peer_rows or work.rows
    ours, peers = [], []
    for turn in range(runs):
        ours.append(seconds([OURS], work.name, work.rows, file, folder / f"ours-{work.name}"))
        if turn < (work.peer_runs or runs):
            command = [sys.executable, PEERS]
            name = work.peer_name or work.name
            peers.append(seconds(command, name, peer_rows, file, folder / f"peer-{name}"))
    return statistics.median(ours), statistics.median(peers) * work.rows / peer_rows


HEADING = f"{'':1} {'work':26}{'rows':>10}  {'peer':26}{'ours, s':>9}{'peer, s':>9}{'ratio':>8}{'target':>8}  met"


def line(number, work, ours, peer):
    """A row of the table."""
    ratio = peer / ours
    return (
        f"{number} {work.title:26}{work.rows:>10,}  {work.peer:26}{ours:>9.3f}{peer:>9.3f}"
        f"{ratio:>7.1f}x{work.target:>7.1f}x  {'met' if ratio >= work.target else 'missed'}"
    )


def notes(number, work, runs):
    """What a reader of the line must know."""
    if work.peer_rows:
        yield f"{number}: the peer did {work.peer_rows:,} rows, and its seconds are scaled up."
    if work.peer_runs and work.peer_runs < runs:
        yield f"{number}: the peer ran {work.peer_runs} times."


def compare(numbers, runs, folder, saved_model):
    """Prints the table, a line as soon as it is known."""
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, medians of {runs} runs in turn")
    print(HEADING, flush=True)
    for number in numbers:
        print(line(number, WORKS[number], *measure(WORKS[number], runs, folder, saved_model)), flush=True)
    for number in numbers:
        for note in notes(number, WORKS[number], runs):
            print(note)


def peak_memory(command):
    """The most memory a program held at once, in MB."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: exit status {process.returncode}")
    # Bytes on macOS, KiB on Linux.
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def show_memory(rows, folder):
    """Prints the peak memory of writing raw TFRecords."""
    file = make_csv(rows, folder)
    words = ["task", "write_raw_tfrecords", "--data", str(file), "--workdir", str(folder / "work"), "--quiet"]
    peak = peak_memory([str(LESSONS), *words])
    print(f"write_raw_tfrecords: {rows:,} rows, CSV of {file.stat().st_size / 1e6:,.0f} MB, peak memory {peak:,.0f} MB")


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, found {value}")
    return value


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=positive, default=5, help="turns of each side (default 5)")
    parser.add_argument("--only", type=int, choices=WORKS, help="one line of the table")
    parser.add_argument("--saved-model", metavar="DIR", help="the model that TensorFlow serves (default: ours, exported)")
    parser.add_argument("--memory", action="store_true", help="no table, but the peak memory of write_raw_tfrecords")
    parser.add_argument("--memory-rows", type=positive, default=2_000_000, help="rows for --memory (default 2000000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        if options.memory:
            show_memory(options.memory_rows, pathlib.Path(scratch))
        else:
            compare([options.only] if options.only else list(WORKS), options.runs, pathlib.Path(scratch), options.saved_model)


if __name__ == "__main__":
    main()
