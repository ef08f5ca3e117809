import RawData

/// Numbers of one type as those of the other. TensorFlow: `tf.cast`.
struct Cast: ElementwiseMapper, ElementKernel {
  let target: FeatureType
  var name: String { "cast_to_\(target.rawValue)" }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes == [target == .float32 ? .int64 : .float32]
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(target, self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    if target == .float32 { return elements.map { (x: Int64) in Float(x) } }
    let floats = elements.input(0, as: Float.self)
    // Every float of smaller magnitude fits when its fraction is cut off; NaN fails the comparison.
    if let bad = floats.firstIndex(where: { !($0.magnitude < 0x1p63) }) {
      throw RowError(row: bad, "found \(floats[bad]), expected a number that int64 holds")
    }
    elements.map { (x: Float) in Int64(x) }
  }
}

extension FeatureValues.Layout {
  /// The row that value `index` belongs to.
  package func row(ofValue index: Int) -> Int {
    switch self {
    case .fixed(let width): index / width
    case .ragged(let rowOffsets): rowOffsets.partition { $0 > index } - 1
    }
  }
}

extension Column<Float> {
  /// Every integer as the nearest `float32`. TensorFlow: `tf.cast`.
  public init(_ integers: Column<Int64>, fileID: String = #fileID, line: Int = #line) {
    self.init(
      Cast(target: .float32),
      [integers.node],
      location: SourceLocation(fileID: fileID, line: line)
    )
  }

  /// 1 where the condition holds, 0 elsewhere. TensorFlow: `tf.cast`.
  public init(_ condition: Column<Bool>, fileID: String = #fileID, line: Int = #line) {
    self.init(
      Cast(target: .float32),
      [condition.node],
      location: SourceLocation(fileID: fileID, line: line)
    )
  }
}

extension Column<Int64> {
  /// Every number without its fraction: `[1.9, -1.9]` becomes `[1, -1]`. TensorFlow: `tf.cast`.
  ///
  /// Running it throws `OperationError` for NaN and for numbers beyond 64 bits, where TensorFlow's result is undefined.
  public init(_ floats: Column<Float>, fileID: String = #fileID, line: Int = #line) {
    self.init(Cast(target: .int64), [floats.node], location: SourceLocation(fileID: fileID, line: line))
  }

  /// 1 where the condition holds, 0 elsewhere. TensorFlow: `tf.cast`.
  public init(_ condition: Column<Bool>) {
    self.init(node: condition.node)
  }
}
