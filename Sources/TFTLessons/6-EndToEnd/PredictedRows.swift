import Preprocessing
import RawData

/// What became of some rows that follow each other in the data.
public struct PredictedRows: Sendable {
  /// A row that has no prediction.
  public struct Failure: Sendable {
    /// The row in the data, from 0.
    public var row: Int
    /// Why: an `InputError` for a row that cannot be read, an `OperationError` for one that the transform has no result for.
    public var error: any Error

    /// The row's number and what was found and expected: `row 17: line 19, column 12: passenger_count: found "many",
    /// expected a number`. The file is not named.
    public var text: String {
      let problem: String
      switch error {
      case let error as InputError: problem = error.inFile
      case var error as OperationError:
        error.row = nil
        problem = "\(error)"
      default: problem = "\(error)"
      }
      return "row \(row): \(problem)"
    }
  }

  /// The number of the first row in the data, from 0.
  public var firstRow: Int
  /// One for each row; NaN for one that has none.
  public var predictions: [Float] = []
  /// The rows without a prediction, in order.
  public var failures: [Failure] = []
  /// The words for the predictions, where there are some.
  public let classNames: ClassNames?

  init(firstRow: Int, classNames: ClassNames?) {
    (self.firstRow, self.classNames) = (firstRow, classNames)
  }

  /// Adds a row without a prediction.
  mutating func appendFailure(_ error: any Error) {
    failures.append(Failure(row: firstRow + predictions.count, error: error))
    predictions.append(.nan)
  }

  /// As features: `prediction` and, of a model whose classes have names, `class`, both missing for a row without a
  /// prediction, and `error`, missing for the others.
  public var batch: Batch {
    let count = predictions.count
    var (values, errors) = (predictions, ByteStrings())
    var valueOffsets = [Int](0...count)
    var errorOffsets = [Int](repeating: 0, count: count + 1)
    if !failures.isEmpty {
      var failing = failures[...]
      values.removeAll(keepingCapacity: true)
      for index in 0..<count {
        if let failure = failing.first, failure.row == firstRow + index {
          errors.append(failure.text.utf8)
          failing.removeFirst()
        } else {
          values.append(predictions[index])
        }
        valueOffsets[index + 1] = values.count
        errorOffsets[index + 1] = errors.count
      }
    }
    var columns = [
      FeatureValues(.float32(values), layout: .ragged(rowOffsets: valueOffsets)),
      FeatureValues(.string(errors), layout: .ragged(rowOffsets: errorOffsets)),
    ]
    if let classNames { columns.insert(classes(classNames), at: 1) }
    return Batch(rowCount: count, names: Self.schema(classNames).features.map(\.name), columns: columns)
  }

  /// The class of each row; missing for one that has none.
  private func classes(_ classNames: ClassNames) -> FeatureValues {
    var (classes, offsets) = (ByteStrings(), [0])
    for prediction in predictions {
      if let name = classNames[prediction] { classes.append(name.utf8) }
      offsets.append(classes.count)
    }
    return FeatureValues(.string(classes), layout: .ragged(rowOffsets: offsets))
  }

  /// The features of `batch`.
  public static func schema(_ classNames: ClassNames?) -> Schema {
    let classes = classNames == nil ? [] : [FeatureSpec("class", .string, presence: .optional)]
    return Schema(
      [FeatureSpec("prediction", .float32, presence: .optional)] + classes
        + [FeatureSpec("error", .string, presence: .optional)]
    )
  }
}
