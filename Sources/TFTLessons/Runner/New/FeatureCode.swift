import RawData

/// One raw feature in the program: the statements that make transformed features of it, and their names.
struct FeatureCode {
  /// The lines of the preprocessing function.
  private(set) var lines: [String] = []
  /// The transformed features that are numbers.
  private(set) var numbers: [String] = []
  /// The transformed features that are ids, and how many numbers their embeddings have.
  private(set) var categories: [(name: String, size: Int)] = []

  private var indent = "  "
  private let plan: FeaturePlan
  /// The names that raw features have.
  private let taken: Set<String>

  init(_ plan: FeaturePlan, taken: Set<String>) {
    (self.plan, self.taken) = (plan, taken)
    lines = SwiftText.comment(plan.description, indent: 2)
    switch plan.treatment {
    case .quantity(let cut):
      let cutOff = cut.map { "clip(\(number), to: \(Self.text(of: $0)))" }
      addNumber(plan.spec.name, "scaleToZScore", [cutOff ?? number])
    case .category(let count):
      addIDs("computeAndApplyVocabulary", "numOOVBuckets: 1", count: count)
    case .hash(let buckets):
      addIDs("hashStrings", "hashBuckets: \(buckets)", count: buckets)
    case .time(let format, let hasHours): addTime(format, hasHours: hasHours)
    case .leftOut: return
    }
    if plan.hasMissing {
      addNumber(free("\(plan.spec.name)_is_missing"), "Column<Float>", ["isMissing(\(raw))"])
    }
  }

  private static func text(of range: ClosedRange<Double>) -> String {
    let spread = range.upperBound - range.lowerBound
    return
      "\(SwiftText.float(range.lowerBound, spread: spread))...\(SwiftText.float(range.upperBound, spread: spread))"
  }

  /// The raw column.
  private var raw: String {
    let function =
      switch plan.spec.type {
      case .float32: "float"
      case .int64: "int64"
      case .string: "string"
      }
    return "inputs.\(function)(\(SwiftText.literal(plan.spec.name)))"
  }

  /// The column with something in place of what is missing.
  private func filled(_ fill: String) -> String { plan.hasMissing ? "impute(\(raw), with: \(fill))" : raw }

  private var number: String {
    let floats = plan.spec.type == .int64 ? "Column<Float>(\(raw))" : raw
    return plan.hasMissing ? "impute(\(floats), with: .mean)" : floats
  }

  private mutating func addNumber(_ name: String, _ function: String, _ arguments: [String]) {
    assign(name, function, arguments)
    numbers.append(name)
  }

  /// An embedding of as many numbers as the root of the ids has: enough to tell them apart, too few to learn rows by heart.
  private mutating func addIDs(_ function: String, _ setting: String, count: Int) {
    assign(plan.spec.name, function, [filled(".mostFrequent"), setting])
    let root = Int(Double(count + 1).squareRoot().rounded(.up))
    categories.append((plan.spec.name, min(16, max(2, root))))
  }

  private mutating func addTime(_ format: String, hasHours: Bool) {
    let name = plan.spec.name
    let text = filled(".mostFrequent")
    lines.append("  do {")
    indent = "    "
    lines.append("    let time = try parseDateTime(\(text), format: \(SwiftText.literal(format)))")
    if hasHours { addNumber(free("\(name)_hour"), "cyclicEncoding", ["hourOfDay(time)", "period: 24"]) }
    addNumber(free("\(name)_day_of_week"), "cyclicEncoding", ["dayOfWeek(time)", "period: 7"])
    addNumber(free("\(name)_month"), "cyclicEncoding", ["monthOfYear(time)", "period: 12"])
    addNumber(free("\(name)_years"), "scaleToZScore", ["Column<Float>(year(time))"])
    indent = "  "
    lines.append("  }")
  }

  /// A statement; where it is too long for a line, with a line for each argument.
  private mutating func assign(_ name: String, _ function: String, _ arguments: [String]) {
    let all = arguments.joined(separator: ", ")
    let isTry = function == "cyclicEncoding" || all.contains("inputs.")
    let start = "\(indent)outputs[\(SwiftText.literal(name))] = \(isTry ? "try " : "")\(function)("
    guard start.count + all.count + 1 > Self.longestLine else { return lines.append("\(start)\(all))") }
    lines.append(start)
    for (index, argument) in arguments.enumerated() {
      lines.append("\(indent)  \(argument)\(index + 1 < arguments.count ? "," : "")")
    }
    lines.append("\(indent))")
  }

  private static let longestLine = 110

  /// `name`, with underscores after it while a raw feature has it.
  private func free(_ name: String) -> String { taken.contains(name) ? free("\(name)_") : name }
}

extension FeaturePlan {
  /// What the feature is, and what is made of it and why.
  var description: String {
    let missing = statistics.missingCount
    let gaps =
      hasMissing
      ? " \(missing) of \(statistics.rowCount) rows have none: \(fillText), and a feature of its own says where."
      : ""
    return "\(SwiftText.shown(spec.name)): \(idea)\(isUsed ? gaps : "")"
  }

  var isUsed: Bool {
    if case .leftOut = treatment { false } else { true }
  }

  private var fillText: String {
    if case .quantity = treatment { return "the mean takes its place" }
    return "the most frequent one takes its place"
  }

  private var idea: String {
    switch treatment {
    case .quantity(let cut):
      let numeric = statistics.numeric
      let (least, most, mean) = (numeric?.min ?? .nan, numeric?.max ?? .nan, numeric?.mean ?? .nan)
      let range =
        "\(SwiftText.number(least)) to \(SwiftText.number(most)), \(SwiftText.number(mean)) on average"
      let scale = "Counted in standard deviations from the mean."
      guard cut != nil else { return "a quantity, \(range). \(scale)" }
      return "a quantity, \(range). A few values are far from all others, and are cut off. \(scale)"
    case .category(let count):
      let top = statistics.topValues(1).first.map { ", most often \(SwiftText.shown($0.text))" } ?? ""
      return
        "\(count) different values\(top). Each gets an id, the most frequent one 0; a value never seen shares one more."
    case .hash(let buckets):
      return
        "so many different texts that most are rare. A hash of the text puts each in one of \(buckets) buckets."
    case .time(_, let hasHours):
      let hour = hasHours ? "hour, " : ""
      return
        "a time. \(hasHours ? "The " : "Its ")\(hour)day of the week and month go round in circles, so that December is next to January."
    case .leftOut(let reason): return "left out, \(reason)."
    }
  }
}
