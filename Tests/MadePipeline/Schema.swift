import TFTLessons

/// The columns of the CSV file: name, type, and whether a cell may be empty. Where it may not, an empty cell is an error that
/// names its line.
let schema = Schema([
  FeatureSpec("number", .int64),
  FeatureSpec("customer", .string),
  FeatureSpec("city", .string, presence: .optional),
  FeatureSpec("plan", .string),
  FeatureSpec("age", .int64, presence: .optional),
  FeatureSpec("fee", .float32, presence: .optional),
  FeatureSpec("calls", .int64),
  FeatureSpec("since", .string),
  FeatureSpec("land", .string),
  FeatureSpec("churned", .string),
])
