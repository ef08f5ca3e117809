import RawData

extension Command {
  static let schema = Command(
    name: "schema",
    summary: "Infers the schema of a CSV file.",
    usage: """
      Usage: lessons schema --data CSV [--output schema.pbtxt]

      Reads the file once and says of each column its type (INT, FLOAT or BYTES), whether a value may be missing, and
      the values of a text column that has at most \(Schema.largestInferredDomain) different ones. The schema is printed,
      or written to the --output file; TensorFlow Transform reads it, and so does the option --schema.
      """
  ) { arguments, _ in
    let options = try FileOptions(&arguments, required: ["--data"], optional: ["--output"])
    let schema = try Schema.inferred(fromCSV: options["--data"])
    let output = options["--output"]
    if output.isEmpty {
      Terminal().result(schema.pbtxt)
    } else {
      try OutputFile.write(schema.pbtxt, to: output)
    }
  }
}
