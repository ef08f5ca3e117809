"""Lesson 7 at full scale: rows per second and peak memory at 2 and at 20 million rows, and at 55 million where the disk allows.

    make bench-full                          # all of it
    make bench-full BENCH="--rows 2000000"   # other sizes

Each size is made, analyzed and trained on for an epoch straight from CSV (`lessons run 7 --stream`); the first two also as
transformed TFRecords. What is made is removed again. Fails when memory or the ratio of the speeds is not what the page promises.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LESSONS = ROOT / ".build/release/lessons"
MOST_MEMORY = 500_000_000
# Bytes of a made row as CSV and as transformed record, generously.
CSV_BYTES, RECORD_BYTES = 105, 700


def run(work, rows, streams):
    """Runs lesson 7 anew; rows per second of every stage and of all together, and the peak of memory."""
    area, metrics = work / "area", work / "metrics.json"
    shutil.rmtree(area, ignore_errors=True)
    command = [LESSONS, "run", "7", "--data", work / f"{rows}.csv", "--workdir", area, "--metrics", metrics]
    start = time.monotonic()
    subprocess.run(command + (["--stream"] if streams else []), check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    seconds = time.monotonic() - start
    calls = json.loads(metrics.read_text())["calls"]
    shutil.rmtree(area)
    stages = {call["called"]: call["elapsed_time"] for call in calls}
    names = ["survey", "analyze", "transform", "train"]
    return {"rows": rows, "way": "CSV" if streams else "records", "seconds": seconds,
            "rows_per_second": rows / seconds, "peak_memory": max(call["peak_memory"] for call in calls),
            "stages": {name: round(stages[name], 2) for name in names if name in stages}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="*", default=[2_000_000, 20_000_000, 55_000_000])
    parser.add_argument("--directory", help="where the data goes for the time being (default: a temporary directory)")
    parser.add_argument("--records-up-to", type=int, default=20_000_000, help="rows that are written as records too")
    options = parser.parse_args()
    results = []
    if options.directory:
        os.makedirs(options.directory, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.directory) as place:
        work = pathlib.Path(place)
        for rows in options.rows:
            writes = rows <= options.records_up_to
            need = rows * (CSV_BYTES + (RECORD_BYTES if writes else 0))
            free = shutil.disk_usage(work).free
            if need > free:
                print(f"{rows} rows: SKIPPED, they need {need / 1e9:.1f} GB of disk and {free / 1e9:.1f} are free")
                continue
            path = work / f"{rows}.csv"
            start = time.monotonic()
            subprocess.run([LESSONS, "make-data", "--rows", str(rows), "--output", path], check=True)
            seconds = time.monotonic() - start
            print(f"{rows} rows: made in {seconds:.1f} s, {path.stat().st_size / seconds / 1e6:.0f} MB/s", flush=True)
            for streams in [True, False] if writes else [True]:
                result = run(work, rows, streams)
                results.append(result)
                print(f"{rows} rows from {result['way']}: {result['seconds']:.1f} s, {result['rows_per_second']:.0f} rows/s, "
                      f"peak {result['peak_memory'] / 1e6:.0f} MB, seconds {result['stages']}", flush=True)
            path.unlink()
    failed = [f"{r['rows']} rows from {r['way']}: {r['peak_memory']} bytes of memory" for r in results
              if r["peak_memory"] > MOST_MEMORY]
    for way in ["CSV", "records"]:
        speeds = [r["rows_per_second"] for r in results if r["way"] == way]
        for speed, result in zip(speeds[1:], [r for r in results if r["way"] == way][1:]):
            ratio = speed / speeds[0]
            print(f"{result['rows']} rows from {way}: {ratio:.2f} of the rows per second of the smallest")
            if ratio < 0.9:
                failed.append(f"{result['rows']} rows from {way}: slowed down to {ratio:.2f}")
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
