"""Measures what an engine costs: the same rows by one process, by a shell, by Spark and by Beam, in shards of several sizes.

    python Lessons/full-scale/measure.py --lessons .build/release/lessons --rows 2000000 --shard-rows 100000 500000 1000000

All of them use as many processes, or threads, as --cores says. The one process is `lessons task transform_tfrecords`, which
writes the raw records too; `worker` is a single worker on all shards, one after the other, on one core. Seconds are of whole
programs, medians of --runs; bytes of accumulators are the lines that analyze prints.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from lessons_workers import Workers, shard_lines

HERE = pathlib.Path(__file__).parent


def seconds(words):
    """The seconds of a program from its start to its end."""
    start = time.perf_counter()
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          env=os.environ | {"PYSPARK_PYTHON": sys.executable})
    if done.returncode:
        sys.exit(f"{done.stderr[-2000:]}{words[0]}: exit status {done.returncode}")
    return time.perf_counter() - start


def one_worker(lessons, pattern, workdir):
    """The seconds of a single worker's steps on all shards, and the bytes of the accumulators."""
    workers, shards = Workers(str(lessons), str(workdir)), shard_lines(pattern)
    known = workers.finish([])
    start = time.perf_counter()
    accumulators = workers.call(["analyze"], [known, *shards])
    analyzed = time.perf_counter()
    known = workers.finish([known, *accumulators])
    merged = time.perf_counter()
    parts = workers.call(["transform"], [known, *shards])
    transformed = time.perf_counter()
    workers.finish([known, *parts])
    steps = {"analyze": analyzed - start, "merge": merged - analyzed, "transform": transformed - merged}
    return steps, sum(map(len, accumulators)) / len(accumulators)


def programs(options, pattern, workdir):
    """How each engine is started."""
    ends = ["--lessons", options.lessons, "--input", pattern, "--output", workdir]
    task = ["task", "transform_tfrecords", "--data", pattern, "--workdir", workdir, "--threads", options.cores, "--quiet"]
    return {
        "one process": [options.lessons, *task],
        "shell": [HERE / "shell_pipeline.sh", options.lessons, pattern, workdir, options.cores],
        "Spark": [sys.executable, HERE / "spark_pipeline.py", *ends, "--master", f"local[{options.cores}]"],
        "Beam": [sys.executable, HERE / "beam_pipeline.py", *ends, "--runner", "FnApiRunner"],
    }


def measure(options, size, folder):
    """Prints a line of the table: the rows in shards of `size`."""
    pattern, workdir = folder / f"rides-{size}/*.csv", folder / "area"
    if not pattern.parent.exists():
        pattern.parent.mkdir()
        for shard in range(options.rows // size):
            words = ["make-data", "--rows", size, "--seed", shard, "--output", pattern.parent / f"{shard:05}.csv"]
            subprocess.run([options.lessons, *map(str, words)], check=True)
    medians = {}
    for name, words in programs(options, pattern, workdir).items():
        if name in options.without:
            continue
        times = []
        for _ in range(options.runs):
            shutil.rmtree(workdir, ignore_errors=True)
            times.append(seconds(words))
        medians[name] = statistics.median(times)
    shutil.rmtree(workdir, ignore_errors=True)
    steps, accumulator = one_worker(options.lessons, str(pattern), workdir)
    csv = sum(path.stat().st_size for path in pattern.parent.iterdir())
    records = sum(path.stat().st_size for path in (workdir / "transformed_tfrecords").glob("part-*"))
    print(f"{options.rows // size:,} shards of {size:,} rows, {csv / options.rows:.0f} bytes of CSV and "
          f"{records / options.rows:.0f} of records a row, {accumulator:.0f} bytes an accumulator")
    for name, value in (medians | {f"worker: {step}": value for step, value in steps.items()}).items():
        print(f"  {name:18}{value:8.2f} s{options.rows / value:12,.0f} rows/s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lessons", required=True, metavar="BINARY")
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--shard-rows", type=int, nargs="+", default=[20_000, 200_000, 1_000_000])
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], metavar="ENGINE", help="engines to leave out: Spark, Beam")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="measure-") as folder:
        for size in options.shard_rows:
            measure(options, size, pathlib.Path(folder))


if __name__ == "__main__":
    main()
