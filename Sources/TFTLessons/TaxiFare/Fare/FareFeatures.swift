import Preprocessing

// snippet: fare_features
/// The features of our own model: what a fare in New York depends on, each on a scale that suits a network.
public func fareFeatures(_ inputs: Inputs) throws -> Outputs {
  let time = try RideTime(inputs)
  let trip = GridTrip(from: try GridEnd(inputs, "pickup"), to: try GridEnd(inputs, "dropoff"), at: time)
  var outputs = Outputs()
  outputs["fare_amount"] = try inputs.float("fare_amount")

  // How far, and what the price list says to that.
  outputs["tariff"] = scaled(trip.tariff)
  outputs["distance"] = scaled(trip.distance)
  outputs["log_distance"] = scaled(log1p(trip.distance))
  outputs["grid_distance"] = scaled(trip.gridDistance)
  outputs["across"] = scaled(sqrt(clip(trip.across, to: 0...40)))
  outputs["along"] = scaled(sqrt(clip(trip.along, to: 0...40)))
  outputs["is_still"] = scaled(trip.isStill)
  outputs["has_unknown_end"] = scaled(.!trip.isKnown)

  // From where to where.
  for (name, end) in [("pickup", trip.pickup), ("dropoff", trip.dropoff)] {
    outputs["\(name)_across"] = scaled(clip(end.across, to: -16...16))
    outputs["\(name)_along"] = scaled(clip(end.along, to: -20...20))
    outputs["\(name)_from_midtown"] = scaled(end.fromMidtown)
  }
  outputs["within_manhattan"] = scaled(trip.isWithinManhattan)
  outputs["at_kennedy"] = scaled(trip.touches(.kennedy))
  outputs["at_laguardia"] = scaled(trip.touches(.laGuardia))
  outputs["at_newark"] = scaled(trip.touches(.newark))
  outputs["has_flat_fare"] = scaled(trip.hasFlatFare)
  // Who goes nowhere far from town has agreed on a price: rare and large, so not scaled but in kilometres, 60 at most.
  outputs["still_from_midtown"] = Column<Float>(trip.isStill) * trip.pickup.fromMidtown

  // When.
  outputs["hour"] = try scaled(cyclicEncoding(time.hour, period: 24), elementwise: true)
  outputs["half_day"] = try scaled(cyclicEncoding(time.hour, period: 12), elementwise: true)
  outputs["is_weekday"] = scaled(time.isWeekday)
  outputs["is_busy"] = scaled(time.isBusy)
  outputs["is_night"] = scaled(time.isNight)
  outputs["years"] = scaled(time.years)
  outputs["is_raised"] = scaled(time.isRaised)
  // A cross: traffic at 8 on a workday is no sum of that at 8 and that of workdays. Coarse, so that each of the twelve ids
  // has many rides; in 64 bins no two of them meet, as `lessons hashes` shows.
  outputs["part_of_week"] = try hashedCross(time.partOfDay, Column<Int64>(time.isWeekday), bins: 64)
  return outputs
}

/// How many standard deviations from the mean, five at most: one faulty row cannot rule a whole feature.
private func scaled(_ x: Column<Float>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  clip(scaleToZScore(x, fileID: fileID, line: line), to: -5...5, fileID: fileID, line: line)
}
// end: fare_features

/// The same for each element of the vectors apart.
private func scaled(
  _ x: Column<Float>,
  elementwise: Bool,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Float> {
  let scores = try scaleToZScore(x, elementwise: elementwise, fileID: fileID, line: line)
  return clip(scores, to: -5...5, fileID: fileID, line: line)
}

/// The same for 1 where a condition holds, and 0 elsewhere.
private func scaled(_ condition: Column<Bool>, fileID: String = #fileID, line: Int = #line) -> Column<Float> {
  scaled(Column<Float>(condition, fileID: fileID, line: line), fileID: fileID, line: line)
}
