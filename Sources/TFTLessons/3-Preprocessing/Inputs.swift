import RawData

/// The raw features, as columns: what a preprocessing function is given.
public struct Inputs: Sendable {
  package let schema: Schema
  package let nodes: [String: Node]

  /// The features of `schema`.
  ///
  /// - Parameters:
  ///   - schema: the raw features.
  ///   - sample: a few rows, which the columns then show when they are printed, and the debugger too.
  public init(schema: Schema, sample: Batch? = nil) {
    self.schema = schema
    nodes = Dictionary(
      schema.features.map { spec in
        (
          spec.name,
          Node(
            .input(name: spec.name),
            type: spec.type,
            shape: spec.shape,
            domain: spec.idDomain,
            sample: sample?[spec.name]
          )
        )
      },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The raw feature `name` of type `float32`.
  ///
  /// - Throws: `OperationError` when the schema has no such feature or it is of another type.
  public func float(
    _ name: String,
    fileID: String = #fileID,
    line: Int = #line
  ) throws -> Column<Float> {
    try column(name, SourceLocation(fileID: fileID, line: line))
  }

  /// The raw feature `name` of type `int64`.
  ///
  /// - Throws: `OperationError` when the schema has no such feature or it is of another type.
  public func int64(
    _ name: String,
    fileID: String = #fileID,
    line: Int = #line
  ) throws -> Column<Int64> {
    try column(name, SourceLocation(fileID: fileID, line: line))
  }

  /// The raw feature `name` of type `string`.
  ///
  /// - Throws: `OperationError` when the schema has no such feature or it is of another type.
  public func string(
    _ name: String,
    fileID: String = #fileID,
    line: Int = #line
  ) throws -> Column<String> {
    try column(name, SourceLocation(fileID: fileID, line: line))
  }

  private func column<Scalar>(_ name: String, _ location: SourceLocation) throws -> Column<Scalar> {
    let wanted = Scalar.featureType.rawValue
    guard let node = nodes[name] else {
      let known = schema.features.map(\.name).joined(separator: ", ")
      throw OperationError(
        location: location,
        operation: "input \"\(name)\"",
        problem: "no such feature, expected one of \(known)"
      )
    }
    guard node.type == Scalar.featureType else {
      var error = OperationError(
        location: location,
        operation: "input \"\(name)\"",
        problem: "is \(node.type.rawValue), expected \(wanted)"
      )
      (error.feature, error.expectedType) = (name, Scalar.featureType)
      throw error
    }
    return Column(node: node)
  }
}
