import TFTLessons

struct KnownRides: BatchReader {
  var base: any BatchReader

  mutating func next() throws -> Batch? {
    while let batch = try base.next() {
      let places = try ["pickup", "dropoff"].map { end in
        (try floats("\(end)_longitude", batch), try floats("\(end)_latitude", batch))
      }
      let rows = (0..<batch.rowCount).filter { row in
        places.allSatisfy { (-75 ... -72).contains($0.0[row]) && (40...42).contains($0.1[row]) }
      }
      if !rows.isEmpty { return keeping(rows, of: batch) }
    }
    return nil
  }

  private func floats(_ name: String, _ batch: Batch) throws -> [Float] {
    guard case .float32(let values)? = batch[name]?.storage else {
      throw InputError(file: name, problem: "found no such float32 feature")
    }
    return values
  }

  /// The rows `rows` of a batch, in their order.
  private func keeping(_ rows: [Int], of batch: Batch) -> Batch {
    let columns = batch.columns.map { column in
      switch column.storage {
      case .float32(let values): FeatureValues(rows.map { values[$0] })
      case .int64(let values): FeatureValues(rows.map { values[$0] })
      case .string(let values): FeatureValues(ByteStrings(rows.map { values.string(at: $0) }))
      }
    }
    return Batch(rowCount: rows.count, names: batch.names, columns: columns)
  }
}
