import RawData

/// What a model reads of a transformed row: one or more features as numbers, or one as ids.
public struct ModelInput: Equatable, Sendable {
  /// How the features are read.
  public enum Kind: Equatable, Sendable {
    /// `float32` or `int64` features as numbers, side by side; `widths` has how many each gives.
    case numbers(widths: [Int])
    /// One feature's ids, each in `0 ..< count`.
    case ids(steps: Int, count: Int)
  }

  /// The transformed features' names.
  public var features: [String]
  /// How they are read.
  public var kind: Kind

  var shape: TensorShape {
    switch kind {
    case .numbers(let widths): .floats([widths.reduce(0, +)])
    case .ids(let steps, let count): .ids(steps: steps, count: count)
    }
  }
}

/// The transformed features that a model can be composed of.
public struct ModelInputs: Sendable {
  /// The transformed features.
  public let schema: Schema

  /// The features of `schema`.
  public init(_ schema: Schema) {
    self.schema = schema
  }

  /// Features as numbers, side by side: shape `[number of features]`, more when some have several values.
  ///
  /// Integers are taken as numbers too; a row without a value of a feature gives NaN.
  ///
  /// - Throws: `ModelError` when there is no such feature, or it is a string.
  public func numeric(_ names: [String], fileID: String = #fileID, line: Int = #line) throws -> Tensor {
    let place = "\(fileID):\(line)"
    var widths: [Int] = []
    for name in names {
      let feature = try feature(name, place)
      guard feature.type != .string else {
        throw ModelError("feature \"\(name)\": found string, expected a number", place: place)
      }
      widths.append(feature.width)
    }
    return Tensor(ModelInput(features: names, kind: .numbers(widths: widths)), place: place)
  }

  /// One feature as ids; how many there are is what its domain says.
  ///
  /// - Throws: `ModelError` when there is no such feature, or it has no domain of ids.
  public func ids(_ name: String, fileID: String = #fileID, line: Int = #line) throws -> Tensor {
    let place = "\(fileID):\(line)"
    let feature = try feature(name, place)
    let count = try locating(place) { () throws(ModelError) in try schema.vocabularySize(of: name) }
    return Tensor(
      ModelInput(features: [name], kind: .ids(steps: feature.width, count: count)),
      place: place
    )
  }

  private func feature(_ name: String, _ place: String) throws(ModelError) -> FeatureSpec {
    guard let feature = schema[name] else {
      throw ModelError("feature \"\(name)\": the transform does not give it", place: place)
    }
    return feature
  }

  private func locating<Result>(
    _ place: String,
    _ body: () throws(ModelError) -> Result
  ) throws(ModelError) -> Result {
    do { return try body() } catch { throw ModelError(error.problem, place: place) }
  }
}
