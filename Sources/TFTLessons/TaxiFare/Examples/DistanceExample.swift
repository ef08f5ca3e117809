import Preprocessing

// snippet: distance
/// The distance of a ride as the crow flies, in standard deviations from the mean, and what it cost.
package func taxiDistances(_ inputs: Inputs) throws -> Outputs {
  let east = try inputs.float("dropoff_longitude") - inputs.float("pickup_longitude")
  let north = try inputs.float("dropoff_latitude") - inputs.float("pickup_latitude")
  let distance = clip(sqrt(square(east) + square(north)), to: 0...0.2)
  var outputs = Outputs()
  outputs["distance"] = scaleToZScore(distance)
  outputs["fare"] = try inputs.float("fare_amount")
  return outputs
}
// end: distance
