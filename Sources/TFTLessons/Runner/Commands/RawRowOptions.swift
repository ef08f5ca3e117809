import Embeddings
import RawData

/// What a command is told of the raw rows that it is to transform or to predict.
struct RawRowOptions {
  static let optional = ["--schema"]
  static let flags = ["--no-header", "--skip-corrupt"]

  static let help = """
    --no-header       RAW is a CSV file without a header line; its columns are those of --schema, in its order
    --schema FILE     schema.pbtxt that names these columns (default the pipeline's own schema)
    --skip-corrupt    pass over records of a TFRecord file whose payload does not have its checksum, and say on standard
                      error how many they were; a damaged length stays an error: nobody knows where the next record starts
    """

  let source: RowSource
  /// The columns of a file that does not name them.
  private let columns: [String]?

  /// - Throws: `UsageError` for a schema that nothing is done with.
  init(_ options: FileOptions, _ pipeline: Pipeline) throws {
    let hasHeader = !options.has("--no-header")
    if hasHeader, options.has("--schema") {
      throw UsageError("--schema: found no --no-header, expected one: a header line names the columns itself")
    }
    let schema = options.has("--schema") ? try Schema(contentsOf: options["--schema"]) : pipeline.schema
    columns = hasHeader ? nil : schema.features.map(\.name)
    source = try RowSource(
      path: options["--input"],
      header: hasHeader ? .firstRecord : .none,
      skipsCorrupt: options.has("--skip-corrupt")
    )
  }

  /// The rows from the start, with the features of `schema`; other columns are passed over.
  func open(_ schema: Schema) throws -> any ForgivingReader {
    guard let columns else { return try source.open(schema, extraColumns: .ignored) }
    guard case .csv = source.format else {
      throw UsageError("--no-header: found records in \(source.path), expected a CSV file")
    }
    if let missing = schema.features.first(where: { !columns.contains($0.name) }) {
      let problem =
        "--no-header: the columns are \(columns.joined(separator: ", ")), expected \(missing.name) among them"
      throw UsageError("\(problem); --schema names others")
    }
    return try source.open(schema, columns: columns)
  }
}
