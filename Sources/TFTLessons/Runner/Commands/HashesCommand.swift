import RawData
import TransformedData

extension Command {
  static let hashes = Command(
    name: "hashes",
    summary: "Counts how many bins each hashed operation uses, and how many values collide in them.",
    usage: """
      Usage: lessons hashes --transform-output DIR --input RAW [--limit N] [--json]

        --transform-output DIR  a transform_output directory, as `lessons task transform_tfrecords` leaves one
        --input RAW             a CSV file, a TFRecord file or a directory of shards; other columns are passed over
        --limit N               how many distinct combinations of an operation are counted (default 1000000); those that
                                come later are left out, and the table says so
        --json                  the same as JSON

      Looked at are hashed_cross, hash_strings, and the buckets of a vocabulary for values that are no tokens. A combination is
      what such an operation is given in one place: two ids, a text. The first line of an operation is about the bins that
      it has; where combinations collide, those below are about two, four and eight times as many. `share a bin` counts the
      combinations that a model cannot tell from another one. Memory grows with the combinations, up to the limit.
      """
  ) { arguments, _ in
    let options = try FileOptions(
      &arguments,
      required: ["--transform-output", "--input"],
      optional: ["--limit"],
      flags: ["--json"]
    )
    let limit: Int = try options.number("--limit", default: 1_000_000, atLeast: 1)
    var census = try HashCensus(TransformOutput.read(options["--transform-output"]), limit: limit)
    let source = try RowSource(path: options["--input"])
    if !census.isEmpty {
      var reader = try source.open(census.inputSchema, extraColumns: .ignored)
      var row = 0
      try SchemaOrigin.transform.advising {
        try reader.forEachBatch { batch in
          try source.locatingErrors { try census.add(batch, firstRow: row) }
          row += batch.rowCount
        }
      }
    }
    let report = HashReport(uses: try census.finish(), limit: limit)
    Terminal().result(options.has("--json") ? report.json.text : report.text)
  }
}
