import TFTLessons

func forged(_ record: [UInt8]) -> [UInt8] {
  var record = record
  record.replaceSubrange(35..<39, with: lowestFirst((99 as Float).bitPattern))
  record.replaceSubrange(93..<97, with: lowestFirst(CRC32C.masked(record[12..<93])))
  return record
}

private func lowestFirst(_ number: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
