import Preprocessing
import RawData

extension TransformFn {
  /// In what `later` differs from this transform: inputs, outputs, operations, and what the analyses have found. Names of
  /// steps and lines of the program do not count.
  ///
  /// Each output is followed to its inputs in both transforms at once; where two steps are not of a kind, what comes
  /// before them is not compared.
  public func differences(to later: TransformFn) -> [TransformDifference] {
    var comparison = TransformComparison(before: self, after: later)
    comparison.run()
    return comparison.differences
  }
}

/// Goes through two transforms at once.
struct TransformComparison {
  private struct Pair: Hashable {
    var before: Int
    var after: Int
  }

  let before: TransformFn
  let after: TransformFn
  private(set) var differences: [TransformDifference] = []
  /// The pairs of steps that were compared for the output at hand.
  private var visited: Set<Pair> = []
  /// Where the differences of a pair that was compared for an earlier output start and end.
  private var known: [Pair: Range<Int>] = [:]
  private var output = ""

  init(before: TransformFn, after: TransformFn) {
    self.before = before
    self.after = after
  }

  mutating func run() {
    compareFeatures(before.inputSchema, after.inputSchema, .input)
    compareFeatures(before.outputSchema, after.outputSchema, .output)
    for left in before.outputs {
      guard let right = after.outputs.first(where: { $0.name == left.name }) else { continue }
      (output, visited) = (left.name, [])
      compare(left.step, right.step)
    }
    output = ""
    compareUnusedAssets()
  }

  private mutating func compareFeatures(
    _ before: Schema,
    _ after: Schema,
    _ part: TransformDifference.Part
  ) {
    for feature in before.features {
      guard let other = after[feature.name] else {
        add(part, feature.name, .removed(feature.shortDescription))
        continue
      }
      let (left, right) = (feature.shortDescription, other.shortDescription)
      if left != right { add(part, feature.name, .replaced(before: left, after: right)) }
    }
    for feature in after.features where before[feature.name] == nil {
      add(part, feature.name, .added(feature.shortDescription))
    }
  }

  /// Vocabularies that no operation uses are written all the same.
  private mutating func compareUnusedAssets() {
    let (left, right) = (before.assetSteps, after.assetSteps)
    for (name, index) in left.sorted(by: { $0.key < $1.key }) {
      if let other = right[name] {
        compare(index, other)
      } else if !wasSeen({ $0.before == index }) {
        add(.analysis, before.steps.describe(index), .removed(name))
      }
    }
    for (name, index) in right.sorted(by: { $0.key < $1.key })
    where left[name] == nil && !wasSeen({ $0.after == index }) {
      add(.analysis, after.steps.describe(index), .added(name))
    }
  }

  private func wasSeen(_ isPair: (Pair) -> Bool) -> Bool { known.keys.contains(where: isPair) }

  private mutating func add(
    _ part: TransformDifference.Part,
    _ subject: String,
    _ change: TransformDifference.Change
  ) {
    differences.append(
      TransformDifference(
        part: part,
        subject: subject,
        change: change,
        affected: output.isEmpty ? [] : [output]
      )
    )
  }
}

extension TransformComparison {
  private mutating func compare(_ left: Int, _ right: Int) {
    let pair = Pair(before: left, after: right)
    guard visited.insert(pair).inserted else { return }
    let start = differences.count
    if let found = known[pair] {
      if !output.isEmpty { for index in found { differences[index].affected.append(output) } }
    } else {
      compareKinds(left, right)
      known[pair] = start..<differences.count
    }
    compareInputs(left, right)
  }

  /// Compares two steps, not what they depend on.
  private mutating func compareKinds(_ left: Int, _ right: Int) {
    let (subject, other) = (before.steps.describe(left), after.steps.describe(right))
    switch (before.steps[left].kind, after.steps[right].kind) {
    case (.input(let first), .input(let second)) where first.name == second.name: break
    case (.constant(let first), .constant(let second)):
      compare(first, second, "a constant", .operation)
    case (.mapper(let first), .mapper(let second)) where areAlike(left, right):
      compareMappers(first, second, left, right)
    case (.analysis(let first), .analysis(let second)) where first.isLike(second):
      compareAnalyses(first, second, subject)
      if first.source != second.source {
        add(.analysis, "what \(first.analyzer) is of", .replaced(before: first.source, after: second.source))
      }
    case (.part(let first), .part(let second)) where first == second: break
    default: add(.operation, subject, .replaced(before: subject, after: other))
    }
  }

  /// Whether two steps are the same operation on as many inputs.
  private func areAlike(_ left: Int, _ right: Int) -> Bool {
    guard case .mapper(let first) = before.steps[left].kind,
      case .mapper(let second) = after.steps[right].kind
    else { return false }
    return first.name == second.name
      && before.steps[left].inputs.count == after.steps[right].inputs.count
  }

  private mutating func compareInputs(_ left: Int, _ right: Int) {
    switch (before.steps[left].kind, after.steps[right].kind) {
    case (.mapper, .mapper) where areAlike(left, right):
      break
    case (.part(let first), .part(let second)) where first == second: break
    default: return
    }
    for (first, second) in zip(before.steps[left].inputs, after.steps[right].inputs) {
      // A constant is compared with the operation, which has a name.
      if case .constant = before.steps[first].kind, case .constant = after.steps[second].kind { continue }
      compare(first, second)
    }
  }

  private mutating func compareMappers(_ first: any Mapper, _ second: any Mapper, _ left: Int, _ right: Int) {
    let subject = before.steps.describe(left)
    for (position, inputs) in zip(before.steps[left].inputs, after.steps[right].inputs).enumerated() {
      guard case .constant(let old) = before.steps[inputs.0].kind,
        case .constant(let new) = after.steps[inputs.1].kind
      else { continue }
      compare(old, new, "\(subject), input \(position + 1)", .operation)
    }
    let later = Dictionary(second.parameters.map { ($0.name, $0.value) }) { $1 }
    for (name, value) in first.parameters {
      if let other = later[name] {
        compare(value, other, "\(subject), \(name)", .operation)
      } else {
        add(.operation, "\(subject), \(name)", .removed(value.json.compactText))
      }
    }
    for (name, value) in second.parameters where !first.parameters.contains(where: { $0.name == name }) {
      add(.operation, "\(subject), \(name)", .added(value.json.compactText))
    }
  }

  private mutating func compareAnalyses(_ first: Step.Analysis, _ second: Step.Analysis, _ subject: String) {
    guard let old = first.results, let new = second.results else { return }
    let keys = first.keysFirst ? KeyedResults(old, new) : nil
    for (position, name) in first.resultNames.enumerated() {
      let part = first.resultNames.count == 1 ? subject : "\(subject).\(name)"
      if position > 0, let moved = keys?.moved(position, old, new) {
        if let moved { add(.analysis, part, .moved(moved)) }
      } else {
        compare(old[position], new[position], part, .analysis, areRanked: name != "keys")
      }
    }
  }

  private mutating func compare(
    _ old: FeatureValues,
    _ new: FeatureValues,
    _ subject: String,
    _ part: TransformDifference.Part,
    areRanked: Bool = false
  ) {
    guard !old.isSame(as: new) else { return }
    switch (old.storage, new.storage) {
    case (.string(let first), .string(let second)) where part == .analysis:
      if let changes = TokenChanges(from: first, to: second, areRanked: areRanked) {
        return add(part, subject, .tokens(changes))
      }
    case (.float32, .float32), (.int64, .int64):
      guard old.valueCount == new.valueCount else { break }
      let label = { (index: Int) in old.valueCount == 1 ? nil : "[\(index)]" }
      if let moved = MovedNumbers(from: old, to: new, label: label) {
        return add(part, subject, .moved(moved))
      }
    default: break
    }
    add(part, subject, .replaced(before: old.shortList, after: new.shortList))
  }
}
