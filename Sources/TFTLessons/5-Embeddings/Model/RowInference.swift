import RawData

/// A model's layers for rows that come one at a time: a list of instructions on one piece of memory, which is there already.
///
/// The numbers of a row are computed as `Inference` computes those of a batch, to the bit: the layers' formulas are the same,
/// and sums are taken in the same order.
package struct RowInference: Sendable {
  /// A feature of the transformed row, and where it goes.
  struct Feature: Sendable {
    /// Which of the row's numbers it is.
    let index: Int
    /// Where the number or id goes.
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

  /// The layers of `model` for rows with the features `names`; nil when a feature has several numbers, a layer works on
  /// batches only, or the model tells classes apart.
  init?(_ model: Model, features names: [String]) {
    var builder = RowInferenceBuilder()
    guard let output = builder.add(model, features: names) else { return nil }
    plan = Plan(features: builder.features, instructions: builder.instructions, output: output)
    (numbers, ids) = (builder.numbers, builder.ids)
  }

  /// The prediction for the numbers of a transformed row.
  ///
  /// - Returns: nil when the model cannot take one of them.
  package mutating func prediction(of row: [RowNumber]) -> Float? {
    Self.run(plan, row, &numbers, &ids)
  }

  private static func run(_ plan: Plan, _ row: [RowNumber], _ numbers: inout [Float], _ ids: inout [Int])
    -> Float?
  {
    numbers.withUnsafeMutableBufferPointer { numbers in
      ids.withUnsafeMutableBufferPointer { ids in
        guard let numbers = numbers.baseAddress, let ids = ids.baseAddress else { return nil }
        for feature in plan.features {
          guard feature.read(row[feature.index], numbers, ids) else { return nil }
        }
        for instruction in plan.instructions { instruction.run(numbers, ids) }
        return numbers[plan.output]
      }
    }
  }
}

extension RowInference.Feature {
  /// Copies `number` to where it goes; false when the model cannot take it.
  @inline(__always)
  fileprivate func read(
    _ number: RowNumber,
    _ numbers: UnsafeMutablePointer<Float>,
    _ ids: UnsafeMutablePointer<Int>
  ) -> Bool {
    switch (number, idCount) {
    case (.float32(let value), nil): numbers[target] = value
    case (.int64(let value), nil): numbers[target] = Float(value)
    case (.int64(let id), let count?):
      guard id >= 0, id < Int64(count) else { return false }
      ids[target] = Int(id)
    case (.float32, .some): return false
    }
    return true
  }
}
