import RawData

/// A model's layers for rows that come one at a time: a list of instructions on one piece of memory, which is there already.
///
/// The numbers of a row are computed as `Inference` computes those of a batch, to the bit: the layers' formulas are the same,
/// and sums are taken in the same order.
package struct RowInference: Sendable {
  /// A feature of the transformed row, and where it goes.
  struct Feature: Sendable {
    /// Which column of the batch it is.
    let column: Int
    let width: Int
    /// Where its first number or id goes.
    let target: Int
    /// How many ids there are; nil for numbers.
    let idCount: Int?
  }

  /// What is done for every row.
  private struct Plan: Sendable {
    let features: [Feature]
    let instructions: [RowInstruction]
    /// Where the prediction is.
    let output: Int
  }

  private let plan: Plan
  /// The row's numbers, the layers' results, the weights.
  private var numbers: [Float]
  private var ids: [Int]

  /// The layers of `model` for rows with the features `names`; nil when one of them works on batches only, or the model
  /// tells classes apart.
  init?(_ model: Model, features names: [String]) {
    var builder = RowInferenceBuilder()
    guard let output = builder.add(model, features: names) else { return nil }
    plan = Plan(features: builder.features, instructions: builder.instructions, output: output)
    (numbers, ids) = (builder.numbers, builder.ids)
  }

  /// The prediction for a transformed batch of one row.
  ///
  /// - Returns: nil when its features are not as the model wants them.
  package mutating func prediction(of transformed: Batch) -> Float? {
    Self.run(plan, transformed, &numbers, &ids)
  }

  private static func run(_ plan: Plan, _ row: Batch, _ numbers: inout [Float], _ ids: inout [Int]) -> Float? {
    numbers.withUnsafeMutableBufferPointer { numbers in
      ids.withUnsafeMutableBufferPointer { ids in
        guard let numbers = numbers.baseAddress, let ids = ids.baseAddress else { return nil }
        for feature in plan.features {
          guard feature.read(row.columns[feature.column], numbers, ids) else { return nil }
        }
        for instruction in plan.instructions { instruction.run(numbers, ids) }
        return numbers[plan.output]
      }
    }
  }
}

extension RowInference.Feature {
  /// Copies the only row of `column` to where it goes; false when it is not as the model wants it.
  @inline(__always)
  fileprivate func read(
    _ column: FeatureValues,
    _ numbers: UnsafeMutablePointer<Float>,
    _ ids: UnsafeMutablePointer<Int>
  ) -> Bool {
    guard case .fixed(width) = column.layout else { return false }
    switch column.storage {
    case .float32(let values):
      guard idCount == nil else { return false }
      for index in 0..<width { numbers[target + index] = values[index] }
    case .int64(let values):
      guard let idCount else {
        for index in 0..<width { numbers[target + index] = Float(values[index]) }
        return true
      }
      guard values[0] >= 0, values[0] < Int64(idCount) else { return false }
      ids[target] = Int(values[0])
    case .string: return false
    }
    return true
  }
}
