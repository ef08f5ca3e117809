import Preprocessing
import RawData

/// One step to run on every batch. A class: going through a list of them copies no mapper.
final class Deed: Sendable {
  enum Kind: Sendable {
    case input(FeatureSpec)
    case mapper(any Mapper, inputs: [Place])
  }

  /// Where an operand is: among the constants, or among the results of a batch.
  enum Place: Sendable {
    case constant(Int)
    case result(Int)
  }

  let step: Int
  let kind: Kind

  init(step: Int, kind: Kind) {
    self.step = step
    self.kind = kind
  }

  /// The results that it works on.
  var sources: [Int] {
    guard case .mapper(_, let inputs) = kind else { return [] }
    return inputs.compactMap { if case .result(let index) = $0 { index } else { nil } }
  }
}
