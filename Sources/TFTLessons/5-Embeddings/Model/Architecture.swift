import RawData

/// A model's layers in the order in which they are computed, with their shapes: all of it but the weights.
public struct Architecture: Sendable {
  /// One layer's place in the model.
  struct Call: Sendable {
    /// Unique among the layers.
    var name: String
    var layer: any Layer
    /// Where its inputs are: the model's inputs first, then the calls.
    var inputs: [Int]
    var shape: TensorShape
    /// Where its weights are among the model's.
    var weights: Range<Int>
  }

  /// The model's name: that of its directory below `models`.
  public let name: String
  /// The transformed feature to predict.
  public let label: String
  /// What training makes small.
  public let loss: Loss
  /// What it reads, in order.
  public private(set) var inputs: [ModelInput] = []
  private(set) var calls: [Call] = []
  /// Every layer's weights, one after the other.
  private(set) var weights: [WeightSpec] = []
  /// For each sparse weight, what says which of its rows a batch reads; nil for the others.
  private(set) var rowsRead: [[ReadRows]?] = []
  /// Whether anything that is learned is below each input and call.
  private(set) var isLearned: [Bool] = []

  /// The layers that `output` comes from.
  ///
  /// - Throws: `ModelError` with the line of the layer that cannot work on its inputs.
  init(name: String, label: String, loss: Loss, output: Tensor) throws(ModelError) {
    (self.name, self.label, self.loss) = (name, label, loss)
    guard case .layer = output.node.kind else {
      throw ModelError(
        "the output is an input of the model, expected one of a layer: end with Dense(1)",
        place: output.node.place
      )
    }
    var order: [Tensor.Node] = []
    var seen: Set<ObjectIdentifier> = []
    Self.visit(output.node, &order, &seen)
    var places: [ObjectIdentifier: Int] = [:]
    for node in order {
      guard case .input(let input) = node.kind else { continue }
      places[ObjectIdentifier(node)] = add(input)
    }
    for node in order {
      guard case .layer(let layer, let inputs) = node.kind else { continue }
      let indices = inputs.compactMap { places[ObjectIdentifier($0)] }
      do throws(ModelError) {
        places[ObjectIdentifier(node)] = try add(layer, named: node.name, inputs: indices)
      } catch {
        throw ModelError("\(type(of: layer).className): \(error.problem)", place: node.place)
      }
    }
    try loss.check(outputShape)
  }

  /// An architecture without layers, to be filled by a file.
  init(name: String, label: String, loss: Loss, inputs: [ModelInput]) {
    (self.name, self.label, self.loss) = (name, label, loss)
    for input in inputs { add(input) }
  }

  @discardableResult
  private mutating func add(_ input: ModelInput) -> Int {
    if let known = inputs.firstIndex(of: input) { return known }
    inputs.append(input)
    isLearned.append(false)
    return inputs.count - 1
  }

  /// Adds a layer; where its output is.
  ///
  /// - Throws: `ModelError` when it cannot work on these inputs, or its name is taken.
  mutating func add(_ layer: any Layer, named name: String?, inputs: [Int]) throws(ModelError) -> Int {
    let shapes = inputs.map(shape)
    let output = try layer.outputShape(of: shapes)
    var specs = layer.weights(for: shapes)
    let name = name ?? freeName(for: layer)
    guard output.isPossible, specs.allSatisfy(\.isPossible) else {
      throw ModelError("found more than \(TensorShape.largestSize) numbers in an output or a weight")
    }
    guard !self.inputs.indices.contains(where: { Self.inputName($0) == name }) else {
      throw ModelError("found a layer called \"\(name)\", which is an input's name in model.json")
    }
    guard !calls.contains(where: { $0.name == name }) else {
      throw ModelError("found two layers called \"\(name)\", expected names that differ")
    }
    let range = weights.count..<weights.count + specs.count
    let rows = rowsRead(by: layer, inputs: inputs)
    if rows != nil { specs[0].isSparse = true }
    calls.append(Call(name: name, layer: layer, inputs: inputs, shape: output, weights: range))
    weights += specs
    rowsRead += specs.indices.map { $0 == 0 ? rows : nil }
    isLearned.append(specs.contains(where: \.isLearned) || inputs.contains { isLearned[$0] })
    return self.inputs.count + calls.count - 1
  }

  /// `dense`, `dense_1`, ...: Keras's names.
  private func freeName(for layer: any Layer) -> String {
    let stem = Self.snakeCase(type(of: layer).className)
    var (name, number) = (stem, 0)
    while calls.contains(where: { $0.name == name }) {
      number += 1
      name = "\(stem)_\(number)"
    }
    return name
  }

  /// `BatchNormalization` as `batch_normalization`, `LSTM` as `lstm`.
  private static func snakeCase(_ name: String) -> String {
    var words = ""
    var isAfterSmall = false
    for letter in name {
      if letter.isUppercase && isAfterSmall { words += "_" }
      words += letter.lowercased()
      isAfterSmall = letter.isLowercase
    }
    return words
  }

  /// `node` after all that it comes from.
  private static func visit(
    _ node: Tensor.Node,
    _ order: inout [Tensor.Node],
    _ seen: inout Set<ObjectIdentifier>
  ) {
    guard seen.insert(ObjectIdentifier(node)).inserted else { return }
    if case .layer(_, let inputs) = node.kind {
      for input in inputs { visit(input, &order, &seen) }
    }
    order.append(node)
  }

  /// A batch divided into parts that can be learned from one by one: quarters, but no less than 32 examples, which would
  /// not be worth a thread, and no more than 256, which stay near the processor. They are the same for any number of
  /// threads.
  func parts(of indices: ArraySlice<Int>) -> [ArraySlice<Int>] {
    if calls.contains(where: \.layer.needsWholeBatch) { return [indices] }
    let size = min(max(32, (indices.count + 3) / 4), 256)
    return stride(from: indices.startIndex, to: indices.endIndex, by: size).map {
      indices[$0..<min($0 + size, indices.endIndex)]
    }
  }

  /// The shape of an input or of a call's output.
  func shape(_ index: Int) -> TensorShape {
    index < inputs.count ? inputs[index].shape : calls[index - inputs.count].shape
  }

  /// The shape of the model's output.
  public var outputShape: TensorShape { shape(inputs.count + calls.count - 1) }

  /// The transformed features it reads, the label not among them; each once.
  public var features: [String] {
    var names: [String] = []
    for name in inputs.flatMap(\.features) where !names.contains(name) { names.append(name) }
    return names
  }

  /// The indices of the calls that an adapted layer's input comes from, directly or not.
  var callsBelowAdaptedLayers: Set<Int> {
    var needed: Set<Int> = []
    for (index, call) in calls.enumerated().reversed()
    where call.layer is any AdaptedLayer || needed.contains(index) {
      for input in call.inputs where input >= inputs.count { needed.insert(input - inputs.count) }
    }
    return needed
  }

  /// What a layer's columns come from, side by side: the inputs of a concatenation before it, or its own.
  func sources(of call: Call) -> [Int] {
    guard call.inputs[0] >= inputs.count else { return call.inputs }
    let before = calls[call.inputs[0] - inputs.count]
    return before.layer is Concatenate ? before.inputs : call.inputs
  }

  /// How many times each input and call is read.
  var readerCounts: [Int] {
    var counts = [Int](repeating: 0, count: inputs.count + calls.count)
    for input in calls.flatMap(\.inputs) { counts[input] += 1 }
    return counts
  }

  /// The name of an input in `model.json`.
  static func inputName(_ index: Int) -> String { "input_\(index + 1)" }

  /// Every weight's name in the model: `dense_1.kernel`.
  public var weightNames: [String] {
    calls.flatMap { call in call.weights.map { "\(call.name).\(weights[$0].name)" } }
  }

  /// How many numbers it has, learned and not.
  public var weightCount: Int { weights.reduce(0) { $0 + $1.rows * $1.columns } }
}
