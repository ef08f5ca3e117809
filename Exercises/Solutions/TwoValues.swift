import TFTLessons

let message: [UInt8] =
  [0x0A, 14]  // Example, field 1: features, 14 bytes
  + [0x0A, 12]  // Features, field 1: an entry, 12 bytes
  + [0x0A, 1, 0x6E]  // entry, field 1: key, 1 byte, "n"
  + [0x12, 7]  // entry, field 2: value, 7 bytes
  + [0x1A, 5]  // Feature, field 3: int64_list, 5 bytes
  + [0x0A, 3, 5, 0xAC, 2]  // Int64List, field 1: values, 3 bytes, 5 and 300

func frame(around message: [UInt8]) -> [UInt8] {
  let length: [UInt8] = [UInt8(message.count), 0, 0, 0, 0, 0, 0, 0]
  return length + checksum(of: length) + message + checksum(of: message)
}

/// Lowest byte first.
private func checksum(of bytes: [UInt8]) -> [UInt8] {
  let crc = CRC32C.masked(bytes)
  return (0..<4).map { UInt8(truncatingIfNeeded: crc >> (8 * $0)) }
}
