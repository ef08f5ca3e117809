import Preprocessing
import RawData
import Testing
import TransformedData

/// A few rows in memory, with their schema.
struct Rows {
  let schema: Schema
  let batch: Batch

  /// Rows of the given columns.
  init(_ columns: KeyValuePairs<String, FeatureValues>) {
    schema = Schema(columns.map { FeatureSpec($0.key, $0.value.type) })
    batch = Batch(
      rowCount: columns.first?.value.rowCount ?? 0,
      names: columns.map(\.key),
      columns: columns.map(\.value)
    )
  }

  /// Rows with a schema of their own: of ragged or wider columns.
  init(schema: Schema, batch: Batch) {
    self.schema = schema
    self.batch = batch
  }

  /// What `preprocessingFn` makes of the rows, analyzed over these same rows.
  func transformed(by preprocessingFn: PreprocessingFn) throws -> Batch {
    try fitted(preprocessingFn).transform(batch)
  }

  /// `preprocessingFn`, analyzed over these rows.
  func fitted(_ preprocessingFn: PreprocessingFn) throws -> TransformFn {
    try PreprocessingGraph(schema: schema, preprocessingFn).analyze { RowsReader(batch, schema: $0) }
  }

  /// The one column that `column` builds.
  func column<Scalar>(_ column: @escaping @Sendable (Inputs) throws -> Column<Scalar>) throws -> FeatureValues
  {
    let transformed = try transformed { inputs in
      var outputs = Outputs()
      outputs["column"] = try column(inputs)
      return outputs
    }
    return try #require(transformed["column"])
  }
}

/// Gives the rows of a batch in smaller ones, with the features of a schema alone.
struct RowsReader: BatchReader {
  private let batch: Batch
  private let batchSize: Int
  private var row = 0

  init(_ batch: Batch, schema: Schema, batchSize: Int = .max) {
    let names = schema.features.map(\.name)
    self.batch = Batch(rowCount: batch.rowCount, names: names, columns: names.compactMap { batch[$0] })
    self.batchSize = batchSize
  }

  mutating func next() -> Batch? {
    guard row < batch.rowCount else { return nil }
    let end = row + min(batchSize, batch.rowCount - row)
    defer { row = end }
    return batch.slice(row..<end)
  }
}

extension FeatureValues {
  /// The `float32` values; none for another type.
  var floats: [Float] {
    if case .float32(let values) = storage { values } else { [] }
  }

  /// The `int64` values; none for another type.
  var int64s: [Int64] {
    if case .int64(let values) = storage { values } else { [] }
  }

  /// The storage with floats as their bits, so that NaN equals NaN and 0 differs from -0.
  var bits: [String] {
    switch storage {
    case .float32(let values): values.map { String($0.bitPattern, radix: 16) }
    case .int64, .string: (0..<valueCount).map(text)
    }
  }
}

extension Batch {
  /// Names and columns, floats as their bits.
  var bits: [[String]] {
    zip(names, columns).map { [$0] + $1.bits }
  }
}

/// A column of texts.
func strings(_ texts: [String]) -> FeatureValues {
  FeatureValues(ByteStrings(texts))
}
