import Embeddings

// snippet: fare_model
/// Our own model of the fare: two hidden layers, and beside them a straight way from the features to the output.
///
/// The straight way is a linear regression, which the layers need only correct. They also read an embedding of the part of
/// the week. Huber's loss stands the absurd fares: beyond five dollars an error pulls no harder than five do. The learning
/// rate falls to nothing, so that the weights come to rest.
public let fareModel = ModelDefinition(
  name: "fare",
  label: "fare_amount",
  loss: .huber(delta: 5),
  training: TrainingOptions(
    epochs: 60,
    batchSize: 64,
    optimizer: .adam(.cosineDecayByEpoch(initial: 0.01, epochs: 60))
  ),
  preprocessingFn: fareFeatures
) { inputs in
  let features = try inputs.numeric(fareNumbers)
  let partOfWeek = Embedding(3)(try inputs.ids("part_of_week"), name: "part_of_week")
  var hidden = Concatenate()([features, Dropout(0.2)(partOfWeek)])
  for _ in 0..<2 { hidden = Dropout(0.2)(Dense(64, activation: .relu)(hidden)) }
  // Dollars are about ten times the size of what the layers compute easily.
  return Rescaling(scale: 10)(Dense(1)(Concatenate()([hidden, features])))
}

private let fareNumbers = [
  "tariff", "distance", "log_distance", "grid_distance", "across", "along", "is_still", "has_unknown_end",
  "pickup_across", "pickup_along", "pickup_from_midtown", "dropoff_across", "dropoff_along",
  "dropoff_from_midtown", "within_manhattan", "at_kennedy", "at_laguardia", "at_newark", "has_flat_fare",
  "still_from_midtown", "hour", "half_day", "is_weekday", "is_busy", "is_night", "years", "is_raised",
]
// end: fare_model
