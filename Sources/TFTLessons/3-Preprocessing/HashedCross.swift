import RawData

/// One id for each combination of the columns' values: a hash of them, modulo `bins`.
///
/// `hashedCross([0, 3, 4], [0, 4, 3], bins: 100)` is `[4, 86, 94]`: the order of the columns matters. Different
/// combinations may share a bin; more bins make that rarer. Keras: `HashedCrossing`, `tf.sparse.cross_hashed`.
///
/// - Throws: `OperationError` when `bins` is not positive.
public func hashedCross<each Scalar: CategoricalScalar>(
  _ columns: repeat Column<each Scalar>,
  bins: Int,
  fileID: String = #fileID,
  line: Int = #line
) throws -> Column<Int64> {
  let location = SourceLocation(fileID: fileID, line: line)
  guard bins > 0 else {
    throw OperationError(
      location: location,
      operation: "hashed_cross",
      problem: "found \(bins) bins, expected 1 or more"
    )
  }
  var nodes: [Node] = []
  repeat nodes.append((each columns).node)
  return Column(
    HashedCross(bins: bins),
    nodes,
    domain: .init(min: 0, max: Int64(bins) - 1),
    location: location
  )
}

struct HashedCross: ElementwiseMapper, ElementKernel {
  let bins: Int
  let name = "hashed_cross"

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    !inputTypes.isEmpty && !inputTypes.contains(.float32)
  }

  /// Keras's and TensorFlow's default key, from which the fold starts.
  private static let key: UInt64 = 0xDECAF_CAFFE

  var parameters: [(name: String, value: FeatureValues)] {
    [("bins", FeatureValues([Int64(bins)]))]
  }

  /// What the bins say, and not what an edited file says.
  func domain(_ constants: [FeatureValues?]) -> FeatureSpec.IntDomain? { .init(min: 0, max: Int64(bins) - 1) }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) ? Kernel(.int64, self) : nil
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    guard
      inputs.allSatisfy({
        $0.isConstant == inputs[0].isConstant && $0.values.hasRows(like: inputs[0].values)
      })
    else { throw Self.unequalRows }
    // All alike: none of them stands for all elements of the others.
    let operands = inputs.map { Operand($0.values, isConstant: false) }
    return try boundKernel(for: operands).results(for: operands, layout: inputs[0].values.layout)
  }

  private static let unequalRows = RowError("the columns do not have the same number of values in every row")

  func evaluate(_ elements: Elements) throws(RowError) {
    let hashes = elements.output(as: UInt64.self)
    hashes.update(repeating: Self.key)
    for (index, slot) in elements.inputs.enumerated() {
      guard !slot.isSingle else { throw Self.unequalRows }
      if slot.type == .int64 {
        let values = elements.input(index, as: UInt64.self)
        for element in hashes.indices {
          hashes[element] = Fingerprint.cat64(hashes[element], values[element])
        }
      } else {
        let strings = elements.input(index, as: UnsafeRawBufferPointer.self)
        for element in hashes.indices {
          hashes[element] = Fingerprint.cat64(hashes[element], Fingerprint.hash64(strings[element]))
        }
      }
    }
    let bins = UInt64(bins)
    for element in hashes.indices { hashes[element] %= bins }
  }
}
