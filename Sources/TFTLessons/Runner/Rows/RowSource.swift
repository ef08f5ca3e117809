import RawData
import TFRecords

/// Rows on disk: a CSV file, a TFRecord file, or a directory of shards.
struct RowSource {
  enum Format {
    case csv
    /// The paths of the shards, in order.
    case records([String])
  }

  /// The path as the user wrote it.
  let path: String
  let format: Format
  let header: CSVReader.Header
  /// Where damaged records are counted that are passed over; nil makes them errors.
  let skipped: SkippedRecords?

  /// Finds out what `path` leads to.
  ///
  /// - Throws: `FileError` when it cannot be read, `InputError` when it has no rows.
  init(path: String, header: CSVReader.Header = .firstRecord, skipsCorrupt: Bool = false) throws {
    self.path = path
    self.header = header
    skipped = skipsCorrupt ? SkippedRecords() : nil
    let kind = try FileKind(of: path)
    switch kind {
    // A pipe cannot be looked into, and text that is no record is for the CSV reader to judge.
    case .csv, .special, .unknown, .empty, .unreadable: format = .csv
    case .tfrecord: format = .records([path])
    case .directory: format = .records(try ShardedRecords.shards(in: path))
    case .schema, .transformFn, .model, .safetensors, .json, .jsonLines, .vocabulary:
      let expected = "a CSV file, a TFRecord file or a directory of shards"
      throw InputError(file: path, problem: "found \(kind.text), expected \(expected)")
    }
  }

  /// The rows from the start, with the features of `schema`.
  func open(
    _ schema: Schema,
    extraColumns: CSVReader.ExtraColumns = .refused
  ) throws -> any ForgivingReader {
    switch format {
    case .csv:
      try Self.checkCells(of: schema, path: path)
      return try CSVReader(path: path, schema: schema, extraColumns: extraColumns, header: header)
    case .records(let paths): return ExampleReader(paths: paths, schema: schema, skipping: skipped)
    }
  }

  /// The rows of a CSV file without a header, whose columns are `columns`, with the features of `schema`.
  func open(_ schema: Schema, columns: [String]) throws -> any ForgivingReader {
    try Self.checkCells(of: schema, path: path)
    return try CSVReader(path: path, schema: schema, columns: columns)
  }

  /// Each cell of a CSV file holds one value.
  static func checkCells(of schema: Schema, path: String) throws(InputError) {
    if let feature = schema.features.first(where: { $0.width > 1 }) {
      let found = "feature \"\(feature.name)\": found \(feature.width) values per row"
      throw InputError(file: path, problem: "\(found), expected 1, for a cell of a CSV file holds one")
    }
  }

  /// The schema that fits the rows, found in a pass over them.
  ///
  /// - Throws: `InputError` when records have no one schema: they are no examples, or a feature has two types.
  func inferredSchema() throws -> Schema {
    switch format {
    case .csv:
      guard !Platform.exists(path) || Platform.isRegularFile(path) else {
        let problem =
          "is a pipe or a device, which can be read only once; expected a --schema FILE of its rows"
        throw FileError(path: path, problem: problem)
      }
      return try Schema.inferred(fromCSV: path)
    case .records(let paths): return try inferredSchema(of: paths)
    }
  }

  private func inferredSchema(of paths: [String]) throws -> Schema {
    var inspector = ExampleInspector()
    for path in paths {
      var reader = try RecordReader(path: path, skipsCorrupt: skipped != nil)
      while let record = try reader.next() {
        guard inspector.add(record) else {
          let problem = "found no tf.train.Example, expected one; `lessons inspect` shows the first bytes"
          throw InputError(file: path, position: Self.place(of: reader), problem: problem)
        }
      }
    }
    guard !inspector.isOverfull else {
      let most = ExampleInspector.largestFeatureCount
      throw InputError(
        file: path,
        problem: "found more than \(most) features, expected a --schema of those wanted"
      )
    }
    return Schema(
      try inspector.features.map { feature in
        guard feature.types.count < 2 else {
          let types = feature.types.map(\.rawValue).sorted().joined(separator: " or ")
          let problem = "feature \"\(feature.name)\" is \(types), expected one type in all records"
          throw InputError(file: path, problem: problem)
        }
        // A list that never has a type never has a value, and may be of any.
        let type = feature.types.first ?? .string
        let width = feature.fewestValues == feature.mostValues ? feature.mostValues : 0
        let isRequired = width > 0 && feature.exampleCount == inspector.exampleCount
        return isRequired
          ? FeatureSpec(feature.name, type, width: width)
          : FeatureSpec(feature.name, type, presence: .optional)
      }
    )
  }

  /// A line for each file in which records were passed over.
  var notes: [String] {
    (skipped?.files ?? []).map { file in
      let records = file.count == 1 ? "1 damaged record" : "\(file.count) damaged records, the first of them"
      return "\(file.first.file): skipped \(records): \(file.first.inFile)"
    }
  }
}
