import Preprocessing

/// Shows columns of a sample while the function runs, as `print` would.
package func taxiColumnsShown(
  _ inputs: Inputs,
  print: (any CustomStringConvertible) -> Void
) throws -> Outputs {
  var outputs = Outputs()
  // snippet: print
  let longitude = try inputs.float("pickup_longitude")
  print(longitude)
  let place = (longitude + 78) / 8
  print(place)
  let bucket = try applyBuckets(place, boundaries: [0.5, 0.5025])
  print(bucket)
  outputs["bucket"] = bucket
  // end: print
  return outputs
}

/// How unusual a fare is: an analyzer of what another analyzer has found.
package func taxiUnusualFares(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()
  // snippet: phases
  let fare = try inputs.float("fare_amount")
  let distanceFromMean = abs(fare - mean(fare))
  outputs["unusual"] = scaleTo01(distanceFromMean)
  outputs["passengers"] = scaleTo01(try inputs.float("passenger_count"))
  // end: phases
  return outputs
}

/// Scales of a column that may have nothing to scale by.
package func taxiDegenerateColumns(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()
  // snippet: degenerate
  let fare = try inputs.float("fare_amount")
  let free = fare * 0
  outputs["in_range"] = scaleTo01(free)
  outputs["score"] = scaleToZScore(free)
  outputs["logarithm"] = scaleTo01(log(fare))
  // end: degenerate
  return outputs
}

/// The month of a ride as an id, and its passengers in the range of all rides.
package func taxiMonths(_ inputs: Inputs) throws -> Outputs {
  var outputs = Outputs()
  // snippet: months
  let month = try substring(inputs.string("pickup_datetime"), position: 0, length: 7)
  outputs["month"] = try computeAndApplyVocabulary(month, topK: 3, numOOVBuckets: 2, vocabFilename: "months")
  outputs["passengers"] = scaleTo01(try inputs.float("passenger_count"))
  // end: months
  return outputs
}
