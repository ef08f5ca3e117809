import TFTLessons

func trainingFn(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()
  outputs["passengers"] = scaleTo01(try inputs.float("passenger_count"))
  outputs["price_class"] = try applyBuckets(try inputs.float("fare_amount"), boundaries: [5, 10, 20])
  outputs["hour"] = hourOfDay(parseDateTime(try inputs.string("pickup_datetime")))
  return outputs
}

/// The server's features of rides; `transformFn` is what the training has left.
func serverFeatures(_ rides: Batch, _ transformFn: TransformFn) throws -> Batch {
  try transformFn.transform(rides)
}
