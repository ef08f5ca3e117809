import TFTLessons

/// The column to predict.
let label = "churned"

/// All that is particular to this data.
let pipeline = Pipeline(
  name: "MadePipeline",
  // The rows to learn from, when the command line names no others by --data.
  data: "/rows/customers.csv",
  // Without a file of validation rows, every fifth row or so is held back to judge the models by.
  schema: schema,
  label: label,
  preprocessingFn: preprocessingFn,
  models: [nonEmbeddingModel, embeddingModel]
)
