import RawData

/// A CSV file and how it is to be read.
struct CSVFile {
  var path: String
  var schema: Schema
  var header = CSVReader.Header.firstRecord
  var extraColumns = CSVReader.ExtraColumns.refused

  /// What came of reading a file.
  struct Reading: Equatable {
    var batches: [[Batch]] = []
    var failure: InputError?

    var rows: [Batch] { batches.flatMap(\.self) }
    var error: String? { failure.map { "\($0)" } }

    /// The error as if it were further down.
    func error(linesLower lines: Int) -> String? {
      guard var failure else { return nil }
      if case .line(let line, let column) = failure.position {
        failure.position = .line(line + lines, column: column)
      }
      return "\(failure)"
    }
  }

  func reading(batchSize: Int, threads: Int) -> Reading {
    var reading = Reading()
    do {
      var reader = try CSVReader(
        path: path,
        schema: schema,
        batchSize: batchSize,
        extraColumns: extraColumns,
        header: header,
        threads: threads
      )
      while let batch = try reader.next() { reading.batches.append(batch.rows) }
    } catch let error as InputError {
      reading.failure = error
    } catch {
      fatalError("broken: only InputError is thrown for a file's content, but found \(error)")
    }
    return reading
  }

  /// All rows; the same for one thread and several, and for batches of any size.
  func checkedReading(batchSize: Int) -> Reading {
    let small = reading(batchSize: batchSize, threads: 1)
    expectEqual(small, reading(batchSize: batchSize, threads: 2), "two threads read what one does")
    for batch in small.batches.dropLast() {
      expectEqual(batch.count, batchSize, "only the last batch is short")
    }
    let whole = reading(batchSize: 4096, threads: 1)
    expectEqual(small.error, whole.error, "the error does not depend on the batch size")
    if small.error == nil { expectEqual(small.rows, whole.rows, "the rows do not depend on the batch size") }
    return small
  }

  /// Rows that are written and read again are the same.
  func checkRewritten(_ reading: Reading) throws {
    guard reading.error == nil else { return }
    var original = try CSVReader(path: path, schema: schema, extraColumns: extraColumns, header: header)
    let writer = try CSVWriter(path: Scratch.path("out.csv"), names: schema.features.map(\.name))
    while let batch = try original.next() { try writer.write(batch) }
    try writer.close()
    let copy = CSVFile(path: Scratch.path("out.csv"), schema: schema).reading(batchSize: 4096, threads: 1)
    expectEqual(copy.error, nil, "what is written can be read")
    expectEqual(copy.rows, reading.rows, "what is written is what was read")
  }
}
