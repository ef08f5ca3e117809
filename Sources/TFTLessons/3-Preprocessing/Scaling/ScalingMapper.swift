import RawData

/// Scales every number of a column by constants of the column, of its element, or of its row's key; or takes the scaling
/// back.
///
/// Inputs: x; with keys, each row's key and the keys that were analyzed; the constants.
struct ScalingMapper<Kind: Scaling>: InvertibleMapper, ElementwiseMapper {
  let scaling: Kind
  var hasKeys = false
  var isInverse = false
  /// Ready for its constants.
  private var table: ScalingTable<Kind.Fitted>?

  init(_ scaling: Kind, hasKeys: Bool = false, isInverse: Bool = false) {
    self.scaling = scaling
    self.hasKeys = hasKeys
    self.isInverse = isInverse
  }

  var name: String { "\(isInverse ? "inverse_" : "")\(scaling.name)\(hasKeys ? "_per_key" : "")" }
  var parameters: [(name: String, value: FeatureValues)] {
    scaling.parameters.map { ($0.name, FeatureValues([$0.value])) }
  }
  var inverse: any Mapper { ScalingMapper(scaling, hasKeys: hasKeys, isInverse: !isInverse) }

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    guard inputTypes.count == firstConstant + Kind.constantCount, inputTypes[0] == .float32 else {
      return false
    }
    if hasKeys, inputTypes[1] != inputTypes[2] || inputTypes[1] == .float32 { return false }
    return inputTypes[firstConstant...].allSatisfy { $0 == .float32 }
  }

  func shape(of inputs: [ColumnShape]) -> ColumnShape { inputs[0] }

  func bound(to constants: [FeatureValues?]) throws(RowError) -> any Mapper {
    var mapper = self
    mapper.table = try boundTable(constants)
    return mapper
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let table: ScalingTable<Kind.Fitted>
    if let bound = self.table {
      table = bound
    } else {
      table = try boundTable(inputs.map { $0.isConstant ? $0.values : nil })
    }
    if let kernel = kernel(of: table) {
      return try kernel.results(for: [inputs[0]], layout: inputs[0].values.layout)
    }
    let key = hasKeys ? inputs[1] : nil
    let values = try Kind.Fitted.results(inputs[0], key, table, isInverse: isInverse)
    return FeatureValues(.float32(values), layout: inputs[0].values.layout)
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? { table.flatMap(kernel(of:)) }

  private func kernel(of table: ScalingTable<Kind.Fitted>) -> Kernel? {
    table.single.map { Kernel(.float32, ScalingKernel(scaling: $0, isInverse: isInverse)) }
  }

  func notices(_ constants: [FeatureValues?]) -> [String] {
    (try? boundTable(constants))?.notices ?? []
  }

  private var firstConstant: Int { hasKeys ? 3 : 1 }

  private func boundTable(_ inputs: [FeatureValues?]) throws(RowError) -> ScalingTable<Kind.Fitted> {
    var columns: [[Float]] = []
    for input in inputs[firstConstant...] {
      guard let input else { throw RowError("found a column that differs by row, expected constants") }
      columns.append(try Operand(input, isConstant: true).floats())
    }
    let count = columns[0].count
    guard columns.allSatisfy({ $0.count == count }) else {
      throw RowError("found \(columns.map(\.count)) constants, expected as many of each")
    }
    let scalings = (0..<count).map { index in scaling.fitted(columns.map { $0[index] }) }
    guard hasKeys else { return try ScalingTable(scalings) }
    guard let keys = inputs[2] else { throw RowError("found keys that differ by row, expected constants") }
    let unseen = scaling.fitted([Float](repeating: 0, count: Kind.constantCount))
    return try ScalingTable(scalings, keys: try PerKeyTable(keys), unseen: unseen)
  }
}
