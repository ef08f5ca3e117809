// The record of lesson 2 has the first ride's fare, 11.4, in bytes 35 to 38. Somebody would like it to be 99. The function puts
// those four bytes there, and the reader refuses the record. Forge it so well that it is accepted: no byte of it may change
// but those that have to.
//
// Mind what this says of checksums: they are against accidents, not against people.

import TFTLessons

func forged(_ record: [UInt8]) -> [UInt8] {
  var record = record
  record.replaceSubrange(35..<39, with: lowestFirst((99 as Float).bitPattern))
  return record
}

private func lowestFirst(_ number: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
