// The training's function is below. Beside it is what somebody wrote for the server, "the same, only faster". Check it first: which
// features differ, and in which rides? Find the reason for each in the server's code. Then mend it, so that every bit of every
// feature is that of the training: do it in the way of lesson 4, which leaves nothing to go wrong the next time.

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
  guard case .float32(let passengers)? = rides["passenger_count"]?.storage,
    case .float32(let fares)? = rides["fare_amount"]?.storage,
    case .string(let times)? = rides["pickup_datetime"]?.storage
  else { return Batch() }
  let most = passengers.max() ?? 1
  return Batch(
    rowCount: rides.rowCount,
    names: ["hour", "passengers", "price_class"],
    columns: [
      FeatureValues(
        (0..<times.count).map { (Int64(times.string(at: $0).dropFirst(11).prefix(2)) ?? 0) % 12 }
      ),
      FeatureValues(passengers.map { $0 / most }),
      FeatureValues(fares.map { fare in Int64([5, 10, 20].count { fare > $0 }) }),
    ]
  )
}
