/// Makes the instructions of a model's layers, and the memory they work on.
struct RowInferenceBuilder {
  /// Some of the columns that flow from layer to layer.
  private enum Block {
    /// Numbers from a place on.
    case numbers(Int, count: Int)
    /// Zeros with a one at an id.
    case oneHot(id: Int, count: Int)

    /// How many columns it stands for.
    var count: Int {
      switch self {
      case .numbers(_, let count), .oneHot(_, let count): count
      }
    }
  }

  private(set) var features: [RowInference.Feature] = []
  private(set) var instructions: [RowInstruction] = []
  private(set) var numbers: [Float] = []
  /// One at least, so that they have a place in memory.
  private(set) var ids = [0]

  /// Adds a model's layers; where the prediction is, or nil when they cannot be said in instructions.
  mutating func add(_ model: Model, features names: [String]) -> Int? {
    let architecture = model.architecture
    var values: [[Block]] = []
    for input in architecture.inputs {
      guard let value = add(input, names) else { return nil }
      values.append(value)
    }
    for call in architecture.calls {
      let weights = Array(model.weights[call.weights])
      guard let value = add(call.layer, call.inputs.map { values[$0] }, weights) else { return nil }
      values.append(value)
    }
    guard case .numbers(let place, count: 1)? = values.last?.first, values.last?.count == 1 else {
      return nil
    }
    switch architecture.loss {
    case .meanSquaredError, .meanAbsoluteError, .huber, .binaryCrossentropy(fromLogits: false): break
    case .binaryCrossentropy(fromLogits: true):
      instructions.append(.activate(.sigmoid, at: place, count: 1))
    case .sparseCategoricalCrossentropy: return nil
    }
    return place
  }

  private mutating func add(_ input: ModelInput, _ names: [String]) -> [Block]? {
    let indices = input.features.compactMap { names.firstIndex(of: $0) }
    guard indices.count == input.features.count else { return nil }
    switch input.kind {
    case .numbers(let widths):
      guard widths.allSatisfy({ $0 == 1 }) else { return nil }
      let start = place(of: [Float](repeating: 0, count: indices.count))
      for (offset, index) in indices.enumerated() {
        features.append(.init(index: index, target: start + offset, idCount: nil))
      }
      return [.numbers(start, count: indices.count)]
    case .ids(steps: 1, let count):
      features.append(.init(index: indices[0], target: ids.count, idCount: count))
      ids.append(0)
      return [.oneHot(id: ids.count - 1, count: count)]
    case .ids: return nil
    }
  }

  private mutating func add(_ layer: any Layer, _ inputs: [[Block]], _ weights: [Matrix]) -> [Block]? {
    switch layer {
    // An id stands for its one-hot vector.
    case is OneHot, is Dropout: return inputs[0]
    case is Concatenate: return inputs.flatMap(\.self)
    case is Embedding:
      guard case .oneHot(let id, _)? = inputs[0].first, inputs[0].count == 1 else { return nil }
      let (table, count) = (place(of: weights[0].elements), weights[0].columns)
      let target = place(of: [Float](repeating: 0, count: count))
      instructions.append(.copyRow(id: id, table: table, to: target, count: count))
      return [.numbers(target, count: count)]
    case let dense as Dense: return add(dense, inputs[0], weights)
    case let layer as ActivationLayer:
      return inPlace(inputs[0]) { .activate(layer.activation, at: $0, count: $1) }
    case let layer as Rescaling:
      return inPlace(inputs[0]) { .rescale(scale: layer.scale, offset: layer.offset, at: $0, count: $1) }
    case is RobustScaling:
      return standardize(inputs[0], weights[0].elements, weights[1].elements, isRobust: true)
    case is Normalization:
      return standardize(
        inputs[0],
        weights[0].elements,
        Normalization.deviations(weights[1]),
        isRobust: false
      )
    default: return nil
    }
  }

  private mutating func add(_ dense: Dense, _ input: [Block], _ weights: [Matrix]) -> [Block]? {
    let (kernel, count) = (weights[0], weights[0].columns)
    // A sequence's steps go through one by one: not here.
    guard input.reduce(0, { $0 + $1.count }) == kernel.rows else { return nil }
    var rows = place(of: kernel.elements)
    let bias = place(of: dense.useBias ? weights[1].elements : [Float](repeating: 0, count: count))
    let target = place(of: [Float](repeating: 0, count: count))
    instructions.append(.copy(from: bias, to: target, count: count))
    for block in input {
      switch block {
      case .numbers(let place, let inner):
        instructions.append(.addProduct(from: place, inner: inner, kernel: rows, to: target, count: count))
      case .oneHot(let id, _):
        instructions.append(.addRow(id: id, table: rows, to: target, count: count))
      }
      rows += block.count * count
    }
    instructions.append(.activate(dense.activation, at: target, count: count))
    return [.numbers(target, count: count)]
  }

  private mutating func standardize(_ input: [Block], _ center: [Float], _ spread: [Float], isRobust: Bool)
    -> [Block]?
  {
    let (center, spread) = (place(of: center), place(of: spread))
    return inPlace(input) {
      .standardize(center: center, spread: spread, isRobust: isRobust, at: $0, count: $1)
    }
  }

  /// Copies the numbers of `input` to a place of their own, and does there what `instruction` says.
  private mutating func inPlace(
    _ input: [Block],
    _ instruction: (_ place: Int, _ count: Int) -> RowInstruction
  ) -> [Block]? {
    let count = input.reduce(0) { $0 + $1.count }
    let target = place(of: [Float](repeating: 0, count: count))
    var next = target
    for block in input {
      guard case .numbers(let source, let count) = block else { return nil }
      instructions.append(.copy(from: source, to: next, count: count))
      next += count
    }
    instructions.append(instruction(target, count))
    return [.numbers(target, count: count)]
  }

  /// Gives `values` a place in memory.
  private mutating func place(of values: [Float]) -> Int {
    numbers += values
    return numbers.count - values.count
  }
}
