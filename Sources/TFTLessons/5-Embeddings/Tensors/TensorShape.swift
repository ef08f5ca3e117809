/// What one example has of a tensor; the batch's dimension is not in it.
public enum TensorShape: Equatable, Sendable, CustomStringConvertible {
  /// Numbers: `[features]`, or `[steps, features]` for a sequence.
  case floats([Int])
  /// `steps` ids, each in `0 ..< count`.
  case ids(steps: Int, count: Int)

  /// How many numbers or ids an example has.
  public var size: Int {
    switch self {
    case .floats(let dimensions): dimensions.reduce(1, *)
    case .ids(let steps, _): steps
    }
  }

  /// `[9]`, `[100, 8]`, or `1 id below 4000`.
  public var description: String {
    switch self {
    case .floats(let dimensions): "\(dimensions)"
    case .ids(let steps, let count): "\(steps) \(steps == 1 ? "id" : "ids") below \(count)"
    }
  }
}

extension TensorShape {
  /// More numbers than this, of an example or in a weight, no machine is for.
  static let largestSize = 1 << 32

  /// Whether there is room for an example.
  var isPossible: Bool {
    guard case .floats(let dimensions) = self else { return true }
    var size = 1
    for dimension in dimensions {
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      guard !overflow, (0...Self.largestSize).contains(product) else { return false }
      size = product
    }
    return true
  }

  /// The dimensions of numbers.
  ///
  /// - Throws: `ModelError` when they are ids.
  func floats() throws(ModelError) -> [Int] {
    guard case .floats(let dimensions) = self else {
      throw ModelError("found \(self), expected numbers: put Embedding or OneHot before it")
    }
    return dimensions
  }

  /// The dimensions of numbers that are no sequence.
  ///
  /// - Throws: `ModelError` when they are ids, or a sequence.
  func features() throws(ModelError) -> [Int] {
    let dimensions = try floats()
    guard dimensions.count == 1 else { throw ModelError("found shape \(self), expected one dimension") }
    return dimensions
  }

  /// How many ids an example has, and how many there are.
  ///
  /// - Throws: `ModelError` when they are numbers.
  func ids() throws(ModelError) -> (steps: Int, count: Int) {
    guard case .ids(let steps, let count) = self else {
      throw ModelError("found numbers of shape \(self), expected ids")
    }
    return (steps, count)
  }
}

extension [TensorShape] {
  /// The only one.
  ///
  /// - Throws: `ModelError` when there are none or more.
  func single() throws(ModelError) -> TensorShape {
    guard count == 1 else { throw ModelError("found \(count) inputs, expected 1") }
    return self[0]
  }
}
