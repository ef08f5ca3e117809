"""Fills WORKDIR/transformed_tfrecords on Apache Beam, as `lessons task transform_tfrecords --data 'GLOB'` does on one machine.

    python beam_pipeline.py --lessons .build-static/release/lessons --input 'rides/*.csv' --output area --runner FnApiRunner

Words that are not its own go to Beam: --runner, --direct_num_workers and so on. Every machine must see the input, the output
and the program under the same paths; for a runner on other machines add `lessons_workers.py` to what Beam sends there.
"""
import argparse
import json
import math

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from lessons_workers import Workers, phase_count, shard_lines

# How many accumulators are merged into one at a time.
FAN_IN = 16


def first_shard(line):
    """The number of the first shard that an accumulator has seen."""
    return int(json.loads(line)["shards"].split(",")[0].split("-")[0])


# snippet: beam
def merge(accumulators, workers, known, label, size):
    """One accumulator for each `size` shards."""
    return (
        accumulators
        | f"{label} by {size}" >> beam.WithKeys(lambda line: first_shard(line) // size)
        | f"{label} group by {size}" >> beam.GroupByKey()
        | f"{label} merge by {size}"
        >> beam.Map(lambda group, known: workers.call(["merge"], [known, *group[1]])[0], known=known)
    )


def finish(lines, workers, known, label):
    """What is known when these are the results of all shards."""
    return (
        lines
        | f"{label} all" >> beam.WithKeys(0)
        | f"{label} group all" >> beam.GroupByKey()
        | f"{label} finish" >> beam.Map(lambda group, known: workers.finish([known, *group[1]]), known=known)
    )


def build(pipeline, workers, shards):
    """Analyzes the shards, phase after phase, and transforms them."""
    start = workers.finish([])
    lines = pipeline | beam.Create(shards) | beam.Reshuffle()
    known = beam.pvalue.AsSingleton(pipeline | "start" >> beam.Create([start]))
    for phase in range(phase_count(start)):
        label = f"phase {phase + 1}"
        accumulators = lines | f"{label} analyze" >> beam.FlatMap(
            lambda line, known: workers.call(["analyze"], [known, line]), known=known
        )
        for level in range(1, math.ceil(math.log(len(shards) + 1, FAN_IN))):
            accumulators = merge(accumulators, workers, known, label, FAN_IN**level)
        known = beam.pvalue.AsSingleton(finish(accumulators, workers, known, label))
    parts = lines | "transform" >> beam.FlatMap(
        lambda line, known: workers.call(["transform"], [known, line]), known=known
    )
    return finish(parts, workers, known, "transform")
# end: beam


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lessons", required=True, metavar="BINARY", help="the program, best as `make static` builds it")
    parser.add_argument("--input", required=True, metavar="GLOB", help="the files of raw rows, each a shard")
    parser.add_argument("--output", required=True, metavar="WORKDIR", help="the working directory")
    options, beam_options = parser.parse_known_args()
    workers, shards = Workers(options.lessons, options.output), shard_lines(options.input)
    with beam.Pipeline(options=PipelineOptions(beam_options)) as pipeline:
        build(pipeline, workers, shards) | "print" >> beam.Map(print)


if __name__ == "__main__":
    main()
