import Embeddings
import RawData

// snippet: models
/// The two models of the original: the same ids as one-hot vectors, and as embeddings.
public func taxiModels(_ transformed: Schema) throws -> [ModelConfiguration] {
  let numeric = [
    "passenger_count", "euclidean", "hour_of_day", "day_of_week",
    "pickup_longitude", "pickup_latitude", "dropoff_longitude", "dropoff_latitude",
  ]
  let ids = [
    ("pickup_location", 8), ("dropoff_location", 8), ("hashed_trip", 31), ("hashed_trip_and_time", 31),
    ("hour_of_day_of_week", 8),
  ]
  func model(_ name: String, _ encoding: (_ size: Int) -> ModelConfiguration.Encoding) throws
    -> ModelConfiguration
  {
    ModelConfiguration(
      name: name,
      label: "fare_amount",
      numeric: numeric,
      categorical: try ids.map { id, size in
        .init(id, vocabularySize: try transformed.vocabularySize(of: id), encoding: encoding(size))
      },
      hidden: [32, 8]
    )
  }
  return [
    try model("non_embedding") { _ in .oneHot },
    try model("embedding") { .embedding(size: $0) },
  ]
}
// end: models

/// The example that the lessons follow: fares of New York's taxis.
public let taxiFare = Pipeline(
  schema: taxiSchema,
  label: "fare_amount",
  preprocessingFn: taxiPreprocessingFn,
  models: taxiModels
)
