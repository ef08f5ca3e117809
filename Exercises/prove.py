"""Proves of every exercise that its starter compiles and fails its check, and that its solution passes.

Files that somebody has worked on are not touched: the proof stops.
"""

import filecmp
import os
import pathlib
import re
import shutil
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
TEST = ["swift", "test", "-c", "release", "--package-path", str(FOLDER)]


def run(command, **environment):
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | environment
    )
    return result.returncode, result.stdout


def lessons(*words):
    """Runs the command itself, in the release that was built."""
    return run([str(FOLDER.parent / ".build/release/lessons"), "exercise", *words])


def main():
    exercises = sorted(path.parent for path in FOLDER.glob("*/Starter.swift"))
    for exercise in exercises:
        mine = exercise / "Exercise.swift"
        if mine.exists() and not filecmp.cmp(mine, exercise / "Starter.swift", shallow=False):
            sys.exit(f"{mine} is somebody's work; `lessons exercise reset {exercise.name}` puts it aside")
    faults = []
    try:
        for exercise in exercises:
            shutil.copy(exercise / "Starter.swift", exercise / "Exercise.swift")
        (FOLDER / ".build/release.yaml").unlink(missing_ok=True)
        for exercise in exercises:
            # The first one compiles all of them.
            skip = [] if exercise == exercises[0] else ["--skip-build"]
            status, output = run([*TEST, *skip, "--filter", rf"^{exercise.name}\."])
            issues = re.findall(r"recorded an issue", output)
            if not issues and "error:" in output and not skip:
                sys.exit(output)
            if status == 0 or not issues:
                faults.append(f"{exercise.name}: the starter does not fail its check\n{output[-2000:]}")
            else:
                print(f"{exercise.name}: the starter fails, {len(issues)} issues")
        for exercise in exercises:
            shutil.copy(FOLDER / f"Solutions/{exercise.name}.swift", exercise / "Exercise.swift")
        status, output = run(TEST)
        if status != 0:
            faults.append(f"a solution does not pass\n{output[-6000:]}")
        for exercise in exercises:
            if not re.search(rf"✔ Suite \"?{exercise.name}\w*\"? passed", output):
                faults.append(f"{exercise.name}: no test of the solution has passed")
        if not faults:
            print(f"all {len(exercises)} solutions pass")
        faults += command_faults(exercises)
    finally:
        for exercise in exercises:
            (exercise / "Exercise.swift").unlink(missing_ok=True)
    sys.exit("\n".join(faults) or None)


def command_faults(exercises):
    """The command says the same, and a file that does not compile is in nobody else's way."""
    broken, other = exercises[0], exercises[1]
    (broken / "Exercise.swift").write_text("let x: Int = true\n")
    progress = FOLDER / "progress.json"
    kept = progress.read_bytes() if progress.exists() else None
    try:
        status, output = lessons("check", broken.name)
        if status != 1 or f"{broken.name}/Exercise.swift:1:14: error: cannot convert" not in output:
            return [f"the compiler's error is not shown\n{output}"]
        status, output = lessons("check", other.name)
        if status != 0 or f"{other.name} is solved." not in output:
            return [f"the solution of {other.name} is not accepted\n{output}"]
        print("lessons exercise check: right, wrong and broken files have their answers")
        return []
    finally:
        progress.unlink(missing_ok=True) if kept is None else progress.write_bytes(kept)


main()
