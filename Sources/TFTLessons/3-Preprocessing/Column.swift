import RawData

/// A type that a column can hold: `Float`, `Int64` or `String`.
public protocol ColumnScalar: Sendable {
  /// The type of the feature's values.
  static var featureType: FeatureType { get }
}

extension Float: ColumnScalar {
  /// `float32`.
  public static var featureType: FeatureType { .float32 }
}

extension Int64: ColumnScalar {
  /// `int64`.
  public static var featureType: FeatureType { .int64 }
}

extension String: ColumnScalar {
  /// `string`.
  public static var featureType: FeatureType { .string }
}

/// A column that does not exist yet: the recipe for one, made of an operation and the columns it works on.
///
/// A preprocessing function is called once, with columns; what it builds is a graph, which later runs on every batch.
public struct Column<Scalar: ColumnScalar>: Sendable {
  package let node: Node

  package init(node: Node) {
    self.node = node
  }

  /// The result of `mapper` applied to `inputs`.
  package init(
    _ mapper: some Mapper,
    _ inputs: [Node],
    domain: FeatureSpec.IntDomain? = nil,
    location: SourceLocation? = nil
  ) {
    node = Node(
      .mapper(mapper),
      inputs: inputs,
      type: Scalar.featureType,
      shape: mapper.shape(of: inputs.map(\.shape)),
      domain: domain,
      location: location
    )
  }
}

/// One step of a preprocessing graph.
package final class Node: Sendable {
  package enum Kind: Sendable {
    /// A raw feature.
    case input(name: String)
    /// Values that are the same for every row.
    case constant(FeatureValues)
    /// A computation row by row.
    case mapper(any Mapper)
    /// A full pass over the data, which gives values that are the same for every row. Its own value is its only result.
    case analyzer(any Analyzer)
    /// One of the several results of the analyzer that is the only input, by its index.
    case part(Int)
    /// Tokens that were read from a file when the program made the column: the transform takes the file along.
    case file(Asset, FeatureValues)
  }

  package let kind: Kind
  package let inputs: [Node]
  package let type: FeatureType
  /// How many values a row has; of a constant, how many there are.
  package let shape: ColumnShape
  /// For a categorical column, the ids it can take.
  package let domain: FeatureSpec.IntDomain?
  /// Where the program made it; nil for operators, which cannot know.
  package let location: SourceLocation?
  /// A raw feature's values in the sample that the function was called with.
  package let sample: FeatureValues?
  /// Whether the values are the same for every row: made of constants and of analyses alone.
  package let isConstant: Bool

  package init(
    _ kind: Kind,
    inputs: [Node] = [],
    type: FeatureType,
    shape: ColumnShape = .scalar,
    domain: FeatureSpec.IntDomain? = nil,
    location: SourceLocation? = nil,
    sample: FeatureValues? = nil
  ) {
    self.kind = kind
    self.inputs = inputs
    self.type = type
    self.shape = shape
    self.domain = domain
    self.location = location
    self.sample = sample
    // Known of the inputs: asking all that they are made of, time and again, would not end where they are shared.
    isConstant =
      switch kind {
      case .constant, .analyzer, .part, .file: true
      case .input: false
      case .mapper: inputs.allSatisfy(\.isConstant)
      }
  }

  package static func constant(_ values: FeatureValues) -> Node {
    Node(.constant(values), type: values.type, shape: .fixed(width: max(1, values.valueCount)))
  }

  /// A full pass of `analyzer` over `inputs`; `type` and `shape` are those of its first result.
  package static func analysis(
    _ analyzer: some Analyzer,
    of inputs: [Node],
    type: FeatureType,
    shape: ColumnShape = .scalar,
    location: SourceLocation
  ) -> Node {
    Node(.analyzer(analyzer), inputs: inputs, type: type, shape: shape, location: location)
  }

  /// Result `index` of this analyzer, which has several.
  package func part(_ index: Int, type: FeatureType, shape: ColumnShape = .scalar) -> Node {
    Node(.part(index), inputs: [self], type: type, shape: shape, location: location)
  }
}
