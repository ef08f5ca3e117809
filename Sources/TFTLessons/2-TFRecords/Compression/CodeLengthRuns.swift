/// A dynamic block's code lengths as it stores them: runs, in a Huffman code of their own (RFC 1951, section 3.2.7).
struct CodeLengthRuns: Sendable {
  private struct Run {
    /// A length, or 16 for the one before, 17 and 18 for zeros.
    var symbol: Int
    /// How often, less the least that the symbol can say.
    var extra = 0
    var extraBits = 0
  }

  private let literalCount: Int
  private let distanceCount: Int
  private let runs: [Run]
  private let code: HuffmanCode
  private let codeLengthCount: Int
  /// How many bits it all takes.
  let size: Int

  /// The runs of the two codes.
  init(_ literals: HuffmanCode, _ distances: HuffmanCode) {
    literalCount = max(257, Self.usedCount(literals.lengths))
    distanceCount = max(1, Self.usedCount(distances.lengths))
    runs = Self.runs(of: literals.lengths.prefix(literalCount) + distances.lengths.prefix(distanceCount))
    let order = DeflateSymbols.codeLengthOrder
    let counts = runs.reduce(into: [Int](repeating: 0, count: order.count)) { $0[$1.symbol] += 1 }
    let code = HuffmanCode(frequencies: counts, longest: DeflateSymbols.longestCodeLengthCode)
    self.code = code
    codeLengthCount = max(4, Self.usedCount(order.map { code.lengths[$0] }))
    size = runs.reduce(14 + 3 * codeLengthCount) { $0 + Int(code.lengths[$1.symbol]) + $1.extraBits }
  }

  /// Writes the counts, the code of the code lengths, and those.
  func write(_ writer: inout BitWriter, to output: inout [UInt8]) {
    writer.write(literalCount - 257, count: 5, to: &output)
    writer.write(distanceCount - 1, count: 5, to: &output)
    writer.write(codeLengthCount - 4, count: 4, to: &output)
    for symbol in DeflateSymbols.codeLengthOrder.prefix(codeLengthCount) {
      writer.write(Int(code.lengths[symbol]), count: 3, to: &output)
    }
    for run in runs {
      writer.write(Int(code.codes[run.symbol]), count: Int(code.lengths[run.symbol]), to: &output)
      writer.write(run.extra, count: run.extraBits, to: &output)
    }
  }

  /// How many lengths are left without the zeros at the end.
  private static func usedCount(_ lengths: [UInt8]) -> Int {
    (lengths.lastIndex { $0 > 0 } ?? -1) + 1
  }

  private static func runs(of lengths: some Sequence<UInt8>) -> [Run] {
    var runs: [Run] = []
    var rest = Array(lengths)[...]
    while let length = rest.first {
      let count = rest.prefix { $0 == length }.count
      rest.removeFirst(count)
      append(length, count: count, to: &runs)
    }
    return runs
  }

  private static func append(_ length: UInt8, count: Int, to runs: inout [Run]) {
    var count = count
    if length > 0 {
      runs.append(Run(symbol: Int(length)))
      count -= 1
    }
    while count >= 3 {
      let (run, taken) = longestRun(ofZeros: length == 0, count: count)
      runs.append(run)
      count -= taken
    }
    runs += repeatElement(Run(symbol: Int(length)), count: count)
  }

  private static func longestRun(ofZeros: Bool, count: Int) -> (Run, taken: Int) {
    if !ofZeros {
      let taken = min(count, 6)
      return (Run(symbol: 16, extra: taken - 3, extraBits: 2), taken)
    }
    if count <= 10 { return (Run(symbol: 17, extra: count - 3, extraBits: 3), count) }
    let taken = min(count, 138)
    return (Run(symbol: 18, extra: taken - 11, extraBits: 7), taken)
  }
}
