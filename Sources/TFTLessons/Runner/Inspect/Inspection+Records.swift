import RawData
import TFRecords

extension Inspection {
  /// Reads every record of a TFRecord file, which checks its checksums.
  mutating func inspectRecords(limit: Int) throws {
    var reader = try RecordReader(path: path)
    var tally = RecordTally(limit: limit)
    do {
      while let record = try reader.next() { tally.add(record) }
    } catch {
      add(tally)
      throw error
    }
    add(tally)
    add("checks", .string("every checksum is right"))
  }

  private mutating func add(_ tally: RecordTally) {
    add("records", .int(tally.recordCount))
    if tally.recordCount > 0 {
      add("payload_bytes", .int(tally.payloadSize))
      add("smallest_record", .int(tally.smallest))
      add("largest_record", .int(tally.largest))
    }
    let strangers = tally.recordCount - tally.inspector.exampleCount
    if strangers > 0 { add("no_tf.train.Example", .int(strangers)) }
    if tally.inspector.isOverfull { add("listed_features", .int(ExampleInspector.largestFeatureCount)) }
    tables += [features(tally), tally.examples, tally.strangers].filter { !$0.rows.isEmpty }
  }

  private func features(_ tally: RecordTally) -> InspectionTable {
    var table = InspectionTable(
      "features",
      columns: ["feature", "type", "records", "values_min", "values_max"]
    )
    for feature in tally.inspector.features {
      let types = feature.types.map(\.rawValue).sorted().joined(separator: " or ")
      table.addRow([
        .string(feature.name), .string(types.isEmpty ? "none" : types), .int(feature.exampleCount),
        .int(feature.fewestValues), .int(feature.mostValues),
      ])
    }
    return table
  }
}

/// What is counted of the records, and the first few of them.
private struct RecordTally {
  private(set) var recordCount = 0
  private(set) var payloadSize = 0
  private(set) var smallest = Int.max
  private(set) var largest = 0
  private(set) var inspector = ExampleInspector()
  private(set) var examples = InspectionTable("examples", columns: ["record", "feature", "tensor", "value"])
  private(set) var strangers = InspectionTable("other_records", columns: ["record", "bytes", "first_bytes"])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  mutating func add(_ record: ArraySlice<UInt8>) {
    if inspector.add(record) {
      if inspector.exampleCount <= limit { show(ExampleInspector.values(of: record) ?? []) }
    } else if strangers.rows.count < limit {
      let start = hexadecimal(record.prefix(16))
      strangers.addRow([.int(recordCount), .int(record.count), .string(start)])
    }
    recordCount += 1
    payloadSize += record.count
    smallest = min(smallest, record.count)
    largest = max(largest, record.count)
  }

  private mutating func show(_ features: [(name: String, values: FeatureValues?)]) {
    for (name, values) in features {
      let tensor = values.map { TensorText($0, row: 0) } ?? TensorText.none
      examples.addRow([.int(recordCount), .string(name), .string(tensor.shape), .string(tensor.values)])
    }
  }
}
