import RawData

/// All runs of neighbouring tokens in a row, of the sizes `sizes`, each as one text.
///
/// `ngrams(["One", "was", "Johnny"], sizes: 1...2, separator: " ")` is `["One", "One was", "was", "was Johnny", "Johnny"]`: by
/// where they start, then by size. The result is ragged; a row with fewer tokens than the smallest size is empty.
/// TFT: `ngrams`.
///
/// - Parameters:
///   - tokens: the tokens of each row, in order.
///   - sizes: from how many tokens to how many, 1 or more.
///   - separator: stands between the tokens of a run: a space for words, nothing for characters.
///   - fileID: the file of the call.
///   - line: the line of the call.
/// - Throws: `OperationError` when a size is below 1.
public func ngrams(
  _ tokens: Column<String>,
  sizes: ClosedRange<Int>,
  separator: String,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<String> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    return Column(
      try NGrams(sizes: sizes, separator: separator, isBag: false),
      [tokens.node],
      location: location
    )
  } catch {
    throw OperationError(location: location, operation: "ngrams", problem: error.problem)
  }
}

/// The different runs of neighbouring tokens in a row: `ngrams`, each kept where it first comes.
///
/// `bagOfWords(["a", "b", "a", "b"], sizes: 1...2, separator: " ")` is `["a", "a b", "b", "b a"]`. Runs are the same when their
/// texts are, so the tokens `"a b"` and `"c"` make the same as `"a"` and `"b c"`. TFT: `bag_of_words`.
///
/// - Throws: `OperationError` when a size is below 1.
public func bagOfWords(
  _ tokens: Column<String>,
  sizes: ClosedRange<Int>,
  separator: String,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<String> {
  let location = SourceLocation(fileID: fileID, line: line)
  do throws(RowError) {
    return Column(
      try NGrams(sizes: sizes, separator: separator, isBag: true),
      [tokens.node],
      location: location
    )
  } catch {
    throw OperationError(location: location, operation: "bag_of_words", problem: error.problem)
  }
}

struct NGrams: Mapper {
  private let sizes: ClosedRange<Int>
  private let separator: [UInt8]
  /// Whether each different run is kept once.
  private let isBag: Bool

  var name: String { isBag ? "bag_of_words" : "ngrams" }

  init(sizes: ClosedRange<Int>, separator: String, isBag: Bool) throws(RowError) {
    guard sizes.lowerBound >= 1 else { throw RowError("found sizes \(sizes), expected sizes from 1 on") }
    self.sizes = sizes
    self.separator = Array(separator.utf8)
    self.isBag = isBag
  }

  var parameters: [(name: String, value: FeatureValues)] {
    [
      ("ngram_range", FeatureValues([Int64(sizes.lowerBound), Int64(sizes.upperBound)])),
      ("separator", FeatureValues(ByteStrings([String(decoding: separator, as: UTF8.self)]))),
    ]
  }

  func accepts(_ inputTypes: [FeatureType]) -> Bool { inputTypes == [.string] }
  func shape(of inputs: [ColumnShape]) -> ColumnShape { .ragged }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let tokens = try inputs[0].strings()
    let values = inputs[0].values
    var runs = StringsBuilder(
      stringCount: tokens.count * min(sizes.count, 8),
      byteCount: tokens.bytes.count * min(sizes.upperBound, 8)
    )
    var members = RowMembers()
    var rowOffsets = [0]
    rowOffsets.reserveCapacity(values.rowCount + 1)
    for row in 0..<values.rowCount {
      members.removeAll()
      let range = values.range(ofRow: row)
      for start in range where start + sizes.lowerBound <= range.upperBound {
        for end in start + sizes.lowerBound...min(start + sizes.upperBound, range.upperBound) {
          append(tokens, start..<end, to: &runs)
          if isBag { members.keepIfNew(lastOf: &runs) }
        }
      }
      rowOffsets.append(runs.count)
    }
    return FeatureValues(.string(runs.strings), layout: .ragged(rowOffsets: rowOffsets))
  }

  private func append(_ tokens: ByteStrings, _ range: Range<Int>, to runs: inout StringsBuilder) {
    for index in range {
      if index > range.lowerBound { runs.append(separator) }
      runs.append(tokens.bytes[tokens.range(of: index)])
    }
    runs.endString()
  }
}
