import RawData

/// A vocabulary that the program asks for: its options and the name that it gets when nobody gives it one.
struct VocabularyRequest {
  var options = VocabularyOptions()
  /// TensorFlow's name scope of the call.
  private let scope: String
  private let location: SourceLocation

  /// A call in the scope `scope`, of a function that calls the one of scope `inner`.
  init(scope: String, inner: String? = nil, _ location: SourceLocation) {
    let outer = GraphScope.current?.unique(scope) ?? scope
    self.scope = inner.map { "\(outer)/\($0)" } ?? outer
    self.location = location
  }

  /// Adds the coverage, if there is one.
  mutating func cover(
    _ key: (@Sendable (String) -> String)?,
    _ topK: Int?,
    _ frequencyThreshold: Double?
  ) throws(OperationError) {
    let hasBound = topK != nil || frequencyThreshold != nil
    guard let key else {
      if hasBound { throw refusal("found a coverage without a key function, expected one") }
      return
    }
    guard hasBound else {
      throw refusal(
        "found a key function without a coverage, expected a top k or a frequency threshold for it"
      )
    }
    options.coverage = .init(key: key, topK: topK, frequencyThreshold: frequencyThreshold)
  }

  /// `x` with its spaces marked, when a line is to be a frequency, a space and a token.
  func marked<Scalar>(_ x: Column<Scalar>, _ format: Asset.Format) -> Column<Scalar> {
    guard options.storeFrequency, format == .text, Scalar.featureType == .string else { return x }
    return Column(MarkSpaces(), [x.node], location: location)
  }

  /// The vocabulary of `x`.
  func vocabulary<Scalar: CategoricalScalar>(
    of x: Column<Scalar>,
    weights: Column<Float>?,
    labels: Column<Int64>?,
    _ name: String?,
    _ format: Asset.Format
  ) throws(OperationError) -> Vocabulary {
    var options = options
    let fileName = Asset.sanitized(name ?? defaultPrefix + scope)
    options.asset = Asset(fileName: fileName, format: format, key: name)
    let isText = Scalar.featureType == .string
    do throws(RowError) { try options.check(isText: isText) } catch { throw refusal(error.problem) }
    let analyzer = VocabularyAnalyzer(options: options, isText: isText, hasWeights: weights != nil)
    let inputs = [x.node] + [weights?.node, labels?.node].compactMap(\.self)
    let node = Node.analysis(analyzer, of: inputs, type: .string, location: location)
    GraphScope.current?.add(asset: node)
    return Vocabulary(node: node, asset: options.asset)
  }

  /// TFT's names for approximate vocabularies have it the wrong way round.
  private var defaultPrefix: String {
    switch (options.ranking, options.storeFrequency) {
    case (.approximateCount, true): "approx_vocab_"
    case (.approximateCount, false): "approx_vocab_frequency_"
    case (_, true): "vocab_frequency_"
    case (_, false): "vocab_"
    }
  }

  private func refusal(_ problem: String) -> OperationError {
    OperationError(location: location, operation: "vocabulary", problem: problem)
  }
}
