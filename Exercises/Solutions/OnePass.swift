import TFTLessons

func zScore(_ inputs: Inputs) throws -> Outputs {
  let x = try inputs.float("x")
  let centred = x - mean(x)
  let deviation = sqrt(variance(x))
  var outputs = Outputs()
  outputs["score"] = centred / deviation
  return outputs
}
