// Lesson 2 writes a record by hand: the feature `n`, whose value is 5. Give `n` a second value, 300, behind the first. In
// which places does a length change, and how is 300 written?
//
// Then finish the frame around the message: length, its masked checksum, message, its masked checksum. Numbers are written lowest
// byte first. `CRC32C.masked` calculates a checksum.

import TFTLessons

let message: [UInt8] =
  [0x0A, 12]  // Example, field 1: features, 12 bytes
  + [0x0A, 10]  // Features, field 1: an entry, 10 bytes
  + [0x0A, 1, 0x6E]  // entry, field 1: key, 1 byte, "n"
  + [0x12, 5]  // entry, field 2: value, 5 bytes
  + [0x1A, 3]  // Feature, field 3: int64_list, 3 bytes
  + [0x0A, 1, 5]  // Int64List, field 1: value, 1 byte, 5

func frame(around message: [UInt8]) -> [UInt8] {
  let length: [UInt8] = [UInt8(message.count), 0, 0, 0, 0, 0, 0, 0]
  return length + [0, 0, 0, 0] + message + [0, 0, 0, 0]
}
