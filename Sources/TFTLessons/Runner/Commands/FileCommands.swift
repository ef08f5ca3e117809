import RawData
import TFRecords
import TaxiFare
import TransformedData

extension Command {
  static let transform = Command(
    name: "transform",
    summary: "Applies a fitted transform to raw rows.",
    usage: """
      Usage: lessons transform --transform-output DIR --input RAW --output OUT.(csv|jsonl|tfrecord) [--no-header]
             [--schema FILE] [--skip-corrupt]

      DIR is a transform_output directory, as `lessons task transform_tfrecords` leaves one. RAW is a CSV file, a TFRecord
      file or a directory of shards; columns that the transform does not need are passed over.

      CSV has a cell for each feature: several values of a row share it, with spaces between them, and a row without a value has
      an empty cell. Texts with spaces, several in a row, cannot be told apart in it; JSON Lines and TFRecord keep them apart.

      \(RawRowOptions.help)
      """
  ) { arguments, pipeline in
    let options = try FileOptions(
      &arguments,
      required: ["--transform-output", "--input", "--output"],
      optional: RawRowOptions.optional,
      flags: RawRowOptions.flags
    )
    try RowWriter.check(options["--output"], option: "--output")
    let transformFn = try TransformOutput.read(options["--transform-output"])
    let rows = try RawRowOptions(options, pipeline)
    let source = rows.source
    try source.checkRaw(transformFn)
    var reader = TransformedReader(try rows.open(transformFn.inputSchema), transformFn)
    let writer = try RowWriter(path: options["--output"], schema: transformFn.outputSchema)
    try SchemaOrigin.transform.advising {
      try source.locatingErrors { try writer.write(rowsOf: &reader) }
    }
    try writer.close()
    Terminal().notes(source.notes)
  }

  static let makeData = Command(
    name: "make-data",
    summary: "Makes taxi rides: the same file for the same seed, on every machine.",
    usage: """
      Usage: lessons make-data --rows N [--seed S] [--shards N] --output FILE.csv

      The rows are made up, in the layout of the public NYC taxi-fare data; data/README.md says how.

        --shards N    write N files of equal size, each with the header, into the directory OUTPUT: part-00000-of-0000N.csv
      """
  ) { arguments, _ in
    let options = try FileOptions(
      &arguments,
      required: ["--rows", "--output"],
      optional: ["--seed", "--shards"]
    )
    let rows: Int = try options.number("--rows", default: 0)
    let seed: UInt64 = try options.number("--seed", default: 1)
    let shards = try options.number("--shards", default: 1, in: 1...ShardedRecords.largestShardCount)
    let rides = MadeRides(rows: rows, seed: seed)
    if options.has("--shards") {
      try rides.write(shards: shards, to: options["--output"])
    } else {
      try rides.write(to: options["--output"])
    }
  }
}
