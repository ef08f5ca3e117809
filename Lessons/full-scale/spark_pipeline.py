"""Fills WORKDIR/transformed_tfrecords on Apache Spark, as `lessons task transform_tfrecords --data 'GLOB'` does on one machine.

    python spark_pipeline.py --lessons .build-static/release/lessons --input 'rides/*.csv' --output area --master 'local[4]'

Every machine must see the input, the output and the program under the same paths, and have a Python 3 of this version.
"""
import argparse
import itertools
import math
import shlex

from lessons_workers import Workers, phase_count, shard_lines
from pyspark.sql import SparkSession

# How many accumulators are merged into one at a time.
FAN_IN = 16


# snippet: pipe
def pipe(lines, known, command):
    """What workers make of the lines, one worker for each partition; each reads first what is known so far."""
    return lines.mapPartitions(lambda rest: itertools.chain([known], rest)).pipe(shlex.join(command), checkCode=True)
# end: pipe


# snippet: tree
def merge_tree(lines, known, command):
    """At most FAN_IN accumulators of many: each level of the tree makes one of FAN_IN.

    Spark moves the lines between two levels. It has to: where one pipe feeds another directly, and the first one's worker
    fails, PySpark leaves the second one waiting for ever.
    """
    while lines.getNumPartitions() > FAN_IN:
        lines = pipe(lines.repartition(math.ceil(lines.getNumPartitions() / FAN_IN)), known, command)
    return lines
# end: tree


# snippet: run
def run(spark, workers, shards):
    """Analyzes the shards, a job for each phase, and transforms them, in one job."""
    lines = spark.sparkContext.parallelize(shards, len(shards))
    known = workers.finish([])
    for _ in range(phase_count(known)):
        accumulators = pipe(lines, known, workers.command("analyze"))
        merged = merge_tree(accumulators, known, workers.command("merge")).collect()
        known = workers.finish([known, *merged])
    parts = pipe(lines, known, workers.command("transform")).collect()
    return workers.finish([known, *parts])
# end: run


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lessons", required=True, metavar="BINARY", help="the program, best as `make static` builds it")
    parser.add_argument("--input", required=True, metavar="GLOB", help="the files of raw rows, each a shard")
    parser.add_argument("--output", required=True, metavar="WORKDIR", help="the working directory")
    parser.add_argument("--master", help="where Spark runs (default what spark-submit says, or local[*])")
    options = parser.parse_args()
    workers, shards = Workers(options.lessons, options.output), shard_lines(options.input)
    builder = SparkSession.builder.appName("lessons")
    spark = (builder.master(options.master) if options.master else builder).getOrCreate()
    try:
        print(run(spark, workers, shards))
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
