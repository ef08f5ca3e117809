import Embeddings

/// A piece of the pipeline that can be run by name.
enum PipelineTask: String, CaseIterable, Sendable {
  case cleanDirectory = "clean_directory"
  case writeRawTFRecords = "write_raw_tfrecords"
  case transformTFRecords = "transform_tfrecords"
  case viewOriginalSampleData = "view_original_sample_data"
  case viewTransformedSampleData = "view_transformed_sample_data"
  case trainNonEmbeddingModel = "train_non_embedding_model"
  case trainEmbeddingModel = "train_embedding_model"
  case trainFareModel = "train_fare_model"
  case trainAndPredictNonEmbeddingModel = "train_and_predict_non_embedding_model"
  case trainAndPredictEmbeddingModel = "train_and_predict_embedding_model"
  case trainAndPredictFareModel = "train_and_predict_fare_model"

  /// The tasks whose results it works on.
  var prerequisites: [PipelineTask] {
    switch self {
    case .cleanDirectory, .writeRawTFRecords: []
    case .transformTFRecords, .viewOriginalSampleData, .trainFareModel: [.writeRawTFRecords]
    case .viewTransformedSampleData, .trainNonEmbeddingModel, .trainEmbeddingModel: [.transformTFRecords]
    case .trainAndPredictNonEmbeddingModel: [.trainNonEmbeddingModel]
    case .trainAndPredictEmbeddingModel: [.trainEmbeddingModel]
    case .trainAndPredictFareModel: [.trainFareModel]
    }
  }

  /// What it does, in a sentence.
  var summary: String {
    switch self {
    case .cleanDirectory: "Removes what earlier runs have made in the working directory."
    case .writeRawTFRecords: "Writes the raw rows as TFRecords of tf.train.Example."
    case .transformTFRecords: "Analyzes the raw rows, transforms them, and writes both results."
    case .viewOriginalSampleData: "Prints a raw example with each tensor's dtype and shape."
    case .viewTransformedSampleData: "Prints an example before and after the transform."
    case .trainNonEmbeddingModel: "Trains the model that takes ids as one-hot vectors."
    case .trainEmbeddingModel: "Trains the model that takes ids as embeddings."
    case .trainFareModel: "Trains our own model, on features of its own."
    case .trainAndPredictNonEmbeddingModel: "Trains the one-hot model and predicts from raw rows."
    case .trainAndPredictEmbeddingModel: "Trains the embedding model and predicts from raw rows."
    case .trainAndPredictFareModel: "Trains our own model and predicts from raw rows."
    }
  }

  /// What it needs and what it makes, in a line; empty for a task that has neither.
  var ends: String {
    let needs =
      prerequisites.isEmpty ? [] : ["needs \(prerequisites.map(\.rawValue).joined(separator: ", "))"]
    return (needs + (products.isEmpty ? [] : ["makes \(products.joined(separator: ", "))"])).joined(
      separator: "; "
    )
  }

  /// The model that it trains; nil for tasks that train none.
  var model: String? {
    switch self {
    case .trainNonEmbeddingModel: "non_embedding"
    case .trainEmbeddingModel: "embedding"
    case .trainFareModel: "fare"
    default: nil
    }
  }

  /// The directories that it makes, in the working directory; none for a task that only has something to show.
  var products: [String] {
    if let model { return ["models/\(model)", "figures/\(model)"] }
    return switch self {
    case .writeRawTFRecords: ["raw_tfrecords"]
    case .transformTFRecords: ["transformed_tfrecords"]
    default: []
    }
  }
}

extension PipelineTask {
  /// The tasks that a pipeline can run: those whose model it has.
  static func all(of pipeline: Pipeline) -> [PipelineTask] {
    let models = Set(pipeline.models.map(\.name))
    return allCases.filter { $0.withPrerequisites.compactMap(\.model).allSatisfy(models.contains) }
  }
}

extension Pipeline {
  /// Whether it is the one that the lessons are about, and not one of a reader's own.
  var isLessons: Bool { name == "lessons" }
}
