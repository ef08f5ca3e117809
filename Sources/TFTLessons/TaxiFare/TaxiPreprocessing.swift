import Preprocessing

// snippet: preprocessing_fn
/// The taxi pipeline's features: eight columns of a ride become twenty.
public func taxiPreprocessingFn(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs(passingThrough: inputs)
  outputs["passenger_count"] = scaleTo01(try inputs.float("passenger_count"))

  let pickup = try RideEnd(inputs, "pickup")
  let dropoff = try RideEnd(inputs, "dropoff")
  for place in [pickup, dropoff] {
    outputs["\(place.name)_longitude"] = place.longitude
    outputs["\(place.name)_latitude"] = place.latitude
    outputs["bucketed_\(place.name)_longitude"] = place.longitudeBucket
    outputs["bucketed_\(place.name)_latitude"] = place.latitudeBucket
    outputs["\(place.name)_location"] = try hashedCross(
      place.latitudeBucket,
      place.longitudeBucket,
      bins: 100
    )
  }
  outputs["euclidean"] = sqrt(
    square(dropoff.rawLongitude - pickup.rawLongitude) + square(dropoff.rawLatitude - pickup.rawLatitude)
  )

  let time = parseDateTime(try inputs.string("pickup_datetime"))
  let (hour, day) = (hourOfDay(time), dayOfWeek(time))
  outputs["hour_of_day"] = Column<Float>(hour)
  outputs["day_of_week"] = Column<Float>(day)
  let hourOfWeek = try hashedCross(hour, day, bins: 168)
  outputs["hour_of_day_of_week"] = hourOfWeek

  let trip = try hashedCross(
    hashedCross(pickup.longitudeBucket, pickup.latitudeBucket, bins: 100),
    hashedCross(dropoff.longitudeBucket, dropoff.latitudeBucket, bins: 100),
    bins: 1000
  )
  outputs["hashed_trip"] = trip
  outputs["hashed_trip_and_time"] = try hashedCross(trip, hourOfWeek, bins: 4000)
  return outputs
}

/// One end of a ride: its coordinates in degrees, on a scale of about 0 to 1, and in buckets of that scale.
private struct RideEnd {
  let name: String
  let rawLongitude, rawLatitude: Column<Float>
  let longitude, latitude: Column<Float>
  let longitudeBucket, latitudeBucket: Column<Int64>

  init(_ inputs: Inputs, _ name: String) throws {
    self.name = name
    rawLongitude = try inputs.float("\(name)_longitude")
    rawLatitude = try inputs.float("\(name)_latitude")
    longitude = (rawLongitude + 78) / 8
    latitude = (rawLatitude - 37) / 8
    let edges: [Float] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    longitudeBucket = try applyBuckets(longitude, boundaries: edges)
    latitudeBucket = try applyBuckets(latitude, boundaries: edges)
  }
}
// end: preprocessing_fn
