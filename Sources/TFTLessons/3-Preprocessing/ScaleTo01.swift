import RawData

/// Moves and stretches a column so that its values over the whole data set lie between 0 and 1.
///
/// `scaleTo01([1, 2, 5])` is `[0, 0.25, 1]`. A value outside the range of the analyzed data gives a result outside 0...1.
/// Where the column was constant or empty, or had a NaN, there is no range to stretch: the result is `sigmoid(x)`, and
/// the analysis says so. TFT: `scale_to_0_1`.
public func scaleTo01(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let range = Node.analysis(MinMaxAnalyzer(), of: [x.node], type: .float32, location: location)
  let minimum = range.part(0, type: .float32)
  let maximum = range.part(1, type: .float32)
  return Column(ScaleTo01(), [x.node, minimum, maximum], location: location)
}

/// `(x - min) / (max - min)`; the second and third inputs are the constants min and max.
struct ScaleTo01: Mapper {
  let name = "scale_to_0_1"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32, .float32, .float32] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = try inputs[0].floats()
    let (minimum, maximum) = (try inputs[1].float(), try inputs[2].float())
    // Not `minimum >= maximum`: a NaN must take this branch too.
    let hasRange = minimum < maximum
    let scaled = values.map { hasRange ? ($0 - minimum) / (maximum - minimum) : 1 / (1 + Platform.exp(-$0)) }
    return FeatureValues(.float32(scaled), layout: inputs[0].values.layout)
  }

  func notices(_ constants: [FeatureValues?]) -> [String] {
    guard case .float32(let minimum)? = constants[1]?.storage,
      case .float32(let maximum)? = constants[2]?.storage, minimum.count == 1, maximum.count == 1,
      !(minimum[0] < maximum[0])
    else { return [] }
    let reason =
      minimum[0] == maximum[0] ? "constant column" : minimum[0].isNaN ? "a NaN in the column" : "empty column"
    return ["\(reason), sigmoid used"]
  }
}

enum ScalingFamily: MapperFamily {
  static func mapper(_ name: String, _ parameters: MapperParameters) throws(RowError) -> (any Mapper)? {
    name == "scale_to_0_1" ? ScaleTo01() : nil
  }
}
