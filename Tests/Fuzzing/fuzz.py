"""Builds the fuzzers, lets each run for some seconds, and says what they found: exit status 1 when that is anything.

`make fuzz` runs all of them for 60 s each; make fuzz SECONDS=10 TARGETS="csv inflate". What a fuzzer learned stays in
.build-fuzz/corpus and is its start the next time. A finding is a file in .build-fuzz/findings; run it again with
    SWIFT_BACKTRACE=enable=no .build-fuzz/csv .build-fuzz/findings/csv-crash-...
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import seeds

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "Tests/Fuzzing"
BUILD = ROOT / ".build-fuzz"
MODULES = {"RawData": "1-RawData", "TFRecords": "2-TFRecords"}
LONGEST = {"csv": 400, "numbers": 80, "records": 400, "examples": 400, "schema": 2000, "inflate": 3500}
# The modules share `package` declarations as they do in SwiftPM; optimised, as what users run.
FLAGS = "-O -wmo -g -swift-version 6 -package-name TFTLessons -sanitize=fuzzer,address -parse-as-library".split()
# gold, the default, complains about every symbol of the sanitizer.
LINKER = [] if sys.platform == "darwin" else ["-use-ld=lld"]
LIMITS = ["-timeout=10", "-rss_limit_mb=1024", "-malloc_limit_mb=64", "-print_final_stats=1"]
ENVIRONMENT = {
    # The Swift runtime's own report of a crash waits for ever for one of the sanitizer.
    "SWIFT_BACKTRACE": "enable=no",
    # Traps are what Swift's checks are on ARM. Looking for leaks takes rights that a container may not have.
    "ASAN_OPTIONS": "handle_sigtrap=1:quarantine_size_mb=16:detect_leaks=0",
}


def swiftc(*words):
    # It leaves the interface of a program where it runs.
    if subprocess.run(["swiftc", *FLAGS, *map(str, words)], cwd=BUILD).returncode:
        sys.exit("the fuzzers do not build")


def why_not():
    """Why this toolchain cannot link a fuzzer, the one in Xcode cannot; nothing when it can."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "empty.swift")
        source.write_text(
            '@_cdecl("LLVMFuzzerTestOneInput") public func f(_: UnsafePointer<UInt8>?, _: Int) -> Int32 { 0 }\n'
        )
        words = ["swiftc", *FLAGS, *LINKER, source, "-o", pathlib.Path(folder, "empty")]
        done = subprocess.run(words, capture_output=True, text=True)
        return f"{done.stderr}exit status {done.returncode}" if done.returncode else ""


def sources(folder):
    return sorted(folder.rglob("*.swift"))


def is_older(product, inputs):
    return not product.exists() or product.stat().st_mtime < max(path.stat().st_mtime for path in inputs)


def build():
    """One program with all targets, linked under the name of each."""
    BUILD.mkdir(exist_ok=True)
    inputs = [pathlib.Path(__file__)]
    for module, folder in MODULES.items():
        inputs += sources(ROOT / "Sources/TFTLessons" / folder)
        interface = BUILD / f"{module}.swiftmodule"
        if is_older(BUILD / f"{module}.o", inputs):
            swiftc(
                "-module-name", module, "-I", BUILD, "-emit-module", "-emit-module-path", interface,
                "-c", "-o", BUILD / f"{module}.o", *sources(ROOT / "Sources/TFTLessons" / folder),
            )
    program = BUILD / "fuzz"
    if is_older(program, inputs + sources(HERE / "Targets")):
        objects = [BUILD / f"{module}.o" for module in MODULES]
        swiftc(
            "-module-name", "Fuzzing", "-I", BUILD, "-warnings-as-errors", *LINKER, *objects,
            *sources(HERE / "Targets"), "-o", program,
        )
    for target in seeds.TARGETS:
        link = BUILD / target
        link.unlink(missing_ok=True)
        link.symlink_to(program.name)


def run(target, seconds, scratch):
    """Fuzzes one target; its exit status and what it printed."""
    seeds.write(target, BUILD / "seeds" / target)
    corpus = BUILD / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    words = [
        str(BUILD / target), str(corpus), str(BUILD / "seeds" / target), *LIMITS, f"-max_total_time={seconds}",
        f"-max_len={LONGEST[target]}", f"-artifact_prefix={BUILD}/findings/{target}-",
    ]
    dictionary = HERE / "Dictionaries" / f"{target}.dict"
    if dictionary.exists():
        words.append(f"-dict={dictionary}")
    environment = os.environ | ENVIRONMENT | {"FUZZ_SCRATCH": scratch}
    with open(BUILD / f"{target}.log", "w") as log:
        done = subprocess.run(words, cwd=BUILD, env=environment, stdout=log, stderr=log)
    return done.returncode, (BUILD / f"{target}.log").read_text(errors="replace")


def report(target, status, text):
    """A line of the table, and all the fuzzer printed of a finding."""

    def last(pattern):
        found = re.findall(pattern, text)
        return int(found[-1]) if found else 0

    print(
        f"{target:10}{last(r'number_of_executed_units: +([0-9]+)'):>12,}{last(r'average_exec_per_sec: +([0-9]+)'):>10,}"
        f"{last(r' cov: ([0-9]+)'):>8,}{last(r'peak_rss_mb: +([0-9]+)'):>9,}  {'FOUND' if status else 'none'}",
        flush=True,
    )
    if status:
        start = max(0, min((text.find(word) for word in ("broken:", "==ERROR") if word in text), default=0) - 200)
        print(text[start : start + 6000])
        print(f"all of it: {BUILD / target}.log", flush=True)
    elif not last(r"number_of_executed_units: +([0-9]+)"):
        sys.exit(f"{target} ran nothing; see {BUILD / target}.log")


def main():
    parser = argparse.ArgumentParser(description="Fuzzes the readers of lessons 1 and 2.")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--jobs", type=int, default=2, help="targets that run at the same time")
    parser.add_argument("--may-be-missing", action="store_true", help="a toolchain without fuzzer is no failure")
    parser.add_argument("targets", nargs="*", metavar="target", help=", ".join(seeds.TARGETS) + "; all of them if none")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(seeds.TARGETS):
        parser.error(f"no target is called {', '.join(sorted(unknown))}")
    if reason := why_not():
        print(f"{reason}\nNOT FUZZED: this Swift toolchain has no libFuzzer; those from swift.org have one.", file=sys.stderr)
        sys.exit(0 if options.may_be_missing else 1)
    build()
    shutil.rmtree(BUILD / "findings", ignore_errors=True)
    (BUILD / "findings").mkdir()
    print(f"{'target':10}{'executed':>12}{'per s':>10}{'edges':>8}{'peak MB':>9}  findings", flush=True)
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=memory) as scratch, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        targets = options.targets or list(seeds.TARGETS)
        results = list(pool.map(lambda target: run(target, options.seconds, scratch), targets))
    for target, (status, text) in zip(targets, results):
        report(target, status, text)
    sys.exit(any(status for status, _ in results))


if __name__ == "__main__":
    main()
