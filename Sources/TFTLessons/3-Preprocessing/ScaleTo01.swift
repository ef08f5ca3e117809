import RawData

/// Moves and stretches a column so that its values over the whole data set lie between 0 and 1.
///
/// `scaleTo01([1, 2, 5])` is `[0, 0.25, 1]`. A value outside the range of the analyzed data gives a result outside 0...1.
/// Where the column was constant or empty, or had a NaN, there is no range to stretch: the result is `sigmoid(x)`.
/// TFT: `scale_to_0_1`.
public func scaleTo01(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  let location = SourceLocation(fileID: fileID, line: line)
  let range = Node(.analyzer(MinMaxAnalyzer()), inputs: [x.node], type: .float32, location: location)
  return Column(ScaleTo01(), [x.node, range], location: location)
}

/// `(x - min) / (max - min)`; the second input is the constant `[min, max]`.
struct ScaleTo01: Mapper {
  let name = "scale_to_0_1"

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.float32, .float32] }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let values = try inputs[0].floats()
    let range = try inputs[1].floats()
    guard range.count == 2 else {
      throw RowError("found \(range.count) constants, expected minimum and maximum")
    }
    let (minimum, maximum) = (range[0], range[1])
    // Not `minimum >= maximum`: a NaN must take this branch too.
    let hasRange = minimum < maximum
    let scaled = values.map { hasRange ? ($0 - minimum) / (maximum - minimum) : 1 / (1 + Platform.exp(-$0)) }
    return FeatureValues(.float32(scaled), layout: inputs[0].values.layout)
  }
}
