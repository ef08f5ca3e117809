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
struct Select: ElementwiseMapper, ElementKernel {
  let name = "where"

  func accepts(_ inputTypes: [FeatureType]) -> Bool {
    inputTypes.count == 3 && inputTypes[0] == .int64 && inputTypes[1] == inputTypes[2]
  }

  func kernel(for inputTypes: [FeatureType]) -> Kernel? {
    accepts(inputTypes) && inputTypes[1] != .string ? Kernel(inputTypes[1], self) : nil
  }

  func evaluate(_ elements: Elements) throws(RowError) {
    if elements.type(1) == .float32 { choose(elements, Float.self) } else { choose(elements, Int64.self) }
  }

  @inline(__always)
  private func choose<Number: BitwiseCopyable>(_ elements: Elements, _ type: Number.Type) {
    let conditions = elements.input(0, as: Int64.self)
    let (a, b) = (elements.input(1, as: type), elements.input(2, as: type))
    let results = elements.output(as: type)
    /// From one element to the next: a single one stands for all.
    func step(_ index: Int) -> Int { elements.inputs[index].isSingle ? 0 : 1 }
    let (conditionStep, aStep, bStep) = (step(0), step(1), step(2))
    for index in 0..<elements.count {
      results[index] = conditions[index &* conditionStep] != 0 ? a[index &* aStep] : b[index &* bStep]
    }
  }

  func apply(_ inputs: [Operand], rowCount: Int) throws(RowError) -> FeatureValues {
    let aligned = try Broadcast(inputs, rowCount: rowCount)
    guard case .string(let a) = aligned.values(1).storage, case .string(let b) = aligned.values(2).storage
    else { return try boundKernel(for: inputs).results(for: aligned.operands, layout: aligned.layout) }
    let conditions = try aligned.operands[0].int64s()
    let counts = [conditions.count, a.count, b.count]
    var strings = ByteStrings()
    // A single one stands for all.
    for index in 0..<(counts.contains(0) ? 0 : counts.max() ?? 0) {
      let side = conditions[conditions.count == 1 ? 0 : index] != 0 ? a : b
      strings.append(side[side.count == 1 ? 0 : index])
    }
    return FeatureValues(.string(strings), layout: aligned.layout)
  }
}
