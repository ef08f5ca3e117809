import TFTLessons

/// Every id is a one-hot vector: zeros, and a one in its place.
let nonEmbeddingModel = ModelDefinition(
  name: "non_embedding",
  label: label,
  loss: .binaryCrossentropy(),
  training: training
) { inputs in
  try layers(on: inputs, ids: categories.map { OneHot()(try inputs.ids($0.name)) })
}

/// Every id has a short vector, learned with the rest: ids that mean the same come to lie side by side.
let embeddingModel = ModelDefinition(
  name: "embedding",
  label: label,
  loss: .binaryCrossentropy(),
  training: training
) { inputs in
  try layers(on: inputs, ids: categories.map { Embedding($0.size)(try inputs.ids($0.name), name: $0.name) })
}

/// How long to learn, and in what steps. It ends early when the validation loss no longer falls, and the best weights count.
private let training = TrainingOptions(
  epochs: 100,
  batchSize: 32,
  optimizer: .adam(.constant(0.003)),
  earlyStopping: EarlyStopping(patience: 12)
)

/// What both models put on top of the features: two hidden layers, each smaller than the one before.
private func layers(on inputs: ModelInputs, ids: [Tensor]) throws -> Tensor {
  let features = Concatenate()([try inputs.numeric(numbers)] + ids)
  let hidden = Dense(16, activation: .relu)(Dense(32, activation: .relu)(features))
  // The sigmoid makes a number between 0 and 1: how probable class 1 is.
  return Dense(1, activation: .sigmoid)(hidden)
}

/// The transformed features that are numbers.
private let numbers = [
  "city_is_missing",
  "age",
  "age_is_missing",
  "fee",
  "fee_is_missing",
  "since_hour",
  "since_day_of_week",
  "since_month",
  "since_years",
]

/// The transformed features that are ids, and how many numbers the embedding of each has.
private let categories: [(name: String, size: Int)] = [
  ("city", 3),
  ("plan", 2),
  ("calls", 3),
]
