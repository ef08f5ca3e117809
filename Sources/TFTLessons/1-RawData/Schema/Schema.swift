/// The features of a data set: names, types, presence, domains. The columns of a CSV file, in order.
public struct Schema: Equatable, Sendable {
  /// The features, in order.
  public var features: [FeatureSpec]

  /// A schema of the given features; no name comes twice.
  public init(_ features: [FeatureSpec]) {
    self.features = features
  }

  /// The feature called `name`, nil when there is none.
  public subscript(name: String) -> FeatureSpec? {
    features.first { $0.name == name }
  }

  /// The features whose names are in `names`, in the schema's order.
  public func selecting(_ names: some Sequence<String>) -> Schema {
    let wanted = Set(names)
    return Schema(features.filter { wanted.contains($0.name) })
  }
}
