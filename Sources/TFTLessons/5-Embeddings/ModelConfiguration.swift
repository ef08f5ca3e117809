import RawData

/// What a model is made of: the features it reads and the layers it puts on top of them.
public struct ModelConfiguration: Equatable, Sendable {
  /// How an id becomes numbers.
  public enum Encoding: Equatable, Sendable {
    /// A vector of zeros with a single one, fed to the first hidden layer.
    case oneHot
    /// A learned vector of this length, set beside the numeric features.
    case embedding(size: Int)
  }

  /// A categorical feature: ids `0 ..< vocabularySize`.
  public struct Categorical: Equatable, Sendable {
    /// The transformed feature's name.
    public var name: String
    /// The number of ids.
    public var vocabularySize: Int
    /// How an id becomes numbers.
    public var encoding: Encoding

    /// A categorical feature.
    public init(_ name: String, vocabularySize: Int, encoding: Encoding) {
      self.name = name
      self.vocabularySize = vocabularySize
      self.encoding = encoding
    }
  }

  /// The model's name: that of its directory below `models`.
  public var name: String
  /// The transformed feature to predict.
  public var label: String
  /// The numeric features.
  public var numeric: [String]
  /// The categorical features.
  public var categorical: [Categorical]
  /// The sizes of the hidden layers, each a `Dense` with relu.
  public var hidden: [Int]

  /// A model of the given features and layers.
  ///
  /// - Precondition: there is at least one hidden layer.
  public init(name: String, label: String, numeric: [String], categorical: [Categorical], hidden: [Int]) {
    precondition(!hidden.isEmpty, "a model needs a hidden layer")
    self.name = name
    self.label = label
    self.numeric = numeric
    self.categorical = categorical
    self.hidden = hidden
  }

  /// The features it reads, the label not among them.
  public var features: [String] { numeric + categorical.map(\.name) }

  /// How many numbers training changes.
  var weightCount: Int {
    let tables = categorical.reduce(0) { count, feature in
      let size = if case .embedding(let size) = feature.encoding { size } else { hidden[0] }
      return count + feature.vocabularySize * size
    }
    let layers = zip([inputSize] + hidden, hidden + [1]).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    return tables + layers
  }

  /// The width of the first hidden layer's input: numeric features and embeddings side by side.
  var inputSize: Int {
    categorical.reduce(numeric.count) { size, feature in
      if case .embedding(let embeddingSize) = feature.encoding { size + embeddingSize } else { size }
    }
  }
}
