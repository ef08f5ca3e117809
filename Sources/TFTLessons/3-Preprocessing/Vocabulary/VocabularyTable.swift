import RawData

/// The ids of a vocabulary's tokens, ready to look up.
struct VocabularyTable: Sendable {
  private var table: TokenTable

  /// How many tokens there are.
  var count: Int { table.count }

  /// A table of strings, or of the integers that the tokens are.
  ///
  /// - Throws: `RowError` for a token that comes twice or is no integer.
  init(_ tokens: ByteStrings, isText: Bool) throws(RowError) {
    table = TokenTable(capacity: tokens.count)
    for id in 0..<tokens.count {
      let number: Int
      if isText {
        number = table.add(tokens[id])
      } else if let integer = Int64(tokens.string(at: id)) {
        number = table.add(integer)
      } else {
        throw RowError("found the token \(quoted(tokens[id])) in the vocabulary of a column of int64")
      }
      guard number == id else {
        throw RowError("found the token \(quoted(tokens[id])) at ids \(number) and \(id)")
      }
    }
  }

  /// The ids of the values, in their order; `unknown` gives that of a value that is no token.
  func ids(of strings: ByteStrings, unknown: (ArraySlice<UInt8>) -> Int64) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: strings.count) { ids, count in
      table.forEachNumber(of: strings) { index, number in
        ids.initializeElement(at: index, to: number >= 0 ? Int64(number) : unknown(strings[index]))
      }
      count = strings.count
    }
  }

  /// The ids of the values, in their order; `unknown` gives that of a value that is no token.
  func ids(of integers: [Int64], unknown: (Int64) -> Int64) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: integers.count) { ids, count in
      table.forEachNumber(of: integers) { index, number in
        ids.initializeElement(at: index, to: number >= 0 ? Int64(number) : unknown(integers[index]))
      }
      count = integers.count
    }
  }
}
