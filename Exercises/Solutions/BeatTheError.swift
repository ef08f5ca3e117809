import TFTLessons

let preprocessing: PreprocessingFn = { try fareFeatures($0) }

let model = ModelDefinition(
  name: "mine",
  label: "fare_amount",
  loss: .huber(delta: 5),
  training: TrainingOptions(epochs: 10, batchSize: 64, optimizer: .adam(.constant(0.003)))
) { inputs in
  let numbers = try inputs.numeric([
    "tariff", "distance", "log_distance", "grid_distance", "has_flat_fare", "is_raised", "is_busy", "hour",
    "still_from_midtown", "has_unknown_end", "within_manhattan", "years",
  ])
  let hidden = Dense(16, activation: .relu)(Dense(32, activation: .relu)(numbers))
  return Dense(1)(Concatenate()([hidden, numbers]))
}
