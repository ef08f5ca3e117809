/// How often each symbol comes in a block.
struct TokenCounts: Sendable {
  /// Literals, the end of the block (once) and lengths.
  private(set) var literals = [Int](repeating: 0, count: 286)
  /// Distances.
  private(set) var distances = [Int](repeating: 0, count: 30)

  /// The counts of `tokens` and of the end of the block behind them.
  init(_ tokens: [DeflateToken]) {
    literals[DeflateSymbols.endOfBlock] = 1
    for token in tokens {
      if token.isMatch {
        literals[DeflateSymbols.firstLength + DeflateSymbols.lengthIndex(token.value)] += 1
        distances[DeflateSymbols.distanceIndex(token.distance)] += 1
      } else {
        literals[token.value] += 1
      }
    }
  }

  /// How many bits follow the codes of lengths and distances.
  var extraBits: Int {
    zip(literals[DeflateSymbols.firstLength...], DeflateSymbols.lengthExtraBits).reduce(0) {
      $0 + $1.0 * Int($1.1)
    }
      + zip(distances, DeflateSymbols.distanceExtraBits).reduce(0) { $0 + $1.0 * Int($1.1) }
  }

  /// How many bits the block takes with the given codes, its header aside.
  func size(_ literalCode: HuffmanCode, _ distanceCode: HuffmanCode) -> Int {
    zip(literals, literalCode.lengths).reduce(extraBits) { $0 + $1.0 * Int($1.1) }
      + zip(distances, distanceCode.lengths).reduce(0) { $0 + $1.0 * Int($1.1) }
  }
}
