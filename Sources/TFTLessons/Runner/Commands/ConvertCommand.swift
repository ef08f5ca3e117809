import RawData
import TFRecords

extension Command {
  static let convert = Command(
    name: "convert",
    summary: "Copies rows from one format to another: CSV or TFRecord to CSV, JSON Lines or TFRecord.",
    usage: """
      Usage: lessons convert IN OUT.(csv|jsonl|tfrecord) [--schema FILE] [--no-header] [--compression NAME] [--skip-corrupt]

        IN                  a CSV file, a TFRecord file of tf.train.Example, plain or compressed, or a directory of shards
        OUT                 its ending says the format
        --schema FILE       schema.pbtxt of the rows (default: found in a pass over IN); records may have other features,
                            which are left out
        --no-header         IN is a CSV file without a header line; its columns are those of --schema, in its order
        --compression NAME  compress a TFRecord file as a whole: none (default), gzip or zlib
        --skip-corrupt      pass over damaged records, and say on standard error how many they were

      A feature of a record may be absent, have an empty list or a list without a type: all three are a missing value, and
      are written as an empty list of the feature's type. Floats keep their bits in TFRecord; in CSV and JSON Lines they have
      the shortest decimal that reads back as the same float. In CSV several values of a row share a cell, with spaces between
      them; JSON Lines keeps them apart.
      """
  ) { arguments, _ in
    let options = try ConvertOptions(&arguments)
    let source = try RowSource(
      path: options.input,
      header: options.header,
      skipsCorrupt: options.skipsCorrupt
    )
    let schema = try options.schema.map { try Schema(contentsOf: $0) } ?? source.inferredSchema()
    var reader = try source.open(schema)
    let writer = try RowWriter(path: options.output, schema: schema, compression: options.compression)
    // A schema that was found in the rows fits them.
    let origin = options.schema.map { SchemaOrigin.file($0) } ?? .program
    try origin.advising { try reader.forEachBatch { try writer.write($0) } }
    try writer.close()
    Terminal().notes(source.notes)
  }
}

/// What `lessons convert` is asked for.
private struct ConvertOptions {
  var input = ""
  var output = ""
  var schema: String?
  var header = CSVReader.Header.firstRecord
  var compression = Compression.none
  var skipsCorrupt = false

  init(_ arguments: inout Arguments) throws(UsageError) {
    var paths: [String] = []
    while let word = try arguments.next() {
      switch word {
      case "--schema": schema = try arguments.value(of: word)
      case "--no-header": header = .none
      case "--compression": compression = try arguments.compression(of: word)
      case "--skip-corrupt": skipsCorrupt = true
      case _ where word.hasPrefix("--"):
        let known = ["--schema", "--no-header", "--compression", "--skip-corrupt"]
        throw UsageError(unknown: "option", word, expected: known)
      default: paths.append(word)
      }
    }
    guard paths.count == 2 else {
      throw UsageError(
        "lessons convert needs two paths, what to read and what to write; found \(paths.count)"
      )
    }
    (input, output) = (paths[0], paths[1])
    try RowWriter.check(output, option: "OUT", compression: compression)
    if header == .none, schema == nil {
      throw UsageError("--no-header needs --schema FILE, which names the columns")
    }
    if Platform.isSameFile(input, output) {
      throw UsageError("OUT: found \"\(output)\", which is the input; expected another file")
    }
  }
}
