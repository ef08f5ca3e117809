import Embeddings
import RawData

// snippet: models
/// The original's first model: every id is a one-hot vector.
public let nonEmbeddingModel = ModelDefinition(name: "non_embedding", label: "fare_amount") { inputs in
  let ids = try taxiIDs.map { OneHot()(try inputs.ids($0.name)) }
  return layers(on: RobustScaling()(try inputs.numeric(taxiNumbers)), ids)
}

/// The same with embeddings: every id has a short vector, learned with the rest.
public let embeddingModel = ModelDefinition(name: "embedding", label: "fare_amount") { inputs in
  let ids = try taxiIDs.map { Embedding($0.size)(try inputs.ids($0.name), name: $0.name) }
  return layers(on: RobustScaling()(try inputs.numeric(taxiNumbers)), ids)
}

/// What both put on top of the features.
private func layers(on numbers: Tensor, _ ids: [Tensor]) -> Tensor {
  let features = Concatenate()([numbers] + ids)
  let hidden = Dense(8, activation: .relu)(Dense(32, activation: .relu)(features))
  return Dense(1)(hidden)
}

private let taxiNumbers = [
  "passenger_count", "euclidean", "hour_of_day", "day_of_week",
  "pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude",
]

private let taxiIDs: [(name: String, size: Int)] = [
  ("pickup_location", 8), ("dropoff_location", 8), ("hashed_trip", 31), ("hashed_trip_and_time", 31),
  ("hour_of_day_of_week", 8),
]
// end: models

/// The example that the lessons follow: fares of New York's taxis.
public let taxiFare = Pipeline(
  name: "lessons",
  data: "data/taxi-train.csv",
  valid: "data/taxi-valid.csv",
  schema: taxiSchema,
  label: "fare_amount",
  preprocessingFn: taxiPreprocessingFn,
  models: [nonEmbeddingModel, embeddingModel, fareModel],
  report: fareReport
)
