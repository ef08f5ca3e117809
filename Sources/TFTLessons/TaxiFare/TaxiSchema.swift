import RawData

// snippet: schema
/// The raw features of a taxi ride, as in the public NYC taxi-fare data.
public let taxiSchema = Schema([
  FeatureSpec("key", .string),
  FeatureSpec("fare_amount", .float32),
  FeatureSpec("pickup_datetime", .string),
  FeatureSpec("pickup_longitude", .float32),
  FeatureSpec("pickup_latitude", .float32),
  FeatureSpec("dropoff_longitude", .float32),
  FeatureSpec("dropoff_latitude", .float32),
  FeatureSpec("passenger_count", .float32),
])
// end: schema
