import Embeddings
import RawData
import TransformedData

/// Predicts rows that come one at a time, in the memory of the row before.
///
/// ```swift
/// var predictor = RowPredictor(model)
/// for row in requests { answer(try predictor(row)) }
/// ```
///
/// Its predictions are those of `EndToEndModel.predict` to the bit. Use one for each thread.
public struct RowPredictor: Sendable {
  private let model: EndToEndModel
  private let inputSchema: Schema
  private var transformed = Batch()
  /// The layers in memory that is there already; nil where they need batches.
  private var inference: RowInference?

  /// A predictor of `model`.
  public init(_ model: EndToEndModel) {
    self.model = model
    inputSchema = model.inputSchema
    inference = model.predictor.forSingleRows(features: model.featureSchema.features.map(\.name))
  }

  /// The prediction for a batch of one row.
  ///
  /// - Precondition: it has one row.
  /// - Throws: `OperationError` when the transform has no result for it.
  public mutating func callAsFunction(_ rawRow: Batch) throws -> Float {
    precondition(rawRow.rowCount == 1, "found \(rawRow.rowCount) rows, expected 1")
    try model.transformFn.transform(rawRow, into: &transformed)
    if let prediction = inference?.prediction(of: transformed) { return prediction }
    // Another way for layers that need batches, and for errors.
    return try model.predictor(transformed)[0]
  }

  /// The prediction for a row of cells.
  ///
  /// - Throws: `OperationError` when a cell is missing, is of the wrong type, or has no transform.
  public mutating func callAsFunction(_ row: some RawRow) throws -> Float {
    try callAsFunction(Batch(row, inputSchema))
  }
}
