/// A one-hot vector taken for a sequence of ids: as many steps as there are ids, each 0 or 1.
///
/// This is what the original taxi pipeline feeds its embeddings with; it is here to be looked at, not to be used.
/// `Embedding(8)(OneHot...)` of id 2 of 4 looks up the ids 0, 0, 1, 0: two rows of the table are all that is ever used.
public struct OneHotSteps: Sendable {
  /// Sequences as long as there are ids.
  public init() {}
}

// What each member does, `Layer` says.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension OneHotSteps: Layer {
  public static let className = "OneHotSteps"

  public init?(settings: LayerSettings) {}

  public func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape {
    let (steps, count) = try inputs.single().ids()
    guard steps == 1 else { throw ModelError("found \(steps) ids an example, expected 1") }
    return .ids(steps: count, count: Swift.max(2, count))
  }

  public func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput {
    guard case .ids(let ids) = inputs[0] else { preconditionFailure("a sequence needs ids") }
    var elements = [Int32](repeating: 0, count: ids.rows * ids.count)
    for (row, id) in ids.elements.enumerated() { elements[row * ids.count + Int(id)] = 1 }
    let count = Swift.max(2, ids.count)
    return LayerOutput(.ids(IDMatrix(rows: ids.rows, columns: ids.count, count: count, elements: elements)))
  }

  public func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients { LayerGradients(inputs: [nil]) }
}
