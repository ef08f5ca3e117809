/// A step from the tensors before it to the next one, and back: how the loss's gradient passes through it.
///
/// A layer is a value that says what it computes; its weights are kept by the model. To add one of your own, conform a
/// value type to this protocol. To read a saved model back that has it, name its type: `Model(contentsOf: directory,
/// layers: [MyLayer.self])`, or once for all commands in `Pipeline(..., layers: [MyLayer.self])`.
public protocol Layer: Sendable {
  /// The class's name in Keras, which `model.json` has too.
  static var className: String { get }
  /// What it was made with, under Keras's names.
  var settings: [LayerSetting] { get }
  /// The layer that these settings describe; nil when they describe none.
  init?(settings: LayerSettings)
  /// The shape of an example's output.
  ///
  /// - Throws: `ModelError` when it cannot work on such inputs.
  func outputShape(of inputs: [TensorShape]) throws(ModelError) -> TensorShape
  /// What it keeps from batch to batch: weights that are learned, and others.
  func weights(for inputs: [TensorShape]) -> [WeightSpec]
  /// Whether an example's output depends on the others while the model learns, so that a batch must not be divided.
  var needsWholeBatch: Bool { get }
  /// The output for a batch.
  ///
  /// - Parameters:
  ///   - inputs: one value for each input, of the shapes that `outputShape(of:)` has agreed to.
  ///   - weights: those of `weights(for:)`, in their order.
  ///   - pass: what the pass is for, training or predicting, and the threads and random numbers that it may use.
  func forward(_ inputs: [TensorValue], _ weights: [Matrix], _ pass: Pass) -> LayerOutput
  /// Takes the loss's gradient from the output to the weights and to the inputs.
  ///
  /// - Parameters:
  ///   - gradient: that of the loss for each number of the output.
  ///   - call: what came in and what came out when the batch went forward.
  ///   - weights: as then.
  ///   - pass: what the pass is for, training or predicting, and the threads and random numbers that it may use.
  func backward(
    _ gradient: Matrix,
    _ call: LayerCall,
    _ weights: [Matrix],
    _ pass: Pass
  ) -> LayerGradients
}

extension Layer {
  /// No.
  public var needsWholeBatch: Bool { false }
  /// The layer's output for `x`.
  ///
  /// - Parameters:
  ///   - x: what goes in.
  ///   - name: the layer's name in the model, for its weights; by default the class's, with a number.
  ///   - fileID: the file of the call.
  ///   - line: the line of the call.
  public func callAsFunction(
    _ x: Tensor,
    name: String? = nil,
    fileID: String = #fileID,
    line: Int = #line
  ) -> Tensor {
    Tensor(self, [x], name: name, fileID: fileID, line: line)
  }

  /// None.
  public var settings: [LayerSetting] { [] }
  /// None.
  public func weights(for inputs: [TensorShape]) -> [WeightSpec] { [] }
}

/// How a batch goes through the layers.
public struct Pass: Sendable {
  /// Whether it is for learning: dropout drops, and batch normalization takes the batch's own mean.
  public var isTraining: Bool
  /// How many threads may work.
  public var threads: Int
  /// What random numbers of the layer follow from; another one for every layer and batch.
  public var seed: UInt64

  /// A way through the layers.
  public init(isTraining: Bool = false, threads: Int = 1, seed: UInt64 = 0) {
    (self.isTraining, self.threads, self.seed) = (isTraining, threads, seed)
  }
}

/// What a layer makes of a batch.
public struct LayerOutput: Sendable {
  /// The output.
  public var value: TensorValue
  /// What the way back needs of the way there, other than inputs and output.
  public var saved: [Matrix] = []
  /// New values of weights that are not learned, by their index.
  public var updates: [(weight: Int, value: Matrix)] = []

  /// An output.
  public init(_ value: TensorValue, saved: [Matrix] = []) {
    (self.value, self.saved) = (value, saved)
  }

  /// An output of numbers.
  public init(_ matrix: Matrix, saved: [Matrix] = []) {
    self.init(.floats(matrix), saved: saved)
  }
}

/// The loss's gradient for what a layer works on.
public struct LayerGradients: Sendable {
  /// For each input; nil for ids, and where nobody wants it.
  public var inputs: [Matrix?]
  /// For each weight that is learned, in their order.
  public var weights: [WeightGradient]

  /// Gradients.
  public init(inputs: [Matrix?], weights: [WeightGradient] = []) {
    (self.inputs, self.weights) = (inputs, weights)
  }
}

/// One way forward through a layer, remembered for the way back.
public struct LayerCall: Sendable {
  /// What came in.
  public var inputs: [TensorValue]
  /// The shapes of what came in.
  public var shapes: [TensorShape]
  /// What came out.
  public var output: TensorValue
  /// What the layer saved.
  public var saved: [Matrix]
  /// Whether anybody wants the gradient of each input.
  public var wantsGradient: [Bool]
}
