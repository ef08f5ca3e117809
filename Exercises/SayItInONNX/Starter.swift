// The month as an id, for an embedding: the function hashes its two digits into 12 bins. Two things are wrong with that. ONNX has
// no hash of texts, so this transform cannot be exported. And a hash does not deal out 12 months to 12 bins one by one: some share
// one. Write it anew so that every month has an id of its own, from 0 to 11 in the calendar's order, and `onnx()` accepts it.

import TFTLessons

func monthIDs(_ inputs: Inputs) throws -> Outputs {
  let text = try inputs.string("pickup_datetime")
  var outputs = Outputs()
  outputs["month"] = try hashStrings(substring(text, position: 5, length: 2), hashBuckets: 12)
  return outputs
}
