import TFTLessons

let rideSchema = Schema([
  FeatureSpec("ride", .int64),
  FeatureSpec("tip", .float32, presence: .optional),
  FeatureSpec("toll", .float32, presence: .defaultValue("0")),
])
