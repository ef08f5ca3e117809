import RawData

/// What a vocabulary is to hold, in which order, and in which file.
struct VocabularyOptions: Sendable {
  /// What orders the tokens, the largest first.
  enum Ranking: String, Sendable {
    /// How often a token comes.
    case count
    /// The same, written as a number that may have a fraction.
    case approximateCount = "approximate_count"
    /// The sum of its weights.
    case weight
    /// How much it tells of the label.
    case mutualInformation = "mutual_information"
  }

  /// The tokens for each key of which some are to be there however rare they are.
  struct Coverage: Sendable {
    var key: @Sendable (String) -> String
    var topK: Int?
    var frequencyThreshold: Double?
  }

  var ranking = Ranking.count
  var topK: Int?
  var frequencyThreshold: Double?
  var storeFrequency = false
  var reservedTokens: [String] = []
  var isAdjusted = false
  /// Nil for the one recommended for the number of rows.
  var minDiffFromAvg: Double?
  var coverage: Coverage?
  var fingerprintShuffle = false
  var asset = Asset(fileName: "")
}

extension VocabularyOptions {
  /// Checks what TFT checks, and that the file can hold the reserved tokens.
  ///
  /// - Parameter isText: whether the column is of strings.
  func check(isText: Bool) throws(RowError) {
    try Self.check(topK, frequencyThreshold, "")
    try Self.check(coverage?.topK, coverage?.frequencyThreshold, "coverage ")
    guard !asset.fileName.isEmpty else { throw RowError("found an empty file name") }
    guard Set(reservedTokens).count == reservedTokens.count else {
      throw RowError("found a reserved token twice in \(reservedTokens)")
    }
    for token in reservedTokens {
      if asset.format == .text, token.utf8.contains(where: lineEnds.contains) {
        throw RowError("found the reserved token \(quoted(token.utf8)), which a text file cannot hold")
      }
      guard isText || Int64(token) != nil else {
        throw RowError("found the reserved token \(quoted(token.utf8)), expected an integer")
      }
    }
  }

  private static func check(_ topK: Int?, _ threshold: Double?, _ arm: String) throws(RowError) {
    if let topK, topK < 1 { throw RowError("found a \(arm)top_k of \(topK), expected 1 or more") }
    if let threshold, !(threshold >= 0) {
      throw RowError("found a \(arm)frequency threshold of \(threshold), expected 0 or more")
    }
  }

  /// For `AnalysisPhase` to tell analyses apart.
  var parameters: [(name: String, value: FeatureValues)] {
    var result = [
      (name: "ranking", value: FeatureValues(ByteStrings([ranking.rawValue]))),
      (name: "file_name", value: FeatureValues(ByteStrings([asset.fileName]))),
    ]
    if let topK { result.append(("top_k", FeatureValues([Int64(topK)]))) }
    if let frequencyThreshold {
      result.append(("frequency_threshold", FeatureValues(ByteStrings(["\(frequencyThreshold)"]))))
    }
    return result
  }
}

/// The bytes that end a line, so that no token of a text file can have one.
let lineEnds = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]
