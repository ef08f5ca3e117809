import RawData

/// What is to be predicted, and how a model of it ends.
struct LabelPlan {
  /// What kind of model predicts it.
  enum Kind: Equatable {
    /// A number, of about this mean and spread.
    case number(mean: Double, spread: Double)
    /// One of several classes, in the order of their ids: what the cells say.
    case classes([String], Form)
  }

  /// How the cells become ids.
  enum Form: Equatable {
    /// The cells are the ids 0 and 1 already.
    case ids
    /// Each different value gets an id, the most frequent one 0.
    case vocabulary
    /// Of two numbers that are no integers, or none that a vocabulary takes, the larger is class 1.
    case larger(Double)
  }

  /// What the user wants to have predicted, where the cells leave it open.
  enum Wish: String, CaseIterable {
    case number, classes
  }

  let spec: FeatureSpec
  let statistics: FeatureStatistics
  let kind: Kind

  /// More classes are texts that somebody wrote.
  static let mostClasses = Schema.largestInferredDomain

  /// Finds out what the label is.
  ///
  /// - Throws: `InputError` for a column that nothing can be learned of, or not as wished.
  init(_ spec: FeatureSpec, _ statistics: FeatureStatistics, wish: Wish?, path: String) throws(InputError) {
    (self.spec, self.statistics) = (spec, statistics)
    func failure(_ problem: String) -> InputError {
      InputError(file: path, problem: "label \(quoted(spec.name.utf8)): \(problem)")
    }
    let unique = statistics.unique
    guard unique.estimate > 1 else {
      let value = statistics.topValues(1).first.map { quoted($0.text.utf8) } ?? "none"
      throw failure(
        "found the value \(value) in all rows, expected different ones: there is nothing to learn"
      )
    }
    let wish = wish ?? (spec.type == .string || unique.estimate == 2 ? .classes : .number)
    guard wish == .classes else {
      guard let numeric = statistics.numeric else {
        throw failure("found texts, expected numbers: leave --predict number out")
      }
      kind = .number(mean: numeric.mean, spread: numeric.standardDeviation)
      return
    }
    guard unique.isExact, unique.estimate <= Self.mostClasses else {
      throw failure(
        "found more than \(Self.mostClasses) different values, expected that many classes at most"
      )
    }
    guard spec.type != .float32 || unique.estimate == 2 else {
      let problem =
        "found \(unique.estimate) different numbers with a point, expected integers or texts as classes"
      throw failure("\(problem): leave --predict classes out")
    }
    kind = Self.classes(spec, statistics)
  }

  private static func classes(_ spec: FeatureSpec, _ statistics: FeatureStatistics) -> Kind {
    let values = statistics.topValues(mostClasses).map(\.text)
    if let numeric = statistics.numeric, values.count == 2 {
      let ordered = [numeric.min, numeric.max].map(statistics.text(of:))
      if spec.type == .int64, numeric.min == 0, numeric.max == 1 { return .classes(ordered, .ids) }
      if spec.type == .float32 { return .classes(ordered, .larger(numeric.max)) }
    }
    return .classes(values, .vocabulary)
  }

  /// How many classes there are; nil for a number.
  var classCount: Int? {
    if case .classes(let names, _) = kind { names.count } else { nil }
  }

  /// `3 classes`, or `a number`.
  var summary: String { classCount.map { "\($0) classes" } ?? "a number" }
}
