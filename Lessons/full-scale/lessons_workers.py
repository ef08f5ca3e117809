"""What a driver needs, whatever the engine: the shards as lines, and a way to call a worker."""
import glob
import json
import os
import shutil
import subprocess


def shard_lines(pattern):
    """A line for each file that fits the pattern, in the order of `lessons task --data PATTERN`."""
    paths = sorted((path for path in glob.glob(pattern) if not os.path.isdir(path)), key=os.fsencode)
    if not paths:
        raise SystemExit(f"{pattern}: no file fits this pattern, expected one or more")
    return [
        json.dumps({"shard": number, "of": len(paths), "path": os.path.abspath(path)}) for number, path in enumerate(paths)
    ]


class Workers:
    """The workers of a program `lessons`, which make `transformed_tfrecords` in a working directory."""

    def __init__(self, lessons, workdir):
        found = shutil.which(lessons)
        if not found:
            raise SystemExit(f"{lessons}: found no program of this name")
        self.lessons = os.path.abspath(found)
        self.workdir = os.path.abspath(workdir)

    def command(self, *words):
        """The words that start a worker."""
        return [self.lessons, "worker", *words, "--workdir", self.workdir, "--quiet"]

    def call(self, words, lines):
        """The lines that a worker makes of `lines`, here and now."""
        done = subprocess.run(
            self.command(*words), input="".join(f"{line}\n" for line in lines), capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.splitlines()

    def finish(self, lines):
        """What is known when `lines` are the results of all shards: the line that every worker reads first."""
        return self.call(["merge", "--finish"], lines)[0]


def phase_count(known):
    """How many passes over the shards there are."""
    return json.loads(known)["phases"]
