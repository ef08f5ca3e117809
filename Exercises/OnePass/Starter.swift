// This z-score, written out, takes two passes over the data: the squares wait for the mean. On a terabyte that is one hour more.
// Write the same z-score so that it takes one pass. Not with `scaleToZScore`: find out what it does inside.

import TFTLessons

func zScore(_ inputs: Inputs) throws -> Outputs {
  let x = try inputs.float("x")
  let centred = x - mean(x)
  let deviation = sqrt(mean(square(centred)))
  var outputs = Outputs()
  outputs["score"] = centred / deviation
  return outputs
}
