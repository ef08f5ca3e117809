import RawData

/// The transformed features by name: what a preprocessing function returns.
public struct Outputs: Sendable {
  package struct Output: Sendable {
    package let node: Node
    package let location: SourceLocation?
  }

  package private(set) var outputs: [String: Output] = [:]

  /// No features yet.
  public init() {}

  /// Every raw feature under its own name, unchanged, until something else is assigned to that name.
  public init(passingThrough inputs: Inputs) {
    outputs = inputs.nodes.mapValues { Output(node: $0, location: nil) }
  }

  /// The transformed feature `name`; assigning nil removes it. Reading gives nil when there is none of that type.
  public subscript<Scalar: ColumnScalar>(
    name: String, fileID fileID: String = #fileID, line line: Int = #line
  ) -> Column<Scalar>? {
    get {
      guard let node = outputs[name]?.node, node.type == Scalar.featureType else { return nil }
      return Column(node: node)
    }
    set {
      outputs[name] = newValue.map {
        Output(node: $0.node, location: SourceLocation(fileID: fileID, line: line))
      }
    }
  }
}

/// A function from raw features to transformed ones, on columns that do not exist yet.
public typealias PreprocessingFn = @Sendable (Inputs) throws -> Outputs
