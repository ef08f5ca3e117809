import RawData

/// The exact sum and the number of labels, for each category and fold.
struct TargetEncodingAccumulator: Accumulator {
  private let smoothing: Double
  private let folds: Int
  private let keyType: FeatureType
  private var index = KeyIndex()
  /// The categories in the order in which they first came, and for each its folds.
  private var byCategory = LabelMeans()
  private var byFold = LabelMeans()
  private var leftOut = LeftOut()

  init(smoothing: Double, folds: Int, keyType: FeatureType) {
    self.smoothing = smoothing
    self.folds = folds
    self.keyType = keyType
    byFold.reserve(folds)
  }

  mutating func add(_ inputs: [Operand]) throws(RowError) {
    for input in inputs { try input.checkVariesByRow() }
    let (x, labels) = (inputs[0].values, inputs[1].values)
    let values = try inputs[1].floats()
    try labels.layout.checkSingleValues()
    guard labels.rowCount == x.rowCount else {
      throw RowError("found \(labels.rowCount) rows of labels, expected \(x.rowCount)")
    }
    let rowFolds =
      folds > 1 ? try Folds.folds(of: inputs[2], count: folds, rowCount: x.rowCount) : nil
    let categories = insert(try PerKeyKeys.strings(of: x))
    for row in 0..<x.rowCount {
      let position = labels.range(ofRow: row)
      guard !position.isEmpty else {
        leftOut.addMissing()
        continue
      }
      let label = values[position.lowerBound]
      guard label.isFinite else {
        leftOut.add(label)
        continue
      }
      let fold = rowFolds?[row] ?? 0
      byFold.add(label, to: fold)
      for index in x.range(ofRow: row) { byCategory.add(label, to: categories[index] * folds + fold) }
    }
  }

  mutating func merge(_ other: TargetEncodingAccumulator) {
    for (category, place) in insert(other.index.keys).enumerated() {
      for fold in 0..<folds {
        byCategory.add(other.byCategory, category * folds + fold, to: place * folds + fold)
      }
    }
    for fold in 0..<folds { byFold.add(other.byFold, fold, to: fold) }
    leftOut.merge(other.leftOut)
  }

  /// The numbers of `categories`, with room for each new one's labels.
  private mutating func insert(_ categories: ByteStrings) -> [Int] {
    let numbers = index.insert(categories)
    byCategory.reserve(index.count * folds)
    return numbers
  }

  func finish() throws(RowError) -> [FeatureValues] {
    let order = index.order
    let categories: FeatureValues
    do throws(StateError) {
      categories = try PerKeyKeys.keys(index.keys, in: order, type: keyType)
    } catch {
      throw RowError(error.problem)
    }
    let priors = (0..<folds).map { fold in
      let others = byFold.total(of: others(of: fold))
      return others.count > 0 ? others.sum / Double(others.count) : 0
    }
    let encodings = order.flatMap { category in
      (0..<folds).map { fold in
        let own = byCategory.total(of: others(of: fold).map { category * folds + $0 })
        // Without labels of its own, exactly the prior: as for a category that was never seen.
        guard own.count > 0 else { return Float(priors[fold]) }
        return Float((own.sum + smoothing * priors[fold]) / (Double(own.count) + smoothing))
      }
    }
    return [categories, Float.constants(encodings), Float.constants(priors.map { Float($0) })]
  }

  /// The folds whose rows a row of `fold` learns from.
  private func others(of fold: Int) -> [Int] {
    folds == 1 ? [0] : (0..<folds).filter { $0 != fold }
  }

  var notices: [String] {
    var notices = leftOut.notice.map { ["labels \($0)"] } ?? []
    let used = (0..<folds).filter { byFold.count(of: $0) > 0 }
    if used.isEmpty {
      notices.append("no labels, every encoding is 0")
    } else if used.count == 1, folds > 1 {
      notices.append("all labels are in fold \(used[0]), whose encodings are 0")
    }
    return notices
  }

  func encode(to encoder: inout StateEncoder) {
    encoder.write(index.count)
    for category in index.order {
      encoder.write(bytes: index.keys[category])
      for fold in 0..<folds { byCategory.encode(category * folds + fold, to: &encoder) }
    }
    for fold in 0..<folds { byFold.encode(fold, to: &encoder) }
    leftOut.encode(to: &encoder)
  }

  mutating func restore(from decoder: inout StateDecoder) throws(StateError) {
    var restored = TargetEncodingAccumulator(smoothing: smoothing, folds: folds, keyType: keyType)
    restored.byFold = LabelMeans()
    var categories = ByteStrings()
    for _ in 0..<(try decoder.readCount(ofSize: 8)) {
      categories.append(try decoder.readBytes())
      for _ in 0..<folds { try restored.byCategory.restoreNext(from: &decoder) }
    }
    let numbers = restored.index.insert(categories)
    guard restored.index.count == numbers.count else { throw StateError("found a category twice") }
    guard restored.index.order == numbers else { throw StateError("found categories that do not ascend") }
    _ = try PerKeyKeys.keys(restored.index.keys, in: numbers, type: keyType)
    for _ in 0..<folds { try restored.byFold.restoreNext(from: &decoder) }
    try restored.leftOut.restore(from: &decoder)
    self = restored
  }
}
