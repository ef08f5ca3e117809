import TFTLessons

func monthIDs(_ inputs: Inputs) throws -> Outputs {
  let time = parseDateTime(try inputs.string("pickup_datetime"))
  var outputs = Outputs()
  outputs["month"] = monthOfYear(time) - 1
  return outputs
}
