import RawData

/// Collects transformed batches as examples of a model.
struct ExamplesBuilder {
  private enum Column {
    case numbers([Float])
    case ids([Int32])
  }

  private let architecture: Architecture
  private var columns: [Column]
  private var labels: [Float] = []
  /// The rows of earlier builders of the same data.
  private let firstRow: Int

  init(_ architecture: Architecture, firstRow: Int = 0) {
    self.architecture = architecture
    self.firstRow = firstRow
    columns = architecture.inputs.map {
      if case .ids = $0.kind { .ids([]) } else { .numbers([]) }
    }
  }

  /// How many examples there are so far.
  var count: Int { labels.count }

  /// Adds the rows of a batch.
  ///
  /// - Throws: `ModelError` when a feature is missing, of the wrong type, or not as the model was told.
  mutating func append(_ batch: Batch) throws(ModelError) {
    for (index, value) in try architecture.values(of: batch, firstRow: firstRow + count).enumerated() {
      switch (columns[index], value) {
      case (.numbers(var numbers), .floats(let matrix)):
        columns[index] = .numbers([])
        numbers += matrix.elements
        columns[index] = .numbers(numbers)
      case (.ids(var ids), .ids(let matrix)):
        columns[index] = .ids([])
        ids += matrix.elements
        columns[index] = .ids(ids)
      default: break
      }
    }
    labels += try architecture.labels(of: batch, firstRow: firstRow + count)
  }

  /// The examples so far.
  func finish() -> Examples {
    let inputs = zip(architecture.inputs, columns).map { input, column -> TensorValue in
      let width = input.shape.size
      switch (input.kind, column) {
      case (.ids(_, let idCount), .ids(let ids)):
        return .ids(IDMatrix(rows: count, columns: width, count: idCount, elements: ids))
      case (_, .numbers(let numbers)):
        return .floats(Matrix(rows: count, columns: width, elements: numbers))
      case (.numbers, .ids): preconditionFailure("a column of ids for an input of numbers")
      }
    }
    return Examples(inputs: inputs, labels: labels)
  }
}
