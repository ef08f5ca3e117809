import Embeddings
import RawData
import TransformedData

/// The words for what a model of classes predicts: the values that the preprocessing function has made ids of.
public struct ClassNames: Equatable, Sendable {
  /// The classes in the order of their ids.
  public let names: [String]
  /// Whether a prediction is the probability of class 1, and not a class.
  private let isBinary: Bool

  init(_ names: [String], isBinary: Bool) {
    (self.names, self.isBinary) = (names, isBinary)
  }

  /// Those of a model's label; nil when it predicts numbers, or its label is not what a vocabulary gives.
  package init?(_ transformFn: TransformFn, _ architecture: Architecture) {
    guard architecture.loss.isClassification, let tokens = transformFn.tokens(of: architecture.label) else {
      return nil
    }
    self.init((0..<tokens.count).map(tokens.string), architecture.loss)
  }

  init(_ names: [String], _ loss: Loss) {
    if case .binaryCrossentropy = loss {
      self.init(names, isBinary: true)
    } else {
      self.init(names, isBinary: false)
    }
  }

  /// The class that a prediction means: of two classes class 1 above a probability of one half. Nil for NaN, and for a class
  /// without a name.
  public subscript(prediction: Float) -> String? {
    guard prediction.isFinite else { return nil }
    let id = isBinary ? (prediction > 0.5 ? 1 : 0) : Int(prediction)
    return names.indices.contains(id) ? names[id] : nil
  }
}
