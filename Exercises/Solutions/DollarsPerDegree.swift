import TFTLessons

func dollarsPerDegree(_ inputs: Inputs) throws -> Outputs {
  let (fare, distance) = (try inputs.float("fare"), try inputs.float("distance"))
  var outputs = Outputs()
  outputs["score"] = select(where: distance .> 0, scaleToZScore(fare / distance), else: 0)
  return outputs
}
