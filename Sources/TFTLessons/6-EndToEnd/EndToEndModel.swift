import Embeddings
import RawData
import TransformedData

/// A fitted transform and a trained model as one: a raw row in, a prediction out.
public struct EndToEndModel: Sendable {
  /// The transform of the features that the model needs.
  package let transformFn: TransformFn
  /// The layers on top of it.
  package let predictor: Predictor

  /// Puts a model on top of the transform that made its features.
  ///
  /// - Throws: `ModelError` when the transform lacks one of them.
  public init(_ transformFn: TransformFn, _ model: Model) throws {
    let known = Set(transformFn.outputSchema.features.map(\.name))
    predictor = try Predictor(model, available: known)
    self.transformFn = try transformFn.selecting(model.architecture.features)
  }

  /// The raw features a row must have: those that the model's features are made of. The label is not among them.
  public var inputSchema: Schema { transformFn.inputSchema }

  /// The name of what is predicted.
  public var label: String { predictor.model.architecture.label }

  // snippet: predict
  /// One prediction per raw row; the same to the bit whether a row comes alone or in a batch.
  ///
  /// - Parameter firstRow: the number of the batch's first row in the data, from 0, for errors.
  /// - Throws: `OperationError` for a row that the transform has no result for.
  public func predict(_ rawRows: Batch, firstRow: Int = 0) throws -> [Float] {
    try predictor(transformFn.transform(rawRows, firstRow: firstRow), firstRow: firstRow)
  }
  // end: predict

  /// Writes transform and model below `directory`, which exists.
  public func write(to directory: String) throws {
    try transformFn.write(to: "\(directory)/\(TransformOutput.transformFnName)")
    try predictor.model.write(to: directory)
  }

  /// Reads a directory that `write(to:)` has made.
  ///
  /// - Throws: `FileError` when a file is missing; `InputError` when one is damaged or does not fit the others.
  public init(contentsOf directory: String) throws {
    try self.init(TransformOutput.read(directory), Model(contentsOf: directory))
  }
}
