/// A column in a graph.
struct ONNXColumn {
  /// One row for each of the batch, of two dimensions.
  var value: ONNXValue
  /// Where a row may come without its value: which rows have it.
  var isPresent: ONNXValue?
}
