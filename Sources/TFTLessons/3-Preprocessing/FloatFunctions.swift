import RawData

/// A function of one `float32`, element by element.
struct FloatFunction: Mapper {
  enum Function: String, CaseIterable, Sendable {
    case sqrt, square
  }

  let function: Function
  var name: String { function.rawValue }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = try inputs[0].floats()
    let result =
      switch function {
      case .sqrt: values.map { $0.squareRoot() }
      case .square: values.map { $0 * $0 }
      }
    return FeatureValues(.float32(result), layout: inputs[0].values.layout)
  }
}

/// The square root of every value, NaN for a negative one.
///
/// `sqrt([4, 9])` is `[2, 3]`. TensorFlow: `tf.sqrt`.
public func sqrt(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  Column(FloatFunction(function: .sqrt), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

/// Every value times itself.
///
/// `square([2, -3])` is `[4, 9]`. TensorFlow: `tf.square`.
public func square(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  Column(FloatFunction(function: .square), [x.node], location: SourceLocation(fileID: fileID, line: line))
}

/// Every id as a `float32`, rounded to the nearest. TensorFlow: `tf.cast`.
struct CastToFloat: Mapper {
  let name = "cast_to_float32"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.int64] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    FeatureValues(.float32(try inputs[0].int64s().map { Float($0) }), layout: inputs[0].values.layout)
  }
}

extension Column<Float> {
  /// Every integer as the nearest `float32`. TensorFlow: `tf.cast`.
  public init(_ integers: Column<Int64>, fileID: String = #fileID, line: Int = #line) {
    self.init(CastToFloat(), [integers.node], location: SourceLocation(fileID: fileID, line: line))
  }
}
