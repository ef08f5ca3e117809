import TFTLessons

func fareBuckets(_ inputs: Inputs) throws -> Outputs {
  let fare = try inputs.float("fare_amount")
  var outputs = Outputs()
  outputs["bucket"] = try bucketize(fare, buckets: 4)
  return outputs
}
