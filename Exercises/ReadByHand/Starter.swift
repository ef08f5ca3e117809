// Read a message by hand. `integers(of:)` gives the values of an Int64List, the innermost message of lesson 2. It reads this one:
//
//     0a 02 05 07        field 1, a length, and two varints: 5 and 7
//
// but two things are missing. A varint may have more than one byte (`ac 02` is 300, and -1 has ten bytes). And a
// program may write each value as a field of its own, of kind 0, which is a varint without a length: `08 05 08 ac 02` is 5 and 300.
// Add both. The bytes are a right message: there is no error to look for.

func integers(of list: [UInt8]) -> [Int64] {
  var values: [Int64] = []
  var rest = list[...]
  while !rest.isEmpty {
    _ = varint(&rest)
    let length = Int(varint(&rest))
    var packed = rest.prefix(length)
    rest = rest.dropFirst(length)
    while !packed.isEmpty { values.append(Int64(bitPattern: varint(&packed))) }
  }
  return values
}

/// Takes a varint from the front of `bytes`.
func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64 {
  UInt64(bytes.popFirst() ?? 0)
}
