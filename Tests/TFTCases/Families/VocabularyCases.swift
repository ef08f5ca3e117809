import Preprocessing
import RawData

enum VocabularyCases {
  static let functions: [String: CaseFunction] = [
    "vocabulary": { try vocabulary($0) },
    "vocabulary_frequencies": { try vocabulary($0, storeFrequency: true) },
    "approximate_vocabulary": { try approximate($0) },
    "compute_and_apply_vocabulary": { y(try applied($0)) },
    "compute_and_apply_approximate_vocabulary": { y(try approximateApplied($0)) },
    "apply_vocabulary": { y(try appliedToOther($0)) },
    "num_buckets": { y(try numBuckets(try applied($0))) },
    "num_buckets_of_hashes": { y(try numBuckets(try hashed($0))) },
    "vocabulary_size": { y(try size($0)) },
    "hash_strings": { y(try hashed($0)) },
    "default_name": { try lastOfThree($0) },
  ]

  private static func vocabulary(_ arguments: CaseArguments, storeFrequency: Bool = false) throws -> Outputs {
    if arguments.type() == .int64 {
      try vocabulary(of: try arguments.int64(), arguments, storeFrequency)
    } else {
      try vocabulary(of: try arguments.string(), arguments, storeFrequency)
    }
    return Outputs()
  }

  @discardableResult
  private static func vocabulary(
    of x: Column<some CategoricalScalar>,
    _ arguments: CaseArguments,
    _ storeFrequency: Bool = false
  ) throws -> Vocabulary {
    try Preprocessing.vocabulary(
      x,
      topK: arguments.int("top_k"),
      frequencyThreshold: arguments.double("frequency_threshold"),
      vocabFilename: arguments.stringParameter("vocab_filename"),
      storeFrequency: storeFrequency || arguments.bool("store_frequency"),
      reservedTokens: arguments.strings("reserved_tokens"),
      weights: try arguments.role("weights") { try arguments.float($0) },
      labels: try arguments.role("labels") { try arguments.int64($0) },
      useAdjustedMutualInfo: arguments.bool("use_adjusted_mutual_info"),
      minDiffFromAvg: arguments.double("min_diff_from_avg"),
      coverageTopK: arguments.int("coverage_top_k"),
      coverageFrequencyThreshold: arguments.double("coverage_frequency_threshold"),
      keyFn: arguments.keyFn,
      fingerprintShuffle: arguments.bool("fingerprint_shuffle"),
      fileFormat: arguments.fileFormat
    )
  }

  private static func approximate(_ arguments: CaseArguments) throws -> Outputs {
    if arguments.type() == .int64 {
      try approximate(of: try arguments.int64(), arguments)
    } else {
      try approximate(of: try arguments.string(), arguments)
    }
    return Outputs()
  }

  private static func approximate(
    of x: Column<some CategoricalScalar>,
    _ arguments: CaseArguments
  ) throws {
    try approximateVocabulary(
      x,
      topK: arguments.int("top_k") ?? 0,
      vocabFilename: arguments.stringParameter("vocab_filename"),
      storeFrequency: arguments.bool("store_frequency"),
      weights: try arguments.role("weights") { try arguments.float($0) },
      fileFormat: arguments.fileFormat
    )
  }

  private static func applied(_ arguments: CaseArguments) throws -> Column<Int64> {
    arguments.type() == .int64
      ? try applied(to: try arguments.int64(), arguments) : try applied(to: try arguments.string(), arguments)
  }

  private static func applied(
    to x: Column<some CategoricalScalar>,
    _ arguments: CaseArguments
  ) throws -> Column<Int64> {
    try computeAndApplyVocabulary(
      x,
      defaultValue: Int64(arguments.int("default_value") ?? -1),
      topK: arguments.int("top_k"),
      frequencyThreshold: arguments.double("frequency_threshold"),
      numOOVBuckets: arguments.int("num_oov_buckets") ?? 0,
      vocabFilename: arguments.stringParameter("vocab_filename"),
      weights: try arguments.role("weights") { try arguments.float($0) },
      labels: try arguments.role("labels") { try arguments.int64($0) },
      minDiffFromAvg: arguments.has("min_diff_from_avg") ? arguments.double("min_diff_from_avg") : 0,
      fingerprintShuffle: arguments.bool("fingerprint_shuffle"),
      fileFormat: arguments.fileFormat,
      storeFrequency: arguments.bool("store_frequency"),
      reservedTokens: arguments.strings("reserved_tokens")
    )
  }

  private static func approximateApplied(_ arguments: CaseArguments) throws -> Column<Int64> {
    arguments.type() == .int64
      ? try approximateApplied(to: try arguments.int64(), arguments)
      : try approximateApplied(to: try arguments.string(), arguments)
  }

  private static func approximateApplied(
    to x: Column<some CategoricalScalar>,
    _ arguments: CaseArguments
  ) throws -> Column<Int64> {
    try computeAndApplyApproximateVocabulary(
      x,
      topK: arguments.int("top_k") ?? 0,
      numOOVBuckets: arguments.int("num_oov_buckets") ?? 0,
      vocabFilename: arguments.stringParameter("vocab_filename"),
      storeFrequency: arguments.bool("store_frequency"),
      reservedTokens: arguments.strings("reserved_tokens")
    )
  }

  private static func appliedToOther(_ arguments: CaseArguments) throws -> Column<Int64> {
    let buckets = arguments.int("num_oov_buckets") ?? 0
    let vocabulary =
      arguments.type() == .int64
      ? try vocabulary(of: try arguments.int64(), arguments)
      : try vocabulary(of: try arguments.string(), arguments)
    return arguments.type(1) == .int64
      ? try applyVocabulary(try arguments.int64(1), vocabulary, numOOVBuckets: buckets)
      : try applyVocabulary(try arguments.string(1), vocabulary, numOOVBuckets: buckets)
  }

  private static func size(_ arguments: CaseArguments) throws -> Column<Int64> {
    arguments.type() == .int64
      ? try vocabulary(of: try arguments.int64(), arguments).size
      : try vocabulary(of: try arguments.string(), arguments).size
  }

  private static func hashed(_ arguments: CaseArguments) throws -> Column<Int64> {
    let key = (arguments["key"]?.array ?? []).compactMap { word -> UInt64? in
      if case .number(let text) = word { UInt64(text) } else { nil }
    }
    return try hashStrings(
      try arguments.string(),
      hashBuckets: arguments.int("hash_buckets") ?? 0,
      key: key.count == 2 ? (key[0], key[1]) : nil
    )
  }

  /// The file of the last of three vocabularies, two of which have no name.
  private static func lastOfThree(_ arguments: CaseArguments) throws -> Outputs {
    let x = try arguments.string()
    let kind = arguments.stringParameter("kind") ?? ""
    let storeFrequency = kind.hasSuffix("_frequency")
    _ = try computeAndApplyVocabulary(x, vocabFilename: "mine")
    for _ in 0..<2 {
      if kind.hasPrefix("approximate") {
        try approximateVocabulary(x, topK: 2, storeFrequency: storeFrequency)
      } else {
        try Preprocessing.vocabulary(x, storeFrequency: storeFrequency)
      }
    }
    return Outputs()
  }
}

extension CaseArguments {
  fileprivate var fileFormat: Asset.Format {
    stringParameter("file_format").flatMap(Asset.Format.init) ?? .text
  }

  fileprivate var keyFn: (@Sendable (String) -> String)? {
    guard self["key"] != nil else { return nil }
    // TFT's case takes a token's first byte.
    return { token in token.utf8.first.map { "\($0)" } ?? "" }
  }

  /// The column that has the role `name`, nil when none has.
  fileprivate func role<Scalar>(_ name: String, _ column: (Int) throws -> Column<Scalar>) throws -> Column<
    Scalar
  >? {
    try strings("roles").firstIndex(of: name).map { try column($0 + 1) }
  }
}
