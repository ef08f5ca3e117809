import Preprocessing
import RawData

/// Everything that is particular to a data set: what a user writes to bring their own.
public struct Pipeline: Sendable {
  /// What its command-line tool is called: what help, advice and errors say.
  public var name: String
  /// The CSV file of training rows when the command line names none.
  public var data: String
  /// The CSV file of validation rows when the command line names no data; nil holds a fifth of the training rows back.
  public var valid: String?
  /// The raw features, in the order of the CSV file's columns.
  public var schema: Schema
  /// The transformed feature to predict.
  public var label: String
  /// From raw features to transformed ones.
  public var preprocessingFn: PreprocessingFn
  /// The models to train.
  public var models: [ModelDefinition]
  /// What reports on the models' errors tell apart.
  public var report: PipelineReport
  /// The types of your own layers that the models have, so that saved models can be read back.
  public var layers: [any Layer.Type]

  /// A pipeline of the given parts.
  public init(
    name: String = "lessons",
    data: String = "data/taxi-train.csv",
    valid: String? = nil,
    schema: Schema,
    label: String,
    preprocessingFn: @escaping PreprocessingFn,
    models: [ModelDefinition],
    report: PipelineReport = PipelineReport(),
    layers: [any Layer.Type] = []
  ) {
    (self.name, self.data, self.valid) = (name, data, valid)
    self.schema = schema
    self.label = label
    self.preprocessingFn = preprocessingFn
    self.models = models
    self.report = report
    self.layers = layers
  }
}

extension Schema {
  /// How many ids the categorical feature `name` has. TFT: `num_buckets_for_transformed_feature`.
  ///
  /// - Throws: `ModelError` when there is no such feature or it is not categorical.
  public func vocabularySize(of name: String) throws(ModelError) -> Int {
    guard let domain = self[name]?.domain, domain.max < 1 << 24 else {
      throw ModelError(
        "feature \"\(name)\": found no domain of ids below 16,777,216, expected a categorical feature"
      )
    }
    return Int(domain.max) + 1
  }
}
