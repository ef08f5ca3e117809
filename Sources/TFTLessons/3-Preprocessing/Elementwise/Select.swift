import RawData

/// Values of the first column where a condition holds, of the second elsewhere.
///
/// `select(where: x .> 0, x, else: -x)` is `[1, 2]` for `x = [1, -2]`. Both sides are computed for every row, so an
/// operation that fails on a row fails there too. TensorFlow: `tf.where`.
public func select<Scalar>(
  where condition: Column<Bool>,
  _ x: Column<Scalar>,
  else y: Column<Scalar>,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  Column(
    Select(),
    [condition.node, x.node, y.node],
    location: SourceLocation(fileID: fileID, line: line)
  )
}

/// Values of a column where a condition holds, a constant elsewhere.
public func select<Scalar: ConstantColumnScalar>(
  where condition: Column<Bool>,
  _ x: Column<Scalar>,
  else y: Scalar,
  fileID: String = #fileID,
  line: Int = #line
) -> Column<Scalar> {
  let constant = Column<Scalar>(node: .constant(Scalar.constant(y)))
  return select(where: condition, x, else: constant, fileID: fileID, line: line)
}

/// The second input where the first is not 0, the third elsewhere.
struct Select: Mapper {
  let name = "where"

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes.count == 3 && inputTypes[0] == .int64 && inputTypes[1] == inputTypes[2]
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let aligned = try Broadcast(inputs, rowCount: rowCount)
    guard case .int64(let condition) = aligned.values(0).storage else {
      throw RowError("found \(aligned.values(0).type.rawValue), expected a condition")
    }
    let (left, right) = (aligned.values(1), aligned.values(2))
    let counts = (0..<3).map { aligned.values($0).valueCount }
    let count = counts.contains(0) ? 0 : counts.max() ?? 0
    /// The element of an operand at `index`; a single one stands for all.
    func at<Element>(_ elements: [Element], _ index: Int) -> Element {
      elements[elements.count == 1 ? 0 : index]
    }
    func chosen<Element>(_ a: [Element], _ b: [Element]) -> [Element] {
      (0..<count).map { at(condition, $0) != 0 ? at(a, $0) : at(b, $0) }
    }
    switch (left.storage, right.storage) {
    case (.float32(let a), .float32(let b)):
      return FeatureValues(.float32(chosen(a, b)), layout: aligned.layout)
    case (.int64(let a), .int64(let b)): return FeatureValues(.int64(chosen(a, b)), layout: aligned.layout)
    case (.string(let a), .string(let b)):
      var strings = ByteStrings()
      for index in 0..<count {
        let side = at(condition, index) != 0 ? a : b
        strings.append(side[side.count == 1 ? 0 : index])
      }
      return FeatureValues(.string(strings), layout: aligned.layout)
    case (let a, let b): throw RowError("found \(a.type.rawValue) and \(b.type.rawValue), expected two alike")
    }
  }
}
