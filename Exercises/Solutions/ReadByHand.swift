func integers(of list: [UInt8]) -> [Int64] {
  var values: [Int64] = []
  var rest = list[...]
  while !rest.isEmpty {
    let kind = varint(&rest) % 8
    if kind == 0 {
      values.append(Int64(bitPattern: varint(&rest)))
      continue
    }
    let length = Int(varint(&rest))
    var packed = rest.prefix(length)
    rest = rest.dropFirst(length)
    while !packed.isEmpty { values.append(Int64(bitPattern: varint(&packed))) }
  }
  return values
}

/// Takes a varint from the front of `bytes`.
func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64 {
  var (value, shift) = (UInt64(0), UInt64(0))
  while let byte = bytes.popFirst() {
    value |= UInt64(byte & 0x7F) << shift
    shift += 7
    if byte < 0x80 { break }
  }
  return value
}
