// Dollars for the distance say more than dollars. The function's output `score` is fare / distance, as a z-score. Some rides have no
// distance, and theirs is infinite. Give those rides the score 0, that of an ordinary ride, and leave the scores of all others as
// they are: the rides without a distance must not move the mean of the others either.

import TFTLessons

func dollarsPerDegree(_ inputs: Inputs) throws -> Outputs {
  let (fare, distance) = (try inputs.float("fare"), try inputs.float("distance"))
  var outputs = Outputs()
  outputs["score"] = scaleToZScore(fare / distance)
  return outputs
}
