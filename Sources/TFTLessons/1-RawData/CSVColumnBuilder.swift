/// Turns one column's cells into values.
protocol CSVColumnBuilder {
  /// Adds the values of the next records.
  mutating func append(_ tokens: CSVTokens, of block: CSVBlock) throws(CSVColumn.CellError)

  /// All values so far.
  var values: FeatureValues { get }
}
