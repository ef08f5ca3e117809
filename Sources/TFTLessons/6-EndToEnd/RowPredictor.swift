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
  /// nil for a model that needs batches.
  private var inPlace: InPlace?

  /// A predictor of `model`.
  public init(_ model: EndToEndModel) {
    self.model = model
    inputSchema = model.inputSchema
    inPlace = InPlace(model)
  }

  /// The prediction for a batch of one row.
  ///
  /// - Precondition: it has one row.
  /// - Throws: `OperationError` when the transform has no result for it.
  public mutating func callAsFunction(_ rawRow: Batch) throws -> Float {
    precondition(rawRow.rowCount == 1, "found \(rawRow.rowCount) rows, expected 1")
    if let prediction = inPlace?(rawRow) { return prediction }
    // The way of batches, for layers that need it and for errors.
    try model.transformFn.transform(rawRow, into: &transformed)
    return try model.predictor(transformed)[0]
  }

  /// The prediction for a row of cells.
  ///
  /// - Throws: `OperationError` when a cell is missing, is of the wrong type, or has no transform.
  public mutating func callAsFunction(_ row: some RawRow) throws -> Float {
    try callAsFunction(Batch(row, inputSchema))
  }
}

/// The transform and the layers, each in memory that is there already.
private struct InPlace {
  private var transform: RowTransform
  private var inference: RowInference

  init?(_ model: EndToEndModel) {
    let features = model.featureSchema.features.map(\.name)
    guard let transform = RowTransform(model.transformFn),
      let inference = model.predictor.forSingleRows(features: features)
    else { return nil }
    (self.transform, self.inference) = (transform, inference)
  }

  /// The prediction for a row; nil when it must go the way of batches.
  mutating func callAsFunction(_ rawRow: Batch) -> Float? {
    transform(rawRow) ? inference.prediction(of: transform.numbers) : nil
  }
}
