// Four buckets of equal width from 0 to 291 dollars, and nearly every fare is in the first: such a feature says nothing. Choose
// boundaries that give each of the four about a quarter of the rides.
//
// Numbers that you read off this data are not enough: the test has a second company, whose fares are ten times as high. The
// boundaries must follow from the data that is analyzed.

import TFTLessons

func fareBuckets(_ inputs: Inputs) throws -> Outputs {
  let fare = try inputs.float("fare_amount")
  var outputs = Outputs()
  outputs["bucket"] = try applyBuckets(fare, boundaries: [72.75, 145.5, 218.25])
  return outputs
}
