import RawData
import TFRecords

/// What is counted of the records of one or more TFRecord files, and the first few of them.
struct RecordTally {
  private(set) var recordCount = 0
  /// How many damaged records were passed over.
  private(set) var skippedCount = 0
  private(set) var payloadSize = 0
  private(set) var smallest = Int.max
  private(set) var largest = 0
  private var inspector = ExampleInspector()
  private var examples = InspectionTable("examples", columns: ["record", "feature", "tensor", "value"])
  private var strangers = InspectionTable("other_records", columns: ["record", "bytes", "first_bytes"])
  private var bytes = InspectionTable("record_bytes", columns: ["record", "byte", "bytes", "meaning"])
  private let options: Inspection.Options

  /// Counts of nothing.
  init(_ options: Inspection.Options) { self.options = options }

  /// Reads every record of a file, which checks its checksums.
  ///
  /// - Throws: what is wrong; the records before it are counted. With `skipsCorrupt`, after all that could be read.
  mutating func read(_ path: String, skipsCorrupt: Bool) throws {
    var reader = try RecordReader(path: path, skipsCorrupt: skipsCorrupt)
    let before = recordCount
    defer { skippedCount += reader.skippedRecords }
    do {
      while let record = try reader.next() { add(record) }
    } catch let error as InputError where recordCount == before && reader.skippedRecords == 0 {
      throw try Self.explain(error)
    }
    if let first = reader.firstSkipped {
      let all = recordCount - before + reader.skippedRecords
      throw InputError(
        file: path,
        problem: "\(reader.skippedRecords) of \(all) records are damaged, the first of them: \(first.inFile)"
      )
    }
  }

  /// A file that goes wrong with its first record is perhaps none of records.
  private static func explain(_ error: InputError) throws -> InputError {
    let start = try FileKind.firstBytes(of: error.file, count: 4096)
    guard let text = TextStart(start) else { return error }
    var error = error
    error.problem += "; the file is text, and begins with \(quoted(text.firstLine.utf8))"
    return error
  }

  private mutating func add(_ record: ArraySlice<UInt8>) {
    if inspector.add(record) {
      if inspector.exampleCount <= options.limit { show(record) }
    } else if strangers.rows.count < options.limit {
      let start = hexadecimal(record.prefix(16))
      strangers.addRow([.int(recordCount), .int(record.count), .string(start)])
    }
    recordCount += 1
    payloadSize += record.count
    smallest = min(smallest, record.count)
    largest = max(largest, record.count)
  }

  private mutating func show(_ record: ArraySlice<UInt8>) {
    for (name, values) in ExampleInspector.values(of: record) ?? [] {
      let tensor = values.map { TensorText($0, row: 0) } ?? TensorText.none
      examples.addRow([.int(recordCount), .string(name), .string(tensor.shape), .string(tensor.values)])
    }
    guard options.showsBytes, let anatomy = RecordAnatomy(of: record) else { return }
    for part in anatomy.parts {
      let meaning = String(repeating: "  ", count: part.depth) + part.meaning
      bytes.addRow([
        .int(recordCount), .int(part.offset), .string(hexadecimal(part.bytes)), .string(meaning),
      ])
    }
  }

  /// Counts and sizes, in order.
  var facts: [JSON.Member] {
    var facts = [JSON.Member("records", .int(recordCount))]
    if skippedCount > 0 { facts.append(.init("damaged_records", .int(skippedCount))) }
    if recordCount > 0 {
      facts += [
        .init("payload_bytes", .int(payloadSize)), .init("smallest_record", .int(smallest)),
        .init("largest_record", .int(largest)),
      ]
    }
    let strangerCount = recordCount - inspector.exampleCount
    if strangerCount > 0 { facts.append(.init("no_tf.train.Example", .int(strangerCount))) }
    if inspector.isOverfull {
      facts.append(.init("listed_features", .int(ExampleInspector.largestFeatureCount)))
    }
    return facts
  }

  /// The features, and the first examples and other records.
  var tables: [InspectionTable] {
    [features, examples, bytes, strangers].filter { !$0.rows.isEmpty }
  }

  private var features: InspectionTable {
    var table = InspectionTable(
      "features",
      columns: ["feature", "type", "records", "values_min", "values_max"]
    )
    for feature in inspector.features {
      let types = feature.types.map(\.rawValue).sorted().joined(separator: " or ")
      table.addRow([
        .string(feature.name), .string(types.isEmpty ? "none" : types), .int(feature.exampleCount),
        .int(feature.fewestValues), .int(feature.mostValues),
      ])
    }
    return table
  }
}
