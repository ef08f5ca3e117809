import Embeddings
import RawData
import TransformedData

/// A fitted transform and a trained model as one: a raw row in, a prediction out.
///
/// ```swift
/// let model = try EndToEndModel(contentsOf: "working_area/models/embedding")
/// let fare = try model.predict([
///   "pickup_datetime": "2013-11-15 03:18:41 UTC", "passenger_count": 2,
///   "pickup_longitude": -73.979904, "pickup_latitude": 40.759827,
///   "dropoff_longitude": -73.96435, "dropoff_latitude": 40.773956,
/// ])
/// // 8.62, for the model of `lessons task train_embedding_model`
/// ```
///
/// One row, a batch and a stream of rows all go through the same transform and the same layers: a row's prediction is the
/// same to the bit, whatever it comes with.
public struct EndToEndModel: Sendable {
  /// The transform of the features that the model needs.
  package let transformFn: TransformFn
  /// The layers on top of it.
  package let predictor: Predictor
  /// One row of the model's features, each as it is typical for the training rows; nil where nobody knows.
  public let typicalRow: Batch?
  /// The words for what is predicted; nil for numbers, and for classes that are numbers themselves.
  public let classNames: ClassNames?

  /// Puts a model on top of the transform that made its features.
  ///
  /// - Parameters:
  ///   - transformFn: the fitted transform.
  ///   - model: the model, which takes features that the transform makes.
  ///   - training: the examples it was trained on, of which the typical row is made; nil for none.
  /// - Throws: `ModelError` when the transform lacks one of the model's features.
  public init(_ transformFn: TransformFn, _ model: Model, trainedOn training: Examples? = nil) throws {
    let typical = training.map { $0.typicalValues(for: model.architecture) }
    let classNames = ClassNames(transformFn, model.architecture)
    try self.init(transformFn, model, classNames) { schema in typical.map { Batch(typical: $0, schema) } }
  }

  init(
    _ transformFn: TransformFn,
    _ model: Model,
    _ classNames: ClassNames?,
    typicalRow: (Schema) throws -> Batch?
  ) throws {
    let known = Set(transformFn.outputSchema.features.map(\.name))
    predictor = try Predictor(model, available: known)
    self.transformFn = try transformFn.selecting(model.architecture.features)
    self.classNames = classNames
    self.typicalRow = try typicalRow(self.transformFn.outputSchema)
  }

  /// The raw features a row must have: those that the model's features are made of. The label is not among them.
  public var inputSchema: Schema { transformFn.inputSchema }

  /// The features that the model reads, sorted by name.
  public var featureSchema: Schema { transformFn.outputSchema }

  /// The name of what is predicted.
  public var label: String { predictor.model.architecture.label }

  // snippet: predict
  /// One prediction per raw row; the same to the bit whether a row comes alone or in a batch.
  ///
  /// - Parameters:
  ///   - rawRows: has all features of `inputSchema`; others are passed over.
  ///   - firstRow: the number of the batch's first row in the data, from 0, for errors.
  /// - Throws: `OperationError` for a row that the transform has no result for.
  public func predict(_ rawRows: Batch, firstRow: Int = 0) throws -> [Float] {
    try predictor(transformFn.transform(rawRows, firstRow: firstRow), firstRow: firstRow)
  }
  // end: predict

  /// The prediction for one row: a dictionary, or whatever value of yours knows its cells.
  ///
  /// - Throws: `OperationError` when a cell is missing, is of the wrong type, or has no transform.
  public func predict(_ row: some RawRow) throws -> Float {
    try predict(Batch(row, inputSchema))[0]
  }

  /// The same for a dictionary written in place.
  public func predict(_ row: [String: RawValue]) throws -> Float {
    try predict(Batch(row, inputSchema))[0]
  }
}

extension Batch {
  /// The row of `schema`'s features that has the given values; a number of an integer feature is rounded.
  fileprivate init(typical values: [String: [Float]], _ schema: Schema) {
    let columns = schema.features.map { feature in
      let own = values[feature.name] ?? []
      let storage: FeatureValues.Storage =
        switch feature.type {
        case .int64: .int64(own.map { Int64(exactly: $0.rounded()) ?? 0 })
        case .float32, .string: .float32(own)
        }
      return FeatureValues(storage, layout: .fixed(width: own.count))
    }
    self.init(rowCount: 1, names: schema.features.map(\.name), columns: columns)
  }
}
