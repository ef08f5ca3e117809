import Embeddings
import RawData

extension Command {
  static let worker = Command(
    name: "worker",
    summary: "Works on one shard after the other for Spark, Beam or a shell: lines in, lines out.",
    usage: """
      Usage: lessons worker analyze [OPTIONS] < LINES
             lessons worker merge [--finish] [OPTIONS] < LINES
             lessons worker transform [OPTIONS] < LINES

      Lines are JSON. The first line that a worker reads is what is known so far; `lessons worker merge --finish < /dev/null`
      prints it for the start. Every other line is a shard, {"shard": 0, "of": 3, "path": "rides-0.csv"}, or what another
      worker has printed. A file of raw rows is a shard; each becomes a file of transformed rows.

        analyze            shards; prints an accumulator for each
        merge              accumulators; prints one that has seen what all of them have
        merge --finish     accumulators of all shards; prints what is known now. "phases" says how many passes over the shards
                           there are, "phase" how many are done. When that is all of them, writes transform_output
        transform          shards; writes a file for each and prints that it has
        merge --finish     what transform has printed for all shards; puts DIR/transformed_tfrecords in its place

      Nothing is remembered between two lines. A worker can be ended at any moment, started again, or run twice at once: a
      file appears under its name when it is whole, and always with the same bytes.

      Options:
        --workdir DIR      where transformed_tfrecords is made (default working_area): one that all machines see
        --schema FILE      schema.pbtxt of the raw rows (default the pipeline's own)
        --no-header        the CSV files have no header line; their columns are the schema's, in its order
        --threads N        how many threads may work (default 1: an engine has a worker for each processor)
        --quiet            nothing on standard error but errors
      """
  ) { arguments, pipeline in
    let options = try WorkerOptions(&arguments)
    Parallelism.limit(to: options.threads)
    try WorkerRun(options, pipeline).perform()
  }
}
