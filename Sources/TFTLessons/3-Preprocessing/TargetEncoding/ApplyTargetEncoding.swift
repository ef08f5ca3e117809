import RawData

/// The encoding of each category for its row's fold. Inputs: the categories; with several folds, each row's key; then the
/// categories that were analyzed, their encodings for every fold, and the folds' priors.
struct ApplyTargetEncoding: Mapper {
  static let name = "target_encoding"
  var name: String { Self.name }
  let folds: Int
  /// Made from the constants once, by `bound(to:)`.
  private var table: Table?

  init(folds: Int) {
    self.folds = folds
  }

  private struct Table: Sendable {
    let categories: PerKeyTable
    /// For each category those of the folds side by side.
    let encodings: [Float]
    /// For each fold.
    let priors: [Float]

    /// The encoding of a category by its number, -1 for an unknown one.
    func encoding(_ category: Int, _ fold: Int) -> Float {
      category < 0 ? priors[fold] : encodings[category * priors.count + fold]
    }
  }

  var parameters: [(name: String, value: FeatureValues)] { [("folds", FeatureValues([Int64(folds)]))] }

  private var firstConstant: Int { folds > 1 ? 2 : 1 }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    guard inputTypes.count == firstConstant + 3, inputTypes[0] != .float32 else { return false }
    if folds > 1, inputTypes[1] == .float32 { return false }
    return Array(inputTypes[firstConstant...]) == [inputTypes[0], .float32, .float32]
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    guard let categories = constants[firstConstant],
      case .float32(let encodings)? = constants[firstConstant + 1]?.storage,
      case .float32(let priors)? = constants[firstConstant + 2]?.storage
    else { throw RowError("the categories and their encodings are not the same for every row") }
    let categoryTable = try PerKeyTable(categories)
    guard priors.count == folds, encodings.count == categoryTable.count * folds else {
      throw RowError(
        "found \(encodings.count) encodings of \(categoryTable.count) categories and \(priors.count) priors for "
          + "\(folds) folds"
      )
    }
    var bound = self
    bound.table = Table(categories: categoryTable, encodings: encodings, priors: priors)
    return bound
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    guard let table else { throw RowError("the encodings are not known") }
    let layout = inputs[0].values.layout
    let categories = try table.categories.rows(of: inputs[0])
    guard folds > 1 else {
      return FeatureValues(.float32(categories.map { table.encoding($0, 0) }), layout: layout)
    }
    let rowFolds = try Folds.folds(of: inputs[1], count: folds, rowCount: inputs[0].values.rowCount)
    guard layout != .fixed(width: 1) else {
      return FeatureValues(zip(categories, rowFolds).map { table.encoding($0, $1) })
    }
    var encodings: [Float] = []
    encodings.reserveCapacity(categories.count)
    for (row, fold) in rowFolds.enumerated() {
      for index in layout.range(ofRow: row) { encodings.append(table.encoding(categories[index], fold)) }
    }
    return FeatureValues(.float32(encodings), layout: layout)
  }
}
